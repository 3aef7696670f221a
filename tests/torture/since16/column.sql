-- STORAGE in CREATE TABLE, COMPRESSION, SQL/JSON constructors, statistics on generated columns.
create schema tcn16;
create table tcn16.t (a text storage external, b text storage main compression pglz, c text storage default, d jsonb check (d is json object), e int default nullif(1, 1) check (e is distinct from 5));
create view tcn16.v as select json_object('a': 1, 'b': 'it''s' absent on null) as o, json_array(1, 2 null on null) as l, json_arrayagg(a order by a) as g, a is json scalar as s from tcn16.t group by a;
create view tcn16.any_value as select any_value(a) as a from tcn16.t;
create table tcn16.numbers (a int default 0x1F, b int default 1_000, c bigint default 0o17, d int default 0b11);
create index without_alias on tcn16.t ((a || b));
create view tcn16.no_alias as select x from (select 1 as x);
