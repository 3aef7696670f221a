-- CREATE TABLE, ALTER TABLE: what belongs to a table as a whole.
create role tta_owner;
create role tta_user;
create schema tta;
create table tta.plain (a int, b text);
create table if not exists tta.plain (c int);
create table tta.empty ();
create unlogged table tta.unlogged (a int primary key, s serial);
create table tta.parameters (a int primary key, b text) with (
  fillfactor = 70, autovacuum_enabled = false, autovacuum_vacuum_threshold = 100, autovacuum_vacuum_scale_factor = 0.25, parallel_workers = 4,
  toast_tuple_target = 256, vacuum_truncate = off, toast.autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 7, user_catalog_table = true,
  log_autovacuum_min_duration = 1000, autovacuum_freeze_max_age = 200000000, vacuum_index_cleanup = true, autovacuum_analyze_scale_factor = 1e-2
);
create table tta.reset (a int) with (fillfactor = 50, parallel_workers = 2);
alter table tta.reset reset (fillfactor);
alter table tta.reset set (autovacuum_vacuum_cost_delay = 2.5, toast.vacuum_truncate = false);
create table tta."Order" ("Id" int primary key, "a""b" int, "select" text, "naïve 名前 😀" int, "with space" int, "dot.ted" int, "it's" int, "back\slash" int, "tab	" int);
create table tta."a""b" ("a""b" int);
create table tta."63 bytes long, which is all that a name may have: 012345678901" ("63 bytes long, which is all that a name may have: 012345678901" int primary key);
create table tta."select" ("from" int, "user" text, "order" int);
create table tta."UPPER" (a int);
create table tta."upper" (a int);
create table tta."%s %1$s {0} ${x} :v $1" ("%d" int);
create table tta."--x" (a int);
create table tta."/* x" (a int);
create table tta.replica_full (a int);
alter table tta.replica_full replica identity full;
create table tta.replica_nothing (a int primary key);
alter table tta.replica_nothing replica identity nothing;
create table tta.replica_index (a int not null, b int not null, unique (a));
create unique index "Replica Index" on tta.replica_index (b);
alter table tta.replica_index replica identity using index "Replica Index";
create table tta.replica_constraint (a int not null constraint by_constraint unique);
alter table tta.replica_constraint replica identity using index by_constraint;
create table tta.clustered (a int primary key, b int);
create index "Clustered On" on tta.clustered (b);
alter table tta.clustered cluster on "Clustered On";
create table tta.clustered_by_key (a int primary key);
alter table tta.clustered_by_key cluster on clustered_by_key_pkey;
create table tta.declustered (a int primary key);
alter table tta.declustered cluster on declustered_pkey;
alter table tta.declustered set without cluster;
create table tta.logged_later (a int);
alter table tta.logged_later set unlogged;
create table tta.as_query as select 1 as a, 'x'::text as "b c", now() as d;
create table tta.as_query_no_data (x, y) as select 1, 2 with no data;
create table tta.like_source (a int not null default 3 check (a > 0), b text collate "C" unique, c int generated always as (1) stored, d bigint generated always as identity);
create index like_expression on tta.like_source ((a + 1));
create statistics tta.like_statistics on a, b from tta.like_source;
comment on column tta.like_source.a is 'copied';
create table tta.like_all (like tta.like_source including all);
create table tta.like_none (like tta.like_source);
create table tta.like_some (z int, like tta.like_source including constraints including defaults excluding identity, y int);
-- Columns that went leave holes in the numbering.
create table tta.holes (a int, b int, c int, d int, e int);
alter table tta.holes drop column a, drop column c;
alter table tta.holes add column f int default 6, add column "G" int;
create index on tta.holes (b, e) include (f);
alter table tta.holes add primary key (d, b), add check (b < e), add unique (f);
create table tta.renamed_from (a int primary key, b int check (b > 0), c serial);
alter table tta.renamed_from rename to renamed;
alter table tta.renamed rename column b to "B new";
alter table tta.renamed rename constraint renamed_from_pkey to "renamed ""pkey""";
create table public.tta_moved (a serial primary key);
alter table public.tta_moved set schema tta;
create table tta.altered (a int, b int, c text, d int);
alter table tta.altered alter column a type bigint, alter column b set not null, alter column b set default 5, alter column c type varchar(10) collate "C" using c::varchar(10),
  add column e uuid default gen_random_uuid() not null, drop column d;
-- Oid-like and odd system names that may still be used.
create table tta.system_like (oid int, "Tableoid" int);
alter table tta.plain owner to tta_owner;
grant select, insert, update, delete on tta.plain to tta_user;
grant truncate, references, trigger on tta.plain to tta_user with grant option;
grant select on tta."Order" to public;
grant all on tta.empty to tta_user;
revoke all on tta."a""b" from public;
comment on table tta.plain is E'It''s a "table"\nwith two lines, a \\ backslash and naïve 名前 😀';
comment on table tta."Order" is '';
comment on index tta."Clustered On" is 'clustered';
