-- Columns: all types that come with the server, defaults of all sorts, and what ALTER COLUMN can say.
create role tcn_user;
create schema tcn;
create type tcn.mood as enum ('sad', 'it''s');
create type tcn.pair as (a int, b text);
create table tcn.types (
  a1 smallint, a2 int, a3 bigint, a4 decimal, a5 numeric(10), a6 numeric(10, 2), a7 real, a8 double precision, a9 float(10), a10 money,
  b1 text, b2 varchar, b3 varchar(255), b4 char, b5 char(10), b6 bpchar, b7 name, b8 "char", b9 bytea,
  c1 timestamp, c2 timestamp(0), c3 timestamptz, c4 timestamptz(6), c5 date, c6 time, c7 time(3), c8 timetz, c9 timetz(1),
  d1 interval, d2 interval(3), d3 interval year, d4 interval year to month, d5 interval day to second(2), d6 interval second(4), d7 interval hour to minute,
  e1 boolean, e2 uuid, e3 json, e4 jsonb, e5 jsonpath, e6 xml, e7 tsvector, e8 tsquery,
  f1 inet, f2 cidr, f3 macaddr, f4 macaddr8, f5 bit, f6 bit(8), f7 bit varying, f8 bit varying(16), f9 varbit,
  g1 point, g2 line, g3 lseg, g4 box, g5 path, g6 polygon, g7 circle,
  h1 int4range, h2 int8range, h3 numrange, h4 tsrange, h5 tstzrange, h6 daterange,
  i1 oid, i2 regclass, i3 regproc, i4 regprocedure, i5 regoper, i6 regoperator, i7 regtype, i8 regrole, i9 regnamespace, i10 regconfig, i11 regdictionary, i12 regcollation,
  j1 pg_lsn, j2 txid_snapshot, j3 pg_snapshot, j4 xid, j5 xid8, j6 cid, j7 tid, j8 int2vector, j9 oidvector, j10 aclitem, j11 refcursor,
  k1 int[], k2 text[][], k3 int[3], k4 varchar(5)[], k5 numeric(4, 1)[], k6 timestamp(2)[], k7 tcn.mood, k8 tcn.mood[], k9 tcn.pair, k10 tcn.pair[], k11 int array, k12 int array[4]
);
create table tcn.defaults (
  a1 int default 0, a2 int default -1, a3 int default 1 + 2 * 3, a4 numeric default 1.50, a5 numeric default -0.0, a6 double precision default 'NaN', a7 double precision default 'infinity', a8 bigint default 9223372036854775807,
  a9 smallint default 7::smallint, a10 real default 1e10, a11 bigint default -9223372036854775808, a12 int default (-5),
  b1 text default '', b2 text default 'it''s', b3 text default E'back\\slash', b4 text default E'new\nline', b5 text default 'naïve 名前 😀', b6 varchar(10) default 'x', b7 char(3) default 'a', b8 text default null, b9 "char" default 'x',
  b10 text default 'a' || 'b', b11 text default ('x'::varchar), b12 text default current_user, b13 text default 'NULL', b14 text default '$$', b15 text default '1', b16 text default upper('x'), b17 text default $q$ a $$ b $q$, b18 name default 'n', b19 bytea default '\xdeadbeef',
  c1 timestamp default now(), c2 timestamptz default current_timestamp, c3 date default current_date, c4 time default localtime, c5 timestamp(3) default localtimestamp(3), c6 date default '2020-01-01', c7 timestamptz default '2020-01-01 12:00:00+02',
  c8 timestamptz default timezone('utc', now()), c9 interval default '1 day 02:03:04.5', c10 date default 'infinity', c11 timestamp default clock_timestamp(), c12 date default (now() + interval '1 day')::date, c13 timetz default '10:00+01', c14 interval year to month default '1-2', c15 timestamp default (now() at time zone 'utc'),
  d1 boolean default true, d2 boolean default (not false), d3 uuid default gen_random_uuid(), d4 uuid default '00000000-0000-0000-0000-000000000000', d5 json default '{"a": "it''s"}', d6 jsonb default '{"b":1,"a":[1,2]}', d7 jsonb default jsonb_build_object('a', 1),
  e1 int[] default '{}', e2 int[] default array[1, 2], e3 text[] default '{a,"b c",NULL}', e4 int[][] default '{{1,2},{3,4}}', e5 text[] default array['x', 'y']::text[], e6 int[] default array[]::int[],
  f1 tcn.mood default 'it''s', f2 tcn.pair default row(1, 'x'), f3 tcn.mood[] default '{sad}', f4 int4range default '[1,5)', f5 inet default '127.0.0.1', f6 bit(4) default B'1010', f7 bit varying default X'F', f8 point default '(1,2)', f9 money default '1.5',
  g1 int default case when current_date > '2020-01-01' then 1 else 2 end, g2 int default coalesce(null, 3), g3 text default current_setting('server_version'), g4 regclass default 'tcn.types'::regclass, g5 int default nullif(1, 2), g6 text default to_char(now(), 'YYYY'), g7 oid default 5,
  g8 int default greatest(1, 2), g9 tsvector default to_tsvector('english', 'cat'), g10 boolean default (1 between 0 and 2), g11 text default ('{"a":1}'::jsonb ->> 'a'), g12 int default array_length(array[1], 1), g13 text default session_user collate "C"
);
create table tcn.not_nulls (a int not null, b int null, c text not null default 'x', d int primary key);
alter table tcn.not_nulls alter b set not null;
create table tcn.collated (a text collate "C", b varchar(3) collate "POSIX" not null default 'x', c text[] collate "C", d text collate "default", e char(3) collate pg_catalog."C");
-- Storage, statistics, options.
create table tcn.options (a text, b text, c text, d text, e int, f int, g text, h numeric, i text);
alter table tcn.options
  alter a set storage external, alter b set storage main, alter c set storage plain, alter d set storage extended, alter h set storage plain,
  alter e set statistics 0, alter f set statistics 1000, alter g set statistics 10000,
  alter e set (n_distinct = -0.5), alter f set (n_distinct = 100, n_distinct_inherited = 5), alter g set (n_distinct = 2), alter g reset (n_distinct);
alter table tcn.options alter i set statistics 100, alter i set statistics -1;
-- A default that calls a function made later, and one on a sequence made later.
create table tcn.early (a int, b bigint);
create function tcn.made_later() returns int language sql as 'select 42';
create sequence tcn.made_later;
alter table tcn.early alter a set default tcn.made_later(), alter b set default nextval('tcn.made_later');
create function tcn.of_table() returns bigint language sql as 'select count(*) from tcn.early';
alter table tcn.early add column c bigint default tcn.of_table();
grant select (a1), insert (a1, a2), update (b1), references (b2) on tcn.types to tcn_user;
grant select (a2) on tcn.types to tcn_user with grant option;
grant all (a3) on tcn.types to public;
comment on column tcn.types.a1 is 'It''s a "column"';
comment on column tcn.types.b1 is E'two\nlines';
