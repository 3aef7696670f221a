-- The builtin provider.
create schema tcl17;
create collation tcl17.builtin (provider = builtin, locale = 'C.UTF-8');
create collation tcl17.builtin_c (provider = builtin, locale = 'C');
create table tcl17.t (a text collate tcl17.builtin);
