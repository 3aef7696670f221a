-- What only a graph can order: cycles, and what stands on what comes later in any list of kinds.
create schema tdep;
create schema "tdep Other";
-- Tables whose columns are of types made of tables.
create table tdep.a (id int primary key);
create type tdep.of_a as (r tdep.a, n int);
create table tdep.b (x tdep.of_a, y tdep.a[]);
create function tdep.take_b(tdep.b) returns tdep.of_a language sql as 'select ($1).x';
create view tdep.view_of_b as select tdep.take_b(b) as t, b as whole from tdep.b;
create function tdep.take_view(tdep.view_of_b) returns setof tdep.view_of_b language sql as 'select * from tdep.view_of_b';
create domain tdep.domain_of_view as tdep.view_of_b check ((value).whole is not null);
create table tdep.uses_domain (d tdep.domain_of_view);
-- A check, a default, an index, a policy, a rule, a trigger, a statistics object and a generated column that call functions over tables.
create function tdep.count_a() returns bigint language sql stable as 'select count(*) from tdep.a';
create function tdep.pure(tdep.a) returns int language sql immutable as 'select ($1).id';
alter table tdep.a add column c bigint;
alter table tdep.a alter c set default tdep.count_a(), add check (tdep.count_a() >= 0);
create index on tdep.a (tdep.pure(a));
alter table tdep.a enable row level security;
create policy p on tdep.a using (tdep.count_a() > 0 and exists (select from tdep.view_of_b));
create function tdep.trigger() returns trigger language plpgsql as 'begin perform tdep.count_a(); return new; end';
create trigger t before insert on tdep.a for each row when (tdep.pure(new.*) > 0) execute function tdep.trigger();
create rule r as on update to tdep.a do also select tdep.take_b(b) from tdep.b;
-- A function that has a table's row type and a table that has the function in a default.
create table tdep.c (id int);
create function tdep.of_c(tdep.c) returns int language sql immutable as 'select 1';
alter table tdep.c add column d int, add column e int;
alter table tdep.c alter d set default tdep.of_c(null);
create function tdep.default_of_function(x int default tdep.count_a()) returns int language sql as 'select x';
create view tdep.v_default as select tdep.default_of_function() as x;
-- A sequence as the default of a column in another schema, and owned by a table that another table's default names.
create sequence "tdep Other"."Seq ""x""";
create table tdep.uses_sequence (id bigint default nextval('"tdep Other"."Seq ""x"""'), other regclass default 'tdep.a'::regclass);
create table tdep.owner (id serial primary key);
create table tdep.borrower (id int default nextval('tdep.owner_id_seq'));
-- A primary key that a view groups by: the view stands on the constraint.
create table tdep.grouped (id int primary key, a int, b text);
create view tdep.by_key as select id, a, b, count(*) as n from tdep.grouped group by id;
create materialized view tdep.by_key_m as select id, b from tdep.by_key;
create function tdep.of_m() returns setof tdep.by_key_m language sql as 'select * from tdep.by_key_m';
create view tdep.of_of_m as select * from tdep.of_m();
-- Conflict targets and casts inside of bodies; operators in views; a type of an array of a domain over an enum.
create type tdep.kind as enum ('a', 'b');
create domain tdep.kinds as tdep.kind[] check (cardinality(value) < 3);
create table tdep.of_kinds (k tdep.kinds default '{a}', l tdep.kinds[]);
create function tdep.to_kind(int) returns tdep.kind language sql immutable as $$ select 'a'::tdep.kind $$;
create cast (int as tdep.kind) with function tdep.to_kind(int) as assignment;
create table tdep.casted (k tdep.kind default 1);
create function tdep.eq(tdep.kind, int) returns boolean language sql immutable as 'select true';
create operator tdep.=== (function = tdep.eq, leftarg = tdep.kind, rightarg = int);
create view tdep.with_operator as select k operator(tdep.===) 5 as x from tdep.casted;
create function tdep.agg_step(int, tdep.kind) returns int language sql immutable as 'select coalesce($1, 0) + 1';
create aggregate tdep.agg(tdep.kind) (sfunc = tdep.agg_step, stype = int);
create view tdep.with_aggregate as select tdep.agg(k) as n from tdep.casted;
create function tdep.with_window() returns setof tdep.with_aggregate language sql as 'select * from tdep.with_aggregate';
-- Names that sort the wrong way round.
create view tdep.z1 as select 1 as a;
create view tdep.y2 as select a from tdep.z1;
create view tdep.x3 as select a from tdep.y2;
create function tdep.w4() returns setof tdep.x3 language sql as 'select * from tdep.x3';
create view tdep.a5 as select a from tdep.w4();
-- A trigger on a view, a rule on a materialized view's source, an event that a column of a partition has.
create function tdep.on_view() returns trigger language plpgsql as 'begin return new; end';
create trigger t instead of insert on tdep.a5 for each row execute function tdep.on_view();
-- A chain of foreign keys through three schemas in a circle, not null all of it.
create table "tdep Other".c1 (id int primary key, n int not null);
create table tdep.c2 (id int primary key, n int not null references "tdep Other".c1);
alter table "tdep Other".c1 add foreign key (n) references tdep.c2 deferrable initially deferred;
-- Sequences of identity columns under names that others would get.
create table tdep.taken_id_seq1 (a int);
create sequence tdep.taken_id_seq;
create table tdep.taken (id int generated always as identity);
