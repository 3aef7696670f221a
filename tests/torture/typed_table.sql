-- CREATE TABLE OF, ALTER TABLE OF and NOT OF.
create schema tty;
create type tty.row as (a int, b text, "C ""c""" numeric(10, 2));
create type tty."Row ""2""" as (x int);
create table tty.plain of tty.row;
create table tty.options of tty.row (primary key (a), b with options not null default 'it''s', "C ""c""" with options check ("C ""c""" > 0), unique (b), constraint "both" check (a > 1 and b <> ''));
create table tty."Typed ""x""" of tty."Row ""2""" (x with options default 5);
create table tty.later (a int, b text, "C ""c""" numeric(10, 2));
alter table tty.later of tty.row;
create table tty.no_more of tty.row;
alter table tty.no_more not of;
create table tty.parted of tty.row partition by list (a);
create table tty.part partition of tty.parted for values in (1);
create index on tty.plain (b);
comment on column tty.plain.b is 'of a typed table';
