-- PRIMARY KEY in its variants.
create schema tpk;
create table tpk.plain (id int primary key);
create table tpk.named (id int constraint "It's ""the"" key" primary key);
create table tpk.many (c int, b int, a int, primary key (a, b, c));
create table tpk.included (a int, b text, c int, constraint included_key primary key (a) include (b, c));
create table tpk.deferrable (a int primary key deferrable);
create table tpk.deferred (a int primary key deferrable initially deferred);
create table tpk.immediate (a int primary key deferrable initially immediate);
create table tpk.parameters (a int primary key with (fillfactor = 60));
create table tpk.from_index (a int not null, b int not null);
create unique index from_index_unique on tpk.from_index (a, b);
alter table tpk.from_index add constraint from_index_key primary key using index from_index_unique;
create table tpk."Order" ("a""b" int, "naïve" int, primary key ("naïve", "a""b"));
create table tpk.later (a int);
alter table tpk.later add primary key (a);
create table tpk.dedup (a text primary key with (deduplicate_items = off, fillfactor = 80));
comment on constraint plain_pkey on tpk.plain is 'the ''key''';
comment on index tpk.plain_pkey is 'the key''s index';
