-- CREATE SCHEMA, ALTER SCHEMA, GRANT ON SCHEMA, COMMENT ON SCHEMA.
create role tsc_owner;
create role tsc_user;
create role tsc_granter;
create schema tsc;
create schema if not exists tsc;
create schema tsc_owned authorization tsc_owner;
create schema authorization tsc_user;
create schema "Tsc Order";
create schema "tsc""quote";
create schema "tsc.dotted";
create schema "tsc'apostrophe";
create schema "tsc naïve 名前 😀";
create schema "table";
create schema "TSC";
create schema "tsc 63 bytes long, which is all that a name may have: 012345678";
-- Elements inside of CREATE SCHEMA, in an order that only PostgreSQL's sorting of them makes right.
create schema tsc_elements authorization tsc_owner
  create view v as select a from t
  create table t (a int primary key)
  create sequence s
  create index i on t (a)
  grant select on t to tsc_user;
create schema tsc_renamed;
alter schema tsc_renamed rename to "tsc renamed";
alter schema "Tsc Order" owner to tsc_owner;

-- The same names in two schemas.
create table "TSC".t (a int primary key);
create table tsc.t (a int primary key references "TSC".t);
create type "TSC".k as enum ('a', 'b');
create type tsc.k as enum ('c', 'd');
create table "TSC".k_user (x "TSC".k, y tsc.k);
create table tsc.k_user (x tsc.k default 'c', y "TSC".k default 'a');
create function "TSC".f(int) returns int language sql as 'select 1';
create function tsc.f(int) returns int language sql as 'select 2';
create view "TSC".w as select "TSC".f(a) as x, tsc.f(a) as y from tsc.t;
create view tsc.w as select * from "TSC".w;
create index t_same_idx on "TSC".t (a);
create index t_same_idx on tsc.t (a);
create sequence "TSC".s;
create sequence tsc.s;
create table "tsc""quote"."t""q" ("a""b" int primary key);
create table "tsc.dotted"."t.t" ("a.b" int primary key references "tsc""quote"."t""q" ("a""b"));
create table "table"."table" ("column" int);

grant usage on schema tsc to tsc_user;
grant create, usage on schema tsc to tsc_granter with grant option;
grant usage on schema "tsc naïve 名前 😀" to public;
set role tsc_granter;
grant usage on schema tsc to tsc_owner;
reset role;
revoke all on schema tsc_owned from tsc_owner;
revoke create on schema "Tsc Order" from tsc_owner;
comment on schema tsc is 'A schema; with a "comment" and it''s long';
comment on schema "tsc naïve 名前 😀" is E'naïve 名前 😀\nsecond line';
