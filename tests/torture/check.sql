-- CHECK in its variants.
create schema tck;
create function tck.is_good(int) returns boolean language sql immutable as 'select $1 > 0';
create type tck.kind as enum ('a', 'b');
create table tck.t (
  a int check (a > 0), b text constraint "It's ""checked""" check (b <> 'it''s' and b not in ('a', 'b') or b is null), c int check (tck.is_good(c)), k tck.kind check (k = 'a'),
  d int check (d between 1 and 10) check (d <> 5) no inherit, e jsonb check (e ? 'x' and jsonb_typeof(e -> 'y') = 'array'), f text[] check (array_length(f, 1) < 5 and 'x' = any (f)),
  g varchar(10) check (g <> 'x'), h timestamptz check (h > '2020-01-01 00:00+00'), i numeric check (i::text ~ '^\d+$'), j text check (length(trim(both from j)) > 0), l text check (l similar to 'a|b'), m text check (m like '%\%%'),
  n date check (n > date '2020-01-01' and extract(year from n) < 2100), o text check (o = upper(o) collate "C"),
  check (a < c), check ((a, c) is distinct from (1, 2)), constraint always check (true), constraint never_null check ((k is not null) = (a is not null)), check (case when a > 1 then b is not null else true end)
);
alter table tck.t add constraint unproven check (a < 1000) not valid;
alter table tck.t add constraint unproven_no_inherit check (a < 2000) no inherit not valid;
alter table tck.t add constraint proven check (a < 3000) not valid;
alter table tck.t validate constraint proven;
create table tck.whole_row (a int, check (whole_row is not null));
create table tck."Order ""x""" ("select" int, "a""b" int, check ("select" > "a""b"));
comment on constraint "It's ""checked""" on tck.t is 'well ''checked''';
comment on constraint unproven on tck.t is 'not yet';
