-- CREATE DOMAIN, ALTER DOMAIN, COMMENT ON CONSTRAINT ON DOMAIN.
create role tdo_owner;
create role tdo_user;
create schema tdo;
create domain tdo.plain as int;
create domain tdo.email as text collate "C" default 'nobody@example.org' not null check (value like '%@%');
create domain tdo."Order" as varchar(20) constraint "a ""check""" check (value <> 'it''s') constraint second check (length(value) > 1);
create domain tdo.chain as tdo."Order" check (value ~ '^[a-z]');
create domain tdo.nullable as numeric(10, 2) null default 1.50;
create domain tdo.now as timestamp(3) with time zone default now();
create domain tdo.list as int[] check (array_length(value, 1) < 5);
create function tdo.is_good(text) returns boolean immutable language sql as $$ select $1 <> 'bad' $$;
create domain tdo.checked as text check (tdo.is_good(value));
create type tdo.pair as (a int, b tdo.email);
create domain tdo.of_composite as tdo.pair check ((value).a > 0);
create domain tdo.of_array as tdo.email[];
create type tdo.kind as enum ('a', 'b');
create domain tdo.of_enum as tdo.kind default 'a' check (value <> 'b');
create domain tdo.later as int;
alter domain tdo.later set default 3;
alter domain tdo.later set not null;
alter domain tdo.later add constraint positive check (value > 0);
alter domain tdo.later add constraint unproven check (value < 100) not valid;
create domain tdo.dropped as int default 1 not null check (value > 0);
alter domain tdo.dropped drop default;
alter domain tdo.dropped drop not null;
alter domain tdo.dropped rename constraint dropped_check to "renamed check";
create domain tdo.nulls as text constraint tdo_nulls_check check (value is null or value = 'NULL');
create table tdo.t (
  a tdo.email, b tdo.chain default 'x', c tdo.of_composite, d tdo.of_array, e tdo.list[], f tdo.of_enum, g tdo.checked collate "POSIX",
  h tdo.now
);
-- A default that calls a function made later.
create domain tdo.early as int;
create function tdo.later_made() returns int language sql as 'select 42';
alter domain tdo.early set default tdo.later_made();
alter domain tdo.plain owner to tdo_owner;
grant usage on domain tdo.plain to tdo_user with grant option;
revoke usage on type tdo.email from public;
comment on domain tdo.plain is 'plain';
comment on constraint "a ""check""" on domain tdo."Order" is 'a ''comment''';
comment on constraint unproven on domain tdo.later is 'not yet';
