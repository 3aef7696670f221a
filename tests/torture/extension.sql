-- CREATE EXTENSION, ALTER EXTENSION, COMMENT ON EXTENSION; what belongs to one is left to it.
create role tex_user;
create schema tex;
create schema "tex Ext";
create extension if not exists citext schema "tex Ext";
create extension if not exists hstore with schema tex;
create extension if not exists earthdistance schema tex cascade;
create extension if not exists pg_trgm schema tex;
create extension if not exists btree_gist schema tex;
create extension if not exists "uuid-ossp" schema tex;
create extension if not exists intarray schema tex;
create extension if not exists ltree schema public;
comment on extension hstore is 'ours, not its own';

create table tex.t (
  id uuid primary key default tex.uuid_generate_v4(),
  c "tex Ext".citext not null unique default 'x',
  h tex.hstore default '"a"=>"1"',
  p public.ltree,
  a int[],
  during tsrange,
  room int,
  exclude using gist (room with =, during with &&)
);
create index t_trgm on tex.t using gin ((c::text) tex.gin_trgm_ops);
create index t_trgm_gist on tex.t using gist ((c::text) tex.gist_trgm_ops (siglen = 32));
create index t_array on tex.t using gin (a tex.gin__int_ops);
create index t_path on tex.t using gist (p);
create domain tex.mail as "tex Ext".citext check (value ~ '@');
create function tex.distance(tex.cube, tex.cube) returns double precision language sql
  as $$ select $1 operator(tex.<->) $2 $$;
create view tex.near as select t.id, t.c = 'x' as is_x, t.h operator(tex.->) 'a' as a from tex.t;
-- Privileges on members beyond what the extension's script gives.
revoke execute on function tex.uuid_generate_v4() from public;
grant execute on function tex.uuid_generate_v4() to tex_user;
-- A table that becomes a member is the extension's.
create table tex.member (a int);
alter extension hstore add table tex.member;
create function tex.member_f() returns int language sql as 'select 1';
alter extension hstore add function tex.member_f();
-- A function of ours that depends on an extension (ALTER FUNCTION … DEPENDS ON EXTENSION).
create function tex.dependent() returns int language sql as 'select 2';
alter function tex.dependent() depends on extension citext;
create index t_dependent on tex.t (room);
alter index tex.t_dependent depends on extension citext;
