-- CREATE OPERATOR CLASS, ALTER OPERATOR CLASS.
create role toc_owner;
create schema toc;
create function toc.back_cmp(int, int) returns int immutable strict language sql as 'select $2 - $1';
create operator class toc.backwards for type int using btree as
  operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 toc.back_cmp(int, int);
create operator class toc."Order ""ops""" for type text using btree as
  operator 1 ~<~, operator 2 ~<=~, operator 3 =, operator 4 ~>=~, operator 5 ~>~, function 1 bttext_pattern_cmp(text, text), function 2 bttext_pattern_sortsupport(internal);
create type toc.money as (amount numeric, currency text);
create function toc.lt(toc.money, toc.money) returns boolean immutable strict language sql as 'select $1.amount < $2.amount';
create function toc.le(toc.money, toc.money) returns boolean immutable strict language sql as 'select $1.amount <= $2.amount';
create function toc.eq(toc.money, toc.money) returns boolean immutable strict language sql as 'select $1.amount = $2.amount';
create function toc.ge(toc.money, toc.money) returns boolean immutable strict language sql as 'select $1.amount >= $2.amount';
create function toc.gt(toc.money, toc.money) returns boolean immutable strict language sql as 'select $1.amount > $2.amount';
create function toc.cmp(toc.money, toc.money) returns int immutable strict language sql as 'select sign($1.amount - $2.amount)::int';
create operator toc.< (function = toc.lt, leftarg = toc.money, rightarg = toc.money, commutator = operator(toc.>), negator = operator(toc.>=));
create operator toc.<= (function = toc.le, leftarg = toc.money, rightarg = toc.money, commutator = operator(toc.>=), negator = operator(toc.>));
create operator toc.= (function = toc.eq, leftarg = toc.money, rightarg = toc.money, commutator = operator(toc.=), merges);
create operator toc.>= (function = toc.ge, leftarg = toc.money, rightarg = toc.money);
create operator toc.> (function = toc.gt, leftarg = toc.money, rightarg = toc.money);
create operator class toc.money_ops default for type toc.money using btree as
  operator 1 toc.<, operator 2 toc.<=, operator 3 toc.=, operator 4 toc.>=, operator 5 toc.>, function 1 toc.cmp(toc.money, toc.money);
create function toc.hash(toc.money) returns int immutable strict language sql as 'select hashtext($1::text)';
create operator family toc.hashes using hash;
create operator class toc.hash_ops default for type toc.money using hash family toc.hashes as operator 1 toc.=, function 1 toc.hash(toc.money);
-- Storage of another type; ordering operators; a gin class.
create operator class toc.point_dist for type point using gist as
  operator 1 <<, operator 5 >>, operator 6 ~=, operator 15 <-> for order by pg_catalog.float_ops,
  function 1 gist_point_consistent(internal, point, smallint, oid, internal), function 2 gist_box_union(internal, internal),
  function 3 gist_point_compress(internal), function 5 gist_box_penalty(internal, internal, internal), function 6 gist_box_picksplit(internal, internal),
  function 7 gist_box_same(box, box, internal), function 8 gist_point_distance(internal, point, smallint, oid, internal), storage box;
create operator class toc.gin_array for type int[] using gin as
  operator 1 &&(anyarray, anyarray), operator 2 @>(anyarray, anyarray), function 1 btint4cmp(int, int), function 2 ginarrayextract(anyarray, internal),
  function 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal),
  function 4 ginarrayconsistent(internal, smallint, anyarray, int, internal, internal, internal, internal), storage int;
create table toc.t (a int, b text, m toc.money primary key, p point, l int[], unique (a, m));
create index t_back on toc.t (a toc.backwards desc nulls last, b toc."Order ""ops""");
create index t_hash on toc.t using hash (m);
create index t_point on toc.t using gist (p toc.point_dist);
create index t_list on toc.t using gin (l toc.gin_array);
create view toc.v as select m, count(*) as n from toc.t group by m order by m using operator(toc.>);
alter operator class toc.backwards using btree owner to toc_owner;
alter operator class toc.point_dist using gist rename to "naïve dist";
comment on operator class toc.backwards using btree is 'runs ''backwards''';
