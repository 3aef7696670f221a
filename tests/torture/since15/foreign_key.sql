-- ON DELETE SET NULL and SET DEFAULT of some columns.
create schema tfk15;
create table tfk15.target (a int, b int, primary key (a, b));
create table tfk15.t (
  x int, y int default 5, "z ""z""" int,
  constraint some_null foreign key (x, y) references tfk15.target on delete set null (y),
  constraint some_default foreign key (x, "z ""z""") references tfk15.target on delete set default (x, "z ""z""") on update cascade,
  constraint all_null foreign key (x, y) references tfk15.target on delete set null
);
