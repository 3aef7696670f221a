#include <utility>

#include "unit/kit/catalog/fixture.hpp"

using namespace squall;
using namespace squall::kit;
using test::mentions;
using test::read_after;

TEST_CASE("each kind of object that is not modelled is named in a sentence") {
  const std::string base =
      "create table t (id int primary key, a text); create function f(x int) returns int language sql as 'select x';"
      " create function tf() returns trigger language plpgsql as 'begin return new; end';";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "function public.f(x integer)"},
      {"create procedure p() language sql as ''", "procedure public.p()"},
      {"create aggregate agg(int) (sfunc = int4pl, stype = int)", "aggregate public.agg(integer)"},
      {"create domain d as text", "domain public.d"},
      {"create type c as (x int)", "composite type public.c"},
      {"create type rng as range (subtype = int)", "range type public.rng"},
      {"create collation co (locale = 'C')", "collation public.co"},
      {"create text search configuration tc (copy = simple)", "text search configuration public.tc"},
      {"create operator === (leftarg = int, rightarg = int, function = int4eq)", "operator public.\"===\""},
      {"create publication pub for table t", "publication pub"},
      {"create foreign data wrapper w; create server fs foreign data wrapper w", "foreign server fs"},
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
      "create type rng as range (subtype = int);"
      " create table t (a int[], b rng[])");
  CHECK(read.not_modelled == std::vector<std::string>{"range type public.rng is not modelled and is left alone"});
}

TEST_CASE("triggers of constraints that somebody disabled are named") {
  const auto read = read_after(
      "create table t (id int primary key, p int references t); alter table t disable trigger all; create table u ()");
  CHECK(read.not_modelled ==
        std::vector<std::string>{"table t: having triggers of constraints disabled is not modelled and is left alone"});
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
