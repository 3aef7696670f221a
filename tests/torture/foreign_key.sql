-- FOREIGN KEY in its variants, cycles too. ON DELETE SET NULL (columns) is since15's.
create schema tfk;
create schema "tfk Other";
create table tfk.target (id int primary key, a int not null, b int not null, code text unique, unique (a, b), unique (b, a));
create table tfk."Order" ("Id" int primary key, "a""b" int unique);
create table tfk.t (
  a int references tfk.target, b int references tfk.target (id) on delete cascade, c text references tfk.target (code) on update cascade on delete set null,
  d int references tfk.target on delete set default on update restrict, e int references tfk.target on delete no action on update set null,
  f int references tfk.target deferrable, g int references tfk.target deferrable initially deferred, h int references tfk.target not deferrable,
  i int constraint "It's ""foreign""" references tfk."Order" ("a""b"), j int references tfk."Order", x int, y int, "Z" int,
  foreign key (x, y) references tfk.target (a, b) match full, foreign key (y, x) references tfk.target (a, b) match simple, foreign key (x, y) references tfk.target (b, a) on delete cascade on update cascade,
  foreign key ("Z") references tfk.target on delete restrict
);
alter table tfk.t add constraint unproven foreign key (x) references tfk.target not valid;
alter table tfk.t add constraint unproven_deferred foreign key (x) references tfk.target deferrable initially deferred not valid;
alter table tfk.t add constraint altered foreign key (y) references tfk.target;
alter table tfk.t alter constraint altered deferrable initially deferred;
create table tfk.itself (id int primary key, parent int references tfk.itself, other int references tfk.itself on delete set null);
create table tfk.one (id int primary key, two int);
create table tfk.two (id int primary key, three int, one int references tfk.one);
create table "tfk Other".three (id int primary key, one int references tfk.one, two int references tfk.two);
alter table tfk.one add foreign key (two) references tfk.two;
alter table tfk.two add foreign key (three) references "tfk Other".three deferrable;
-- To a unique index that is no constraint.
create table tfk.by_index (a int, b int);
create unique index by_index_a on tfk.by_index (a);
create table tfk.to_index (a int references tfk.by_index (a));
-- To a partitioned table and from one.
create table tfk.parted (id int primary key, r int references tfk.target) partition by range (id);
create table tfk.parted_1 partition of tfk.parted for values from (1) to (10);
create table tfk.parted_2 partition of tfk.parted for values from (10) to (20) partition by list (id);
create table tfk.parted_2_1 partition of tfk.parted_2 for values in (11, 12);
create table tfk.to_parted (id int references tfk.parted on delete cascade, own int references tfk.parted_1);
comment on constraint "It's ""foreign""" on tfk.t is 'to a ''quoted'' one';
