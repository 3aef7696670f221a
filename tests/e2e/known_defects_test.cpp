// What users of other tools met, by effect: none of it may happen here. The numbers are those of
// docs/coming-from-drizzle.md.
#include <doctest/doctest.h>

#include <fstream>
#include <memory>

#include "e2e/support/project.hpp"

using namespace squall::e2e;

namespace {

/// A project whose database has the schema, by a migration.
struct started_project : project {
  explicit started_project(const std::string& sql) : project("schema.sql") {
    write("schema.sql", sql);
    succeed({"generate", "--name", "start"});
    succeed({"migrate"});
  }
  void nothing_to_do() const {
    CHECK(succeed({"generate", "--json"}).json()["status"] == "nothing_to_do");
    CHECK(succeed({"push", "--json"}).json()["status"] == "nothing_to_do");
  }
};

}  // namespace

TEST_CASE("D01 D07 push and generate on a database in sync have nothing to do, whatever the defaults and keys are") {
  const started_project p(
      "create table t (id int primary key, tags text[] not null default '{}', nums int[] default '{1,2}',"
      " a text default 'it''s', v varchar(28) default 'x', made timestamp(3) with time zone default now(),"
      " d numeric(10, 2) default 0.00, j jsonb default '{\"a\": [1]}', b bytea default '\\x00', f float8 default 1e3,"
      " i interval default '1 day', u uuid default gen_random_uuid(), z int, unique nulls not distinct (z),"
      " unique (a, v), check (v in ('x', 'y')), check (d between 0 and 100));"
      "create table c (id int references t on delete cascade, x int references t (z));");
  p.nothing_to_do();
  p.nothing_to_do();
}

TEST_CASE("D02 a changed predicate, policy or expression is a change") {
  const started_project p(
      "create table t (a int, b int); create index i on t (a) where b > 1; create policy p on t using (a = 1);"
      "create view v as select a from t where b > 1;");
  p.write("schema.sql",
          "create table t (a int, b int); create index i on t (a) where b > 2; create policy p on t using (a = 2);"
          "create view v as select a from t where b > 2;");
  p.succeed({"push", "--yes"});
  CHECK(p.value_of("select pg_get_indexdef('i'::regclass) like '%b > 2%'") == "t");
  CHECK(p.value_of("select qual from pg_policies") == "(a = 2)");
  CHECK(p.value_of("select pg_get_viewdef('v') like '%b > 2%'") == "t");
}

TEST_CASE("D03 D17 a question without a terminal is exit code 3, with every candidate, all questions at once") {
  const started_project p("create table t (id int, a text); create table u (id int, b text);");
  p.write("schema.sql", "create table t (id int, a2 text); create table u (id int, b2 text);");
  for (const char* command : {"generate", "push"}) {
    const run_result asked = p.run({command});
    CHECK(asked.exit_code == 3);
    for (const char* part : {"t.a=t.a2", "u.b=u.b2"}) {
      INFO(asked.err);
      CHECK(contains(asked.err, part));
    }
  }
  CHECK(p.migration_ids().size() == 1);
}

TEST_CASE("D04 a schema that cannot be read ends with 1, and nothing is written") {
  const project p("schema.sql");
  p.write("schema.sql", "create table t (id int, oops nonsense);");
  for (const char* command : {"generate", "push"}) {
    const run_result failed = p.run({command});
    CHECK(failed.exit_code == 1);
    CHECK(contains(failed.err, "nonsense"));
  }
  CHECK(p.migration_ids().empty());
}

TEST_CASE("D05 D16 D18 what fails ends with 1, says file, line and reason, and leaves nothing") {
  const started_project p("create table t (id int, a text);");
  p.connect().run("insert into t values (1, 'no uuid')");
  p.write("schema.sql", "create table first (id int); create table t (id int, a uuid);");
  const auto before = p.catalog();
  const run_result pushed = p.run({"push", "--yes"});
  CHECK(pushed.exit_code == 1);
  CHECK(contains(pushed.err, "uuid"));
  CHECK(p.catalog() == before);
  p.succeed({"generate", "--name", "types"});
  const run_result migrated = p.run({"migrate"});
  CHECK(migrated.exit_code == 1);
  CHECK(contains(migrated.err, "_types/up.sql:"));
  CHECK(contains(migrated.err, "ALTER TABLE public.t"));
}

TEST_CASE("D06 an older migration is not passed over") {
  const started_project p("create table t (id int);");
  p.add_migration("20200101000000_late", {}, "create table late (id int);");
  CHECK(p.run({"migrate"}).exit_code == 1);
  p.succeed({"migrate", "--allow-out-of-order"});
  CHECK(p.value_of("select to_regclass('late') is not null") == "t");
}

TEST_CASE("D08 an applied migration that was edited or deleted is noticed") {
  const started_project p("create table t (id int);");
  const auto file = p.migrations() / p.migration_ids().front() / "up.sql";
  std::ofstream(file, std::ios::app) << "-- more\nselect 1;\n";
  const run_result edited = p.run({"migrate"});
  CHECK(edited.exit_code == 1);
  CHECK(contains(edited.err, "edited"));
  std::filesystem::remove_all(p.migrations() / p.migration_ids().front());
  const run_result deleted = p.run({"migrate"});
  CHECK(deleted.exit_code == 1);
  CHECK(contains(deleted.err, "not in the"));
}

