-- NULLS NOT DISTINCT.
create schema tuq15;
create table tuq15.t (a int unique nulls not distinct, b int, c int, constraint many unique nulls not distinct (b, c) include (a) deferrable initially deferred, unique nulls distinct (c));
create unique index nnd on tuq15.t (a, b) nulls not distinct where c > 0;
create unique index nnd_expression on tuq15.t ((a + 1)) include (b) nulls not distinct with (fillfactor = 80);
create table tuq15.parted (a int, b int, unique nulls not distinct (a, b)) partition by list (a);
create table tuq15.part partition of tuq15.parted for values in (1);
