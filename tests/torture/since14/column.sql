-- COMPRESSION, and types of 14.
create schema tcn14;
create table tcn14.t (a text compression pglz, b varchar(10) compression default, c jsonb compression pglz default '{}', d int4multirange, e xid8);
alter table tcn14.t alter b set compression pglz;
create materialized view tcn14.m as select a from tcn14.t;
alter materialized view tcn14.m alter a set compression pglz;
create view tcn14.search as with recursive r (a, b) as (select 1, 2 union all select a + 1, b from r where a < 5) search depth first by a set ordered cycle a set is_cycle using path select a, b, is_cycle from r order by ordered;
create view tcn14.distinct_groups as select a from tcn14.t group by distinct rollup (a), rollup (a);
create view tcn14.subscripts as select c['x'] as x, c['y']['z'] as z from tcn14.t;
create table tcn14.subscript_default (j jsonb check (j['a'] is not null), k text generated always as (j['a'] #>> '{}') stored);
create table tcn14.detached (a int) partition by list (a);
create table tcn14.detached_1 partition of tcn14.detached for values in (1);
alter table tcn14.detached detach partition tcn14.detached_1 concurrently;
create index brin_bloom on tcn14.t using brin (a text_bloom_ops (n_distinct_per_range = 100, false_positive_rate = 0.05));
create index brin_multi on tcn14.subscript_default using brin ((j ->> 'a') text_minmax_ops);
