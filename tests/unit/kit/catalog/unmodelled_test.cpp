#include <utility>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::mentions;
using test::public_column;
using test::public_table;
using test::read_after;

TEST_CASE("each kind of object that is not modelled is named in a sentence") {
  const std::string base =
      "create table t (id int primary key, a text); create function f(x int) returns int language sql as 'select x';"
      " create function tf() returns trigger language plpgsql as 'begin return new; end';";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"create view \"My View\" as select 1 as one", "view public.\"My View\" is not modelled and is left alone"},
      {"create materialized view m as select 1 as one", "materialized view public.m"},
      {"", "function public.f(x integer)"},
      {"create procedure p() language sql as ''", "procedure public.p()"},
      {"create aggregate agg(int) (sfunc = int4pl, stype = int)", "aggregate public.agg(integer)"},
      {"create trigger tr before insert on t for each row execute function tf()", "trigger tr on public.t"},
      {"create rule r as on delete to t do instead nothing", "rule r on public.t"},
      {"create policy pol on t using (true)", "policy pol on public.t"},
      {"create domain d as text", "domain public.d"},
      {"create type c as (x int)", "composite type public.c"},
      {"create type rng as range (subtype = int)", "range type public.rng"},
      {"create statistics st on id, a from t", "extended statistics public.st"},
      {"create collation co (locale = 'C')", "collation public.co"},
      {"create text search configuration tc (copy = simple)", "text search configuration public.tc"},
      {"create operator === (leftarg = int, rightarg = int, function = int4eq)", "operator public.\"===\""},
      {"create publication pub for table t", "publication pub"},
      {"create foreign data wrapper w; create server fs foreign data wrapper w; create foreign table ft (a int) server "
       "fs",
       "foreign table public.ft"},
      {"create function et() returns event_trigger language plpgsql as 'begin end';"
       " create event trigger ev on ddl_command_start execute function et()",
       "event trigger ev"},
      {"create type c2 as (x int); create function c2t(c2) returns text language sql as 'select ''''';"
       " create cast (c2 as text) with function c2t(c2)",
       "cast from public.c2 to text"},
  };
  test::database_of made{base};
  for (const auto& [sql, sentence] : cases) {
    made.session.run(sql);
  }
  const auto read = read_catalog(made.session);
  for (const auto& [sql, sentence] : cases) {
    CAPTURE(sql);
    CHECK(mentions(read, sentence));
  }
}

TEST_CASE("what belongs to a reported object is not reported again, and nothing is reported twice") {
  const auto read = read_after(
      "create type rng as range (subtype = int); create view v as select 1 as one;"
      " create table t (a int[], b rng[])");
  CHECK(read.not_modelled == std::vector<std::string>{"range type public.rng is not modelled and is left alone",
                                                      "view public.v is not modelled and is left alone"});
}

TEST_CASE("features of tables, columns and indexes that the model has no place for are named") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"alter table t enable row level security", "table t: row-level security"},
      {"alter table t force row level security", "table t: forced row-level security"},
      {"alter table t set unlogged", "table t: being unlogged"},
      {"alter table t set (fillfactor = 50)", "table t: its storage parameters"},
      {"alter table t replica identity full", "table t: its replica identity"},
      {"create table child () inherits (t)", "table child: inheriting from other tables"},
      {"alter table t alter a set storage external", "column t.a: its storage"},
      {"alter table t alter a set statistics 500", "column t.a: its statistics target"},
      {"alter table t alter a set (n_distinct = 5)", "column t.a: its options"},
      {"alter table t alter a set compression pglz", "column t.a: its compression"},
      {"alter table t cluster on t_pkey", "index t_pkey on t: being clustered on"},
      {"alter index t_pkey set (fillfactor = 50)", "index t_pkey on t: its storage parameters"},
      {"comment on index t_pkey is 'x'", "index t_pkey on t: its comment"},
      {"alter table t disable trigger all", "table t: having triggers of constraints disabled"},
      {"create unlogged sequence us", "sequence us: being unlogged"},
  };
  test::database_of made{"create table t (id int primary key, a text, p int references t)"};
  CHECK(read_catalog(made.session).not_modelled.empty());
  for (const auto& [sql, sentence] : cases) {
    made.session.run(sql);
  }
  const auto read = read_catalog(made.session);
  for (const auto& [sql, sentence] : cases) {
    CAPTURE(sql);
    CHECK(mentions(read, sentence));
  }
  CHECK(read.model.contains(public_column("t", "a")));
}

TEST_CASE("a partitioned table is read, its partitions are named in one sentence and left out") {
  const auto read = read_after(
      "create table e (at date not null, n int) partition by range (at); create index on e (n);"
      " create table e20 partition of e for values from ('2020-01-01') to ('2021-01-01');"
      " create table e21 partition of e for values from ('2021-01-01') to ('2022-01-01')");
  CHECK(read.model.contains(public_table("e")));
  CHECK(read.model.contains(test::on_table(object_kind::index, "e", "e_n_idx")));
  CHECK(read.model.objects.size() == 5);
  CHECK(mentions(read, "of table public.e the partitioning and its partitions (public.e20, public.e21)"));
  CHECK(read.not_modelled.size() == 1);
}

TEST_CASE("a foreign key to a partitioned table is one constraint") {
  const auto read = read_after(
      "create table p (id int primary key) partition by range (id); create table p1 partition of p for values from (1) "
      "to (9);"
      " create table t (p int constraint fk references p)");
  CHECK(read.model.contains(test::on_table(object_kind::foreign_key, "t", "fk")));
  CHECK(read.not_modelled.size() == 1);
}

TEST_CASE("granted privileges are reported by kind, the owner's own and initdb's are not") {
  const auto read = read_after(
      "create table t (id serial primary key, a text); create table u (); create schema s; create type mood as enum "
      "('x');"
      " grant select on t to public; grant update (a) on t to public; grant usage on schema s to public;"
      " revoke usage on type mood from public; grant all on u to current_user;"
      " alter default privileges in schema s grant select on tables to public");
  const auto about = [&](const std::string& start) { return mentions(read, "the privileges on " + start); };
  CHECK(about("tables and sequences are not modelled and are left alone: public.t"));
  CHECK_FALSE(mentions(read, "public.u"));
  CHECK(about("columns are not modelled and are left alone: public.t.a"));
  CHECK(about("schemas are not modelled and are left alone: s"));
  CHECK(about("enum types are not modelled and are left alone: public.mood"));
  CHECK(about("objects that are created later"));
}

TEST_CASE("an extension is named, and its members are not read") {
  const auto read =
      read_after("create extension pg_stat_statements; create schema x; create extension hstore schema x");
  CHECK(mentions(read, "extension hstore is not modelled and is left alone"));
  CHECK(read.not_modelled.size() == 2);
  CHECK(read.model.objects.size() == 2);
}
