-- INHERITS, ALTER TABLE INHERIT and NO INHERIT.
create schema tih;
create schema "tih Other";
create table tih.parent (a int not null default 1, b text collate "C", c int check (c > 0), constraint local_only check (a < 100) no inherit, primary key (a));
create table tih.child () inherits (tih.parent);
create table tih.child_more (d int unique, e serial) inherits (tih.parent);
create table tih.grandchild (f int) inherits (tih.child_more);
create table tih."Other ""parent""" ("Col ""x""" int default 5, b text collate "C");
create table "tih Other".two_parents (z int) inherits (tih.parent, tih."Other ""parent""");
create table tih.diamond_left () inherits (tih.parent);
create table tih.diamond_right (r int) inherits (tih.parent);
create table tih.diamond () inherits (tih.diamond_left, tih.diamond_right);
-- Columns and constraints that are both inherited and local.
create table tih.merged (a int default 7, b text collate "C" not null, own int, check (c < 50), constraint parent_c_check check (c > 0)) inherits (tih.parent);
create table tih.later (b text collate "C", x int, a int not null, c int, constraint parent_c_check check (c > 0));
alter table tih.later inherit tih.parent;
create table tih.no_more () inherits (tih.parent);
alter table tih.no_more no inherit tih.parent;
create table tih.overridden () inherits (tih.parent);
alter table tih.overridden alter a set default 42, alter b set not null, alter b set storage external, alter c set statistics 7, alter a drop default;
alter table tih.overridden add constraint own_check check (a > b::int), alter c set default 9;
create table tih.dropped_in_parent (a int, b int, c int);
create table tih.kept_in_child (b int, d int) inherits (tih.dropped_in_parent);
alter table only tih.dropped_in_parent drop column c;
alter table tih.dropped_in_parent drop column b;
create index child_index on tih.child (a, b);
alter table tih.child add primary key (a);
alter table tih.parent add column late int default 3;
alter table tih.parent add constraint late_check check (late > 0) not valid;
create view tih.v as select tableoid::regclass as t, a from tih.parent union all select 'tih.child'::regclass, a from only tih.child;
comment on column tih.child.a is 'inherited';
comment on column tih.child_more.d is 'own';
-- A check that nobody validated: a child that is made later has it as a valid one.
create table tih.unproven (a int);
create table tih.unproven_child () inherits (tih.unproven);
alter table tih.unproven add constraint "Positive" check (a > 0) not valid, add constraint small check (a < 9) not valid;
create table tih.later_child () inherits (tih.unproven);
alter table tih.unproven_child validate constraint small;
