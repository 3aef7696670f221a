-- NOT ENFORCED.
create schema tck18;
create table tck18.target (id int primary key);
create table tck18.t (a int check (a > 0) not enforced, b int, constraint loose check (b > 0) not enforced, c int references tck18.target not enforced, constraint named foreign key (b) references tck18.target on delete cascade not enforced);
alter table tck18.t add constraint later foreign key (a) references tck18.target not enforced;
alter table tck18.t alter constraint later enforced;
create table tck18.parted (id int, t int references tck18.target) partition by list (id);
create table tck18.part partition of tck18.parted for values in (1);
alter table tck18.parted add constraint unproven foreign key (id) references tck18.target not valid;
alter table tck18.t add constraint inherits foreign key (b) references tck18.target;
