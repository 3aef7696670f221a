-- VIRTUAL generated columns.
create schema tge18;
create table tge18.t (a int, b int generated always as (a * 2) virtual, c text generated always as ('x' || 'it''s'), d int generated always as (a + 1) stored, e int not null generated always as (a + 5) virtual);
create table tge18.parent (a int, b int generated always as (a + 1) virtual);
create table tge18.child (c int) inherits (tge18.parent);
create table tge18.parted (a int, b int generated always as (a + 1) virtual) partition by range (a);
create table tge18.part partition of tge18.parted for values from (1) to (5);
create table tge18.part_own partition of tge18.parted (b generated always as (a + 2) virtual) for values from (5) to (9);
alter table tge18.t add column f int generated always as (a - 1) virtual;
