-- Expressions that PostgreSQL prints otherwise than it reads what it printed: pg_dump's copy of this differs as well, and a
-- copy of a copy does not.
create schema trs;
create table trs.t (a varchar(10) check (a in ('x', 'y')), b int);
create index partial on trs.t (b) where a in ('x', 'y');
create view trs.values_only (a, b) as values (1, 'x'), (2, 'y');
-- The list of columns behind the function knows those that its type had when the view was made.
create table trs.grown (id int, b text);
create function trs.set_of() returns setof trs.grown language sql as 'select * from trs.grown';
create view trs.on_set as select * from trs.set_of();
alter table trs.grown add column c int;