TEST_CASE("D09 two at once apply each migration once") {
  const project p;
  p.add_migration("20260101000000_rows", {}, "create table t (id int);");
  p.add_migration("20260102000000_more", {"20260101000000_rows"}, "insert into t values (1); select pg_sleep(0.2);");
  std::vector<std::unique_ptr<running_tool>> tools;
  for (int i = 0; i < 3; ++i) {
    tools.push_back(std::make_unique<running_tool>(std::vector<std::string>{"migrate"}, p.options()));
  }
  for (const auto& tool : tools) {
    CHECK(tool->wait() == 0);
  }
  CHECK(p.value_of("select count(*) from t") == "1");
}

TEST_CASE("D10 D11 D12 concurrent indexes, new enum values and failures, file by file") {
  const project p;
  p.add_migration("20260101000000_a", {}, "create type m as enum ('a'); create table t (id int, m m);");
  p.add_migration("20260102000000_b", {"20260101000000_a"}, "alter type m add value 'b';");
  p.add_migration("20260103000000_c", {"20260102000000_b"}, "insert into t values (1, 'b');");
  p.add_migration("20260104000000_d", {"20260103000000_c"},
                  "-- squall: step 1, outside a transaction\ncreate index concurrently i on t (id);");
  p.add_migration("20260105000000_e", {"20260104000000_d"}, "select 1 / 0;");
  const run_result run = p.run({"migrate"});
  CHECK(run.exit_code == 1);
  CHECK(contains(run.err, "20260105000000_e"));
  CHECK(p.value_of("select count(*) from t where m = 'b'") == "1");
  CHECK(p.value_of("select indisvalid from pg_index where indexrelid = 'i'::regclass") == "t");
}

TEST_CASE("D14 a renamed column keeps its index and its view") {
  const started_project p(
      "create table t (a text, b int); create index i on t (lower(a)) where b > 0; create view v as select a as x from "
      "t;");
  const std::string ids = "select 'i'::regclass::oid || ' ' || pg_relation_filenode('i') || ' ' || 'v'::regclass::oid";
  const std::string before = p.value_of(ids);
  p.write("schema.sql",
          "create table t (c text, b int); create index i on t (lower(c)) where b > 0; create view v as select c as x "
          "from t;");
  p.succeed({"generate", "--name", "rename", "--rename", "t.a=t.c"});
  p.succeed({"migrate"});
  CHECK(p.value_of(ids) == before);
  p.nothing_to_do();
}

TEST_CASE("D15 serial to identity goes on counting, whatever the column is called") {
  const started_project p("create table t (nr serial primary key, a text);");
  p.connect().run("insert into t (a) values ('a'), ('b')");
  p.write("schema.sql", "create table t (nr int generated by default as identity primary key, a text);");
  p.succeed({"push", "--yes"});
  CHECK(p.value_of("insert into t (a) values ('c') returning nr") == "3");
  CHECK(p.succeed({"push", "--json"}).json()["status"] == "nothing_to_do");
}

TEST_CASE("schemas that are none of its business are left alone by push") {
  const project p("schema.sql");
  std::ofstream(p.folder() / "squall.toml", std::ios::app) << "exclude_schemas = ['cron']\n";
  p.connect().run(
      "create schema cron; create table cron.job (id int); alter table cron.job enable row level security;"
      "create policy mine on cron.job using (true); create extension pg_stat_statements");
  p.write("schema.sql", "create extension pg_stat_statements; create table t (id int);");
  p.succeed({"push", "--yes"});
  CHECK(p.value_of("select count(*) from pg_policies where schemaname = 'cron'") == "1");
  CHECK(p.value_of("select to_regclass('pg_stat_statements_info') is not null") == "t");
  CHECK(p.succeed({"push", "--json"}).json()["status"] == "nothing_to_do");
}

TEST_CASE("push never empties a table for a new rule; it fails and keeps the rows") {
  const started_project p("create table t (id int, a text);");
  p.connect().run("insert into t values (1, null), (1, 'x')");
  for (const char* sql : {"create table t (id int unique, a text);", "create table t (id int, a text not null);",
                          "create table t (id int, a text, n int not null);"}) {
    p.write("schema.sql", sql);
    CHECK(p.run({"push", "--yes"}).exit_code == 1);
    CHECK(p.value_of("select count(*) from t") == "2");
  }
}

TEST_CASE("an answer of no, end of input or an interrupt at the question changes nothing") {
  const started_project p("create table t (id int);");
  p.write("schema.sql", "create table t (id int, n int);");
  const auto before = p.catalog();
  for (const char* keys : {"n\n", "\x04", "\x1b\n", "\x03"}) {
    const run_result answered = p.on_terminal({"push"}, {{"?", keys}});
    INFO(answered.out);
    CHECK(answered.exit_code != 0);
    CHECK(p.catalog() == before);
  }
}
