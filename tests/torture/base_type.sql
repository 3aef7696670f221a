-- CREATE TYPE (shell and base), ALTER TYPE SET. Input and output are C functions of the server's own types.
create role tbt_owner;
create role tbt_user;
create schema tbt;
create type tbt.tiny;
create function tbt.tiny_in(cstring) returns tbt.tiny strict immutable language internal as 'int4in';
create function tbt.tiny_out(tbt.tiny) returns cstring strict immutable language internal as 'int4out';
create type tbt.tiny (input = tbt.tiny_in, output = tbt.tiny_out, internallength = 4, passedbyvalue, alignment = int4);

create type tbt."Full ""Type""";
create function tbt.full_in(cstring, oid, int4) returns tbt."Full ""Type""" strict immutable language internal as 'varcharin';
create function tbt.full_out(tbt."Full ""Type""") returns cstring strict immutable language internal as 'varcharout';
create function tbt.full_recv(internal, oid, int4) returns tbt."Full ""Type""" strict stable language internal as 'varcharrecv';
create function tbt.full_send(tbt."Full ""Type""") returns bytea strict stable language internal as 'varcharsend';
create function tbt.full_typmod_in(cstring[]) returns int strict immutable language internal as 'varchartypmodin';
create function tbt.full_typmod_out(int) returns cstring strict immutable language internal as 'varchartypmodout';
create function tbt.full_analyze(internal) returns boolean strict language internal as 'array_typanalyze';
create type tbt."Full ""Type""" (
  input = tbt.full_in, output = tbt.full_out, receive = tbt.full_recv, send = tbt.full_send,
  typmod_in = tbt.full_typmod_in, typmod_out = tbt.full_typmod_out, analyze = tbt.full_analyze,
  internallength = variable, alignment = int4, storage = extended, category = 'S', preferred = false,
  default = 'it''s', delimiter = ';', collatable = true
);
create type tbt.alike;
create function tbt.alike_in(cstring) returns tbt.alike strict immutable language internal as 'float8in';
create function tbt.alike_out(tbt.alike) returns cstring strict immutable language internal as 'float8out';
create type tbt.alike (input = tbt.alike_in, output = tbt.alike_out, like = double precision, category = 'x', preferred = true);

create type tbt.fixed;
create function tbt.fixed_in(cstring) returns tbt.fixed strict immutable language internal as 'uuid_in';
create function tbt.fixed_out(tbt.fixed) returns cstring strict immutable language internal as 'uuid_out';
create type tbt.fixed (input = tbt.fixed_in, output = tbt.fixed_out, internallength = 16, alignment = char, storage = plain);

-- A type that is nothing but a shell.
create type tbt.shell;
create type tbt."Shell Two";

create table tbt.uses (
  a tbt.tiny default '1', b tbt."Full ""Type"""(20) collate "C" default 'x', c tbt."Full ""Type"""[], d tbt.alike, e tbt.fixed, f tbt.tiny[][]
);
create function tbt.takes(tbt.tiny, tbt.alike[] default '{}') returns setof tbt.fixed language sql as 'select null::tbt.fixed';
alter type tbt.tiny owner to tbt_owner;
revoke usage on type tbt.tiny from public;
grant usage on type tbt.tiny to tbt_user with grant option;
alter type tbt."Full ""Type""" set (storage = main);
comment on type tbt.tiny is 'a small ''integer''';
comment on type tbt.shell is 'never to be filled';
comment on function tbt.tiny_in(cstring) is 'input';
