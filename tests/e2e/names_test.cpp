// Names that need quotes, from the file to the database and back.
#include <doctest/doctest.h>

#include "e2e/support/project.hpp"

using namespace squall;
using namespace squall::e2e;

namespace {

const std::string longest(63, 'x');

/// Tables and columns called what PostgreSQL allows and people rarely write.
std::string odd_sql(const std::string& more = "") {
  return "create schema \"Odd Schema\";\n"
         "create type \"Odd Schema\".\"Mood's\" as enum ('it''s', 'a \"b\"', '');\n"
         "create table \"Odd Schema\".\"select\" (\"primary\" int primary key, \"quo\"\"te\" text default 'it''s',\n"
         "  \"naïve ☃\" \"Odd Schema\".\"Mood's\", \"a.b\" int check (\"a.b\" > 0)" +
         more +
         ");\n"
         "create table \"" +
         longest + "\" (\"" + longest +
         "\" int references \"Odd Schema\".\"select\" (\"primary\"));\n"
         "create index \"in dex\" on \"Odd Schema\".\"select\" (\"a.b\", lower(\"quo\"\"te\"));\n";
}

}  // namespace

TEST_CASE("odd names go through generate, migrate, push, diff and rollback") {
  const project p("schema.sql");
  p.write("schema.sql", odd_sql());
  p.succeed({"generate", "--name", "Ödd \"name\" / with everything"});
  p.succeed({"migrate"});
  CHECK(contains(p.succeed({"generate", "--name", "again"}).out, "nothing to do"));
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  CHECK(p.succeed({"diff", "--from", "db"}).out.empty());

  p.write("schema.sql", odd_sql(", \"new \"\"column\"\"\" text not null default ''"));
  p.succeed({"push"});
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  CHECK(p.value_of("select count(*) from information_schema.columns where column_name = 'new \"column\"'") == "1");
  p.write("schema.sql", odd_sql());
  const run_result loss = p.run({"push"});
  CHECK(loss.exit_code == 3);
  const std::string flag = "\"Odd Schema\".\"select\".\"new \"\"column\"\"\"";
  CHECK(contains(loss.err, "--allow '" + flag + "'"));
  p.succeed({"push", "--allow", flag});

  p.succeed({"rollback", "--all", "--yes"});
  CHECK(p.catalog() == catalog_of_fresh_database());
}

TEST_CASE("odd names of a header are the same in the database") {
  const project p;
  p.write_schema(
      "template <class M> struct Odd {\n  col<M, integer().primary_key()> id;\n"
      "  col<M, text().named(\"quo\\\"te\")> quote;\n  col<M, text().named(\"naïve ☃\")> naive;\n"
      "  col<M, text().named(\"select\").default_(\"it's\")> select_;\n};\n"
      "inline constexpr auto odd = table<Odd, \"Odd \\\"table\\\"\">();");
  p.succeed({"generate", "--name", "odd"});
  p.succeed({"migrate"});
  CHECK(contains(p.succeed({"push"}).out, "nothing to do"));
  p.connect().run("insert into public.\"Odd \"\"table\"\"\" (id) values (1)");
  CHECK(p.value_of("select \"select\" from public.\"Odd \"\"table\"\"\"") == "it's");
}
