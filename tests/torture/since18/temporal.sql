-- WITHOUT OVERLAPS and PERIOD.
create schema ttm18;
create extension if not exists btree_gist;
create table ttm18.t (id int, during daterange, note text, primary key (id, during without overlaps));
create table ttm18.u (id int, a int4range, during tsrange, valid int4multirange, constraint "It's ""unique""" unique (id, during without overlaps), unique (id, valid without overlaps) deferrable);
create table ttm18.refers (id int, t_id int, during daterange, foreign key (t_id, period during) references ttm18.t (id, period during));
create table ttm18.refers_short (t_id int, during daterange, constraint "Short ""x""" foreign key (t_id, period during) references ttm18.t deferrable initially deferred);
create table ttm18.parted (id int, during daterange, primary key (id, during without overlaps)) partition by list (id);
create table ttm18.part partition of ttm18.parted for values in (1);
