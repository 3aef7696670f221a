-- Identity columns of partitioned tables, exclusion constraints of partitioned tables, statistics reset to default.
create schema tid17;
create table tid17.parted (id int generated always as identity, a int) partition by list (a);
create table tid17.part partition of tid17.parted for values in (1);
create table tid17.attached (a int, id int not null);
alter table tid17.parted attach partition tid17.attached for values in (2);
create table tid17.excluded (r int4range, exclude using gist (r with =)) partition by list (r);
create table tid17.excluded_1 partition of tid17.excluded for values in ('[1,2)');
create table tid17.statistics (a int, b int generated always as (a + 1) stored);
alter table tid17.statistics alter a set statistics 7;
alter table tid17.statistics alter a set statistics default;
alter table tid17.statistics alter b set expression as (a + 2);
create view tid17.json as select json_query('{}'::jsonb, '$.a' with wrapper) as q, json_value('{"a":1}'::jsonb, '$.a' returning int default 5 on empty) as v, json_exists('{}'::jsonb, '$.a') as e, json_serialize('{}' returning text) as s;
create view tid17.json_table as select jt.* from json_table('[]'::jsonb, '$[*]' columns (n for ordinality, a int path '$.a' default 0 on error, nested path '$.b[*]' columns (c text path '$'))) as jt;
