// A small database with one of every kind of object.
#pragma once

namespace squall::test {

inline constexpr const char* everything = R"sql(
create role walk_owner;
create role walk_user;
create role walk_group;
grant walk_group to walk_user;
create schema s;
create extension hstore schema s;
create type s.mood as enum ('sad', 'ok');
create type s.pair as (a int, b text);
create domain s.code as varchar(10) default 'x' constraint short check (length(value) < 9);
create type s.spread as range (subtype = float8, subtype_diff = float8mi);
create collation s.plain (provider = libc, locale = 'C');
create conversion s.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create type s.tiny;
create function s.tiny_in(cstring) returns s.tiny strict immutable language internal as 'int4in';
create function s.tiny_out(s.tiny) returns cstring strict immutable language internal as 'int4out';
create type s.tiny (input = s.tiny_in, output = s.tiny_out, internallength = 4, passedbyvalue, alignment = int4);
create function s.call_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language walk_language handler s.call_handler;
create function s.add(a int, b int default 1) returns int language sql immutable strict set work_mem = '1MB' as 'select $1 + $2';
create procedure s.work() language sql as 'select 1';
create aggregate s.total(int) (sfunc = s.add, stype = int, initcond = '0');
create function s.close(int, int) returns boolean language sql immutable as 'select abs($1 - $2) < 2';
create operator s.~~~ (function = s.close, leftarg = int, rightarg = int, commutator = operator(s.~~~));
create operator family s.family using btree;
alter operator family s.family using btree add operator 1 < (int, bigint);
create operator class s.class for type int using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create function s.to_pair(int) returns s.pair language sql as 'select row($1, $1::text)::s.pair';
create cast (int as s.pair) with function s.to_pair(int) as assignment;
create function s.from_sql(internal) returns internal language internal immutable strict as 'pg_node_tree_send';
create transform for text language sql (from sql with function s.from_sql(internal));
create access method walk_heap type table handler heap_tableam_handler;
create text search parser s.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template s.template (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary s.dictionary (template = pg_catalog.simple, stopwords = english, accept = false);
create text search configuration s.configuration (parser = s.parser);
alter text search configuration s.configuration add mapping for asciiword, word with s.dictionary, english_stem;
create foreign data wrapper walk_wrapper options (a '1', b '2');
create server walk_server foreign data wrapper walk_wrapper options (host 'h');
create user mapping for walk_user server walk_server options (name 'n');
create foreign table s.far (a int options (name 'x')) server walk_server options (t 't');
create sequence s.numbers increment 2 cache 3;
create table s.users (
  id bigint generated always as identity primary key,
  email varchar(40) not null default 'a@b' collate "C" constraint email_key unique,
  mood s.mood default 'ok', born date, low text generated always as (lower(email)) stored,
  constraint email_check check (email <> ''));
create sequence s.owned owned by s.users.born;
create table s.posts (id int primary key, author bigint constraint author_fkey references s.users on delete cascade,
  at tsrange, title text, score s.code, exclude using gist (at with &&));
alter table s.posts set (fillfactor = 90, autovacuum_enabled = off, toast.autovacuum_enabled = off);
create index posts_title on s.posts (lower(title) desc, author) include (id) where author > 3;
create table s.parts (k int, v text not null, primary key (k)) partition by range (k);
create table s.parts_low partition of s.parts for values from (0) to (10);
create table s.parts_rest partition of s.parts default;
create table s.mother (m int, constraint m_check check (m > 0));
create table s.child (c int) inherits (s.mother);
create view s.names with (security_barrier) as select id, email from s.users where born > '2000-01-01';
create materialized view s.totals as select author, count(*) as n from s.posts group by author;
create statistics s.stats (ndistinct, dependencies) on author, title from s.posts;
create function s.on_change() returns trigger language plpgsql as 'begin return new; end';
create trigger changed before insert or update of title, author on s.posts for each row when (new.title <> 'x')
  execute function s.on_change('a', 'b');
create rule no_delete as on delete to s.posts where old.id = 1 do instead nothing;
alter table s.users enable row level security;
create policy mine on s.users as restrictive for update to walk_user, walk_group using (id > 1) with check (id > 2);
create function s.on_ddl() returns event_trigger language plpgsql as 'begin end';
create event trigger walk_ddl on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function s.on_ddl();
alter event trigger walk_ddl disable;
create publication walk_publication for table s.users, s.posts with (publish = 'insert, update');
create subscription walk_subscription connection 'host=nowhere' publication p1, p2 with (connect = false);
alter default privileges for role walk_owner in schema s grant select on tables to walk_user;
grant select on s.users to walk_user;
grant update (email) on s.users to walk_user;
comment on table s.users is 'people';
comment on column s.users.email is 'where to write';
comment on role walk_user is 'somebody';
alter role walk_user set search_path = s;
alter role walk_owner connection limit 3;
alter table s.posts owner to walk_owner;
)sql";

/// A database with a subscription cannot be dropped. Roles go with the cluster.
inline constexpr const char* no_subscription = R"sql(
alter subscription walk_subscription disable;
alter subscription walk_subscription set (slot_name = none);
drop subscription walk_subscription;
)sql";

}  // namespace squall::test
