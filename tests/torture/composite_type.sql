-- CREATE TYPE AS (…), ALTER TYPE … ATTRIBUTE, COMMENT ON COLUMN of a type.
create role tco_owner;
create role tco_user;
create schema tco;
create type tco.address as (street text, zip varchar(10), lines text[]);
create type tco.empty as ();
create type tco."Order" as ("a""b" int, "select" numeric(10, 2), "with space" timestamp(3) with time zone, "naïve" text collate "C");
create type tco.nested as (home tco.address, others tco.address[], o tco."Order");
create type tco.altered as (a int, b int, c int);
alter type tco.altered drop attribute b;
alter type tco.altered add attribute d text collate "POSIX";
alter type tco.altered alter attribute a type bigint;
alter type tco.altered rename attribute c to "C";
create table tco.t (a tco.address, b tco.nested[], c tco."Order" default row(1, 2, null, 'x'), check ((a).zip <> ''));
create index t_zip on tco.t (((a).zip));
-- A type made of a table's row, and a table made of such types.
create table tco.rows (id int, o tco.nested);
create type tco.of_rows as (r tco.rows, list tco.rows[]);
create function tco.make(a tco.of_rows) returns tco.address language sql as $$ select ((a).r).o.home $$;
alter type tco.address owner to tco_owner;
revoke all on type tco.address from public;
grant usage on type tco.address to tco_user with grant option;
comment on type tco.address is 'where one lives';
comment on column tco.address.zip is 'as the post ''wants'' it';
comment on column tco."Order"."a""b" is 'quoted';
