-- CREATE COLLATION, ALTER COLLATION.
create role tcl_owner;
create schema tcl;
create collation tcl.posix (locale = 'POSIX');
create collation tcl.split (lc_collate = 'C', lc_ctype = 'POSIX');
create collation tcl."Copy ""C""" from "C";
create collation tcl.provided (provider = libc, locale = 'C');
create collation if not exists tcl.provided (provider = libc, locale = 'C');
create collation tcl.renamed (locale = 'C');
alter collation tcl.renamed rename to "naïve Order";
create table tcl.t (a text collate tcl.posix, b varchar(5) collate tcl."Copy ""C""", c text[] collate tcl."naïve Order");
create index t_a on tcl.t (a collate tcl.split desc, (b || 'x') collate tcl.provided);
create view tcl.v as select a collate tcl."Copy ""C""" as a from tcl.t order by a collate tcl.split;
create domain tcl.d as text collate tcl.posix;
create type tcl.c as (a text collate tcl.posix);
create function tcl.f(a text) returns boolean language sql as $$ select a collate tcl.posix < 'x' $$;
alter collation tcl.posix owner to tcl_owner;
comment on collation tcl.posix is 'like ''POSIX''';
