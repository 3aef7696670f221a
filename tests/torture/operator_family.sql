-- CREATE OPERATOR FAMILY, ALTER OPERATOR FAMILY ADD: loose members belong to no class.
create role tof_owner;
create schema tof;
create operator family tof.empty using btree;
create operator family tof."Empty ""Hash""" using hash;
create operator family tof.loose using btree;
create operator class tof.int_ops for type int using btree family tof.loose as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create operator class tof.big_ops for type bigint using btree family tof.loose as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint8cmp(bigint, bigint);
alter operator family tof.loose using btree add
  operator 1 < (int, bigint), operator 2 <= (int, bigint), operator 3 = (int, bigint), operator 4 >= (int, bigint), operator 5 > (int, bigint),
  function 1 (int, bigint) btint48cmp(int, bigint),
  operator 1 < (bigint, int), operator 2 <= (bigint, int), operator 3 = (bigint, int), operator 4 >= (bigint, int), operator 5 > (bigint, int),
  function 1 (bigint, int) btint84cmp(bigint, int);
-- A family of loose members alone, with an ordering operator and one of ours.
create function tof.distance(point, int) returns double precision immutable strict language sql as 'select 1.0::float8';
create operator tof.<~> (function = tof.distance, leftarg = point, rightarg = int);
create operator family tof.only_loose using gist;
alter operator family tof.only_loose using gist add operator 15 tof.<~> (point, int) for order by pg_catalog.float_ops;
create operator family tof.dropped using btree;
alter operator family tof.dropped using btree add operator 1 < (int, int), operator 3 = (int, int);
alter operator family tof.dropped using btree drop operator 1 (int, int);
create operator family tof.renamed using brin;
alter operator family tof.renamed using brin rename to "naïve";
alter operator family tof.empty using btree owner to tof_owner;
comment on operator family tof.empty using btree is 'an ''empty'' family';
