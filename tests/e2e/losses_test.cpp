// Nothing that holds data goes without a yes that names it.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall::e2e;

namespace {

struct loss {
  const char* name;
  const char* before;
  const char* rows;
  const char* after;
  const char* question;  ///< what is there
  const char* allow;     ///< the yes
};

const loss losses[] = {
    {"a table", "create table t (id int); create table u (id int)", "insert into u values (1)",
     "create table t (id int)", "select count(*) from u", "u"},
    {"a column", "create table t (id int, a text)", "insert into t values (1, 'x')", "create table t (id int)",
     "select a from t", "t.a"},
    {"a column that another with a like name replaces", "create table t (id int, mail text)",
     "insert into t values (1, 'x')", "create table t (id int, verified boolean)", "select mail from t", "t.mail"},
    {"a schema with its tables", "create schema s; create table s.t (id int); create table t (id int)",
     "insert into s.t values (1)", "create table t (id int)", "select count(*) from s.t", "s.t"},
    {"a partition", "create table t (id int) partition by list (id); create table t1 partition of t for values in (1)",
     "insert into t values (1)", "create table t (id int) partition by list (id)", "select count(*) from t", "t1"},
    {"digits", "create table t (n numeric(10, 4))", "insert into t values (1.2345)",
     "create table t (n numeric(10, 2))", "select n from t", "t.n"},
    {"the time of day", "create table t (d timestamptz)", "insert into t values ('2026-01-02 03:04:05Z')",
     "create table t (d date)", "select d at time zone 'UTC' from t", "t.d"},
    {"a field of a composite type", "create type c as (a int, b int); create table t (c c)",
     "insert into t values ((1, 2))", "create type c as (a int); create table t (c c)", "select (c).b from t", "c"},
    {"values that an expression makes anew", "create table t (a int, b int)", "insert into t values (1, 5)",
     "create table t (a int, b int generated always as (a * 2) stored)", "select b from t", "t.b"},
    {"an extension with the column of its type", "create extension hstore; create table t (id int, h hstore)",
     "insert into t values (1, 'a=>1')", "create table t (id int)", "select h from t", "t.h"},
};

}  // namespace

TEST_CASE("neither push nor generate loses anything that was not named") {
  for (const loss& c : losses) {
    SUBCASE(c.name) {
      const project p("schema.sql");
      p.write("schema.sql", c.before);
      p.succeed({"generate", "--name", "start"});
      p.succeed({"migrate"});
      p.connect().run(c.rows);
      const std::string there = p.value_of(c.question);
      p.write("schema.sql", c.after);
      const auto refused = [&](const run_result& result) {
        INFO(result.out << result.err);
        CHECK(result.exit_code == 3);
        CHECK(contains(result.err, "--allow"));
        CHECK(p.value_of(c.question) == there);
      };
      refused(p.run({"push", "--yes", "--decide", "create"}));
      refused(p.run({"generate", "--name", "loss", "--decide", "create"}));
      CHECK(p.migration_ids().size() == 1);
      p.succeed({"generate", "--name", "loss", "--decide", "create", "--allow", c.allow});
      CHECK(p.migration_ids().size() == 2);
    }
  }
}

TEST_CASE("a value that a type has no longer stops the migration, and the rows stay") {
  const project p("schema.sql");
  p.write("schema.sql", "create type m as enum ('a', 'b'); create table t (m m);");
  p.succeed({"push", "--yes"});
  p.connect().run("insert into t values ('b')");
  p.write("schema.sql", "create type m as enum ('a'); create table t (m m);");
  const run_result pushed = p.run({"push", "--yes"});
  CHECK(pushed.exit_code == 1);
  CHECK(contains(pushed.out, "Fails if t.m holds 'b'"));
  CHECK(p.value_of("select m from t") == "b");
}
