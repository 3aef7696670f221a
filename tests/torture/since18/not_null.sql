-- NOT NULL constraints: named, NO INHERIT, NOT VALID, inherited.
create schema tnn18;
create table tnn18.t (a int constraint "It's ""there""" not null, b int not null, c int not null no inherit, d int, e int constraint named not null no inherit, constraint of_table not null d);
alter table tnn18.t add column f int;
alter table tnn18.t add constraint unproven not null f not valid;
create table tnn18.parent (a int not null, b int constraint parent_b not null);
create table tnn18.child (a int, c int not null) inherits (tnn18.parent);
create table tnn18.child_own (a int constraint own_name not null) inherits (tnn18.parent);
create table tnn18.parted (a int constraint parted_nn not null, b int) partition by list (a);
create table tnn18.part partition of tnn18.parted (b constraint part_nn not null) for values in (1);
create table tnn18.attached (a int constraint attached_nn not null, b int);
alter table tnn18.parted attach partition tnn18.attached for values in (2);
create table tnn18.key (id int primary key, x int constraint key_x_nn not null);
create table tnn18.renamed (a int not null);
alter table tnn18.renamed rename to renamed_since;
alter table tnn18.renamed_since rename column a to b;
