-- CREATE STATISTICS, ALTER STATISTICS. Those of expressions are since14's.
create role tst_owner;
create schema tst;
create schema "tst Other";
create table tst.t (a int, b int, c text, "Order" int, "d""e" int);
create statistics tst.plain on a, b from tst.t;
create statistics tst.some (ndistinct, mcv) on c, "Order", "d""e" from tst.t;
create statistics tst.dependent (dependencies) on b, a from tst.t;
create statistics tst.every (ndistinct, dependencies, mcv) on a, b, c from tst.t;
create statistics "tst Other"."It's ""some""" on a, c from tst.t;
create statistics tst.target on a, b from tst.t;
alter statistics tst.target set statistics 500;
create statistics tst.zero on a, b from tst.t;
alter statistics tst.zero set statistics 0;
alter statistics tst.zero rename to "renamed zero";
alter statistics tst.plain owner to tst_owner;
comment on statistics tst.plain is 'some ''statistics''';
