-- Schemas, row filters and column lists.
create schema tpb15;
create schema "tpb15 Other";
create function tpb15.f(int) returns int language sql immutable as 'select 1';
create table tpb15.t (id int primary key, a int, "b ""b""" text);
create table tpb15.u (id int primary key, a int);
create publication tpb15_schema for tables in schema tpb15;
create publication tpb15_schemas for tables in schema tpb15, "tpb15 Other" with (publish = 'insert');
create publication tpb15_where for table tpb15.t where (id > 5 and "b ""b""" <> 'it''s'), tpb15.u where (id is not null);
create publication tpb15_columns for table tpb15.t (id, "b ""b"""), tpb15.u (id) where (id < 10);
create publication tpb15_mixed for table "tpb15".u, tables in schema "tpb15 Other";
alter publication tpb15_mixed add tables in schema tpb15;
alter publication tpb15_mixed drop table tpb15.u;
alter table tpb15.t replica identity full;
