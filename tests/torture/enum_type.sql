-- CREATE TYPE AS ENUM, ALTER TYPE ADD VALUE, RENAME VALUE.
create role ten_owner;
create role ten_user;
create schema ten;
create type ten.mood as enum ('sad', 'ok', 'happy');
create type ten.empty as enum ();
create type ten."Order" as enum ('it''s', 'a"b', 'with, comma', 'with (paren)', '', ' space ', 'naïve 名前 😀', E'back\\slash', E'new\nline', 'NULL', 'a label of 63 bytes, which is all that a label may have: 012345');
create type ten."a""b" as enum ('x');
create type ten.grown as enum ('one', 'four');
alter type ten.grown add value 'two' after 'one';
alter type ten.grown add value 'three' before 'four';
alter type ten.grown add value 'zero' before 'one';
alter type ten.grown add value if not exists 'five';
alter type ten.grown rename value 'two' to 'zwei';
create table ten.t (
  a ten.mood not null default 'ok', b ten."Order" default 'it''s', c ten.mood[] default '{sad,happy}', d ten."a""b"[][],
  e ten.mood generated always as ('sad'::ten.mood) stored,
  check (a > 'sad'), check (b <> 'a"b')
);
create index t_a on ten.t (a desc, (a is null)) where a = 'happy';
alter type ten.mood owner to ten_owner;
revoke all on type ten."Order" from public;
grant all on type ten."Order" to ten_user with grant option;
comment on type ten.mood is 'how one feels';
comment on type ten."Order" is 'an ''order'' of "things"';
