-- ALTER TABLE SET ACCESS METHOD.
create schema tta15;
create access method tta15_heap type table handler heap_tableam_handler;
create table tta15.t (a int);
alter table tta15.t set access method tta15_heap;
create materialized view tta15.m as select a from tta15.t;
alter materialized view tta15.m set access method tta15_heap;
