-- Statistics of expressions.
create schema tst14;
create table tst14.t (a int, b int, c text, d timestamptz);
create statistics tst14.expression on (a + b) from tst14.t;
create statistics tst14.call on lower(c) from tst14.t;
create statistics tst14.mixed on a, (b % 10), lower(c), c from tst14.t;
create statistics tst14.kinds (mcv, ndistinct) on (a % 2), (b % 3) from tst14.t;
create statistics tst14."It's ""one""" on date_trunc('day', d at time zone 'utc'), (a is null) from tst14.t;
alter statistics tst14.mixed set statistics 100;
