-- GENERATED ALWAYS AS (…) STORED. Virtual ones are since18's.
create schema tge;
create function tge.twice(int) returns int language sql immutable as 'select $1 * 2';
create type tge.kind as enum ('a', 'b');
create table tge.t (
  a int, b text, k tge.kind,
  c int generated always as (a * 2) stored,
  d text generated always as (b || 'it''s' || coalesce(b, 'x')) stored not null,
  e int generated always as (tge.twice(a)) stored,
  f text collate "C" generated always as (upper(b) collate "C") stored,
  g boolean generated always as (k = 'a') stored,
  h tsvector generated always as (to_tsvector('english', b)) stored,
  i numeric(10, 2) generated always as (a / 3.0) stored check (i < 100),
  "j ""x""" int generated always as (case when a > 0 then 1 else 2 end) stored
);
create index on tge.t (c);
create unique index on tge.t (e, g) where c > 5;
alter table tge.t add column k2 int generated always as (a + 1) stored, add constraint on_generated check (c > a);
create table tge.dropped (a int, b int generated always as (a + 1) stored);
alter table tge.dropped alter b drop expression;
create table tge.parent (a int, b int generated always as (a + 1) stored);
create table tge.child (c int) inherits (tge.parent);
create table tge.partitioned (a int, b int generated always as (a + 1) stored) partition by range (a);
create table tge.part partition of tge.partitioned for values from (1) to (10);
comment on column tge.t.c is 'generated';
