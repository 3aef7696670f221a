-- UNIQUE in its variants. NULLS NOT DISTINCT is since15's.
create schema tuq;
create table tuq.t (
  a int unique, b text constraint "It's ""unique""" unique, c int, d int, e int unique deferrable, f int unique deferrable initially deferred,
  g int unique with (fillfactor = 70), h int, "Order" int unique, unique (c, d), unique (d, c), constraint included unique (c) include (d, h),
  constraint deferred_many unique (h, c) deferrable initially immediate
);
create unique index tuq_h on tuq.t (h);
alter table tuq.t add constraint from_index unique using index tuq_h;
create unique index same_name on tuq.t (d, e);
alter table tuq.t add unique using index same_name deferrable;
create table tuq.twice (a int, unique (a), unique (a));
create table tuq.same_as_key (a int primary key, unique (a));
comment on constraint "It's ""unique""" on tuq.t is 'once';
comment on index tuq."It's ""unique""" is 'of a constraint';
