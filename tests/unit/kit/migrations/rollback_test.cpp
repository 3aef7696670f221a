#include "migration_fixture.hpp"

using namespace squall::kit;
using test::chain;
using test::test_database;

namespace {

const std::vector<std::pair<std::string, std::string>> pair_of_tables{
    {"create table public.a (id int);", "drop table public.a;"},
    {"create table public.b (id int);", "drop table public.b;"}};

constexpr auto outside = "-- squall: step 2, outside a transaction\n";

}  // namespace

TEST_CASE("rollback takes back the newest first, and after the last one the database is empty again") {
  test_database t;
  const std::string before = t.fingerprint();
  const auto migrations = chain(pair_of_tables);
  migrate(t.db, migrations);
  CHECK(rollback(t.db, migrations, 1).done == std::vector<std::string>{migrations[1].id});
  CHECK_FALSE(t.has("public.b"));
  CHECK(t.has("public.a"));
  CHECK(rollback(t.db, migrations, 5).done == std::vector<std::string>{migrations[0].id});
  CHECK(t.fingerprint() == before);
  CHECK(t.ask("select count(*) from pg_namespace where nspname = 'squall'") == "0");
  CHECK(rollback(t.db, migrations, 1).done.empty());
  CHECK(migrate(t.db, migrations).done.size() == 2);
}

TEST_CASE("rollback to a target leaves the target applied; a dry run changes nothing") {
  test_database t;
  const auto migrations =
      chain({pair_of_tables[0], pair_of_tables[1], {"create table public.c ();", "drop table public.c;"}});
  migrate(t.db, migrations);
  runner_options options;
  options.target = "m1";
  options.dry_run = true;
  CHECK(rollback(t.db, migrations, 0, options).done.size() == 2);
  CHECK(t.has("public.c"));
  options.dry_run = false;
  CHECK(rollback(t.db, migrations, 0, options).done.size() == 2);
  CHECK(t.has("public.a"));
  CHECK_FALSE(t.has("public.b"));
}

TEST_CASE("the schema squall stays when somebody else uses it, or made it") {
  test_database t;
  const auto migrations = chain({pair_of_tables[0]});
  SUBCASE("uses it") {
    migrate(t.db, migrations);
    t.db.run("create table squall.mine ()");
    rollback(t.db, migrations, 1);
    CHECK(t.has("squall.mine"));
    CHECK_FALSE(t.has("squall.migrations"));
  }
  SUBCASE("made it") {
    t.db.run("create schema squall");
    migrate(t.db, migrations);
    rollback(t.db, migrations, 1);
    CHECK(t.ask("select count(*) from pg_namespace where nspname = 'squall'") == "1");
  }
  CHECK(migrate(t.db, migrations).done.size() == 1);
}

TEST_CASE("a rollback that fails leaves everything applied") {
  test_database t;
  const auto migrations = chain({{"create table public.a ();", "drop table public.a; select nonsense;"}});
  migrate(t.db, migrations);
  try {
    rollback(t.db, migrations, 1);
    FAIL("rolled back");
  } catch (const migration_failed& e) {
    CHECK(e.file().filename() == "down.sql");
  }
  CHECK(t.has("public.a"));
  CHECK(migration_statuses(t.db, migrations)[0].state == standing::applied);
}

TEST_CASE("a rollback of several steps that broke off resumes there, and migrate refuses to run in between") {
  test_database t;
  const std::string before = t.fingerprint();
  auto migrations = chain({{std::string{"create table public.a (x int); create table public.b ();\n"} + outside +
                                "create index concurrently i on public.a (x);",
                            std::string{"drop index concurrently public.i;\n-- squall: step 2\ndrop table public.b;\n"
                                        "-- squall: step 3\nselect 1 / 0;"}}});
  migrations[0].down_sql = "-- squall: step 1, outside a transaction\n" + migrations[0].down_sql;
  migrate(t.db, migrations);
  CHECK_THROWS_AS(rollback(t.db, migrations, 1), migration_failed);
  CHECK_FALSE(t.has("public.b"));
  CHECK(migration_statuses(t.db, migrations)[0].state == standing::partly_applied);
  CHECK_THROWS_WITH_AS(migrate(t.db, migrations), doctest::Contains("rollback"), error);
  migrations[0].down_sql.replace(migrations[0].down_sql.find("select 1 / 0"), 12, "drop table public.a");
  CHECK(rollback(t.db, migrations, 1).done.size() == 1);
  CHECK(t.fingerprint() == before);
}

TEST_CASE("without a way back rollback refuses before it touches anything") {
  test_database t;
  const auto migrations = chain({{"create table public.a ();", "-- nothing comes back\n"}, pair_of_tables[1]});
  migrate(t.db, migrations);
  CHECK_THROWS_WITH_AS(rollback(t.db, migrations, 2), doctest::Contains("no way back"), error);
  CHECK(t.has("public.b"));
}

TEST_CASE("a partly applied or an edited migration is not taken back") {
  test_database t;
  auto migrations = chain({{"create table public.a ();\n-- squall: step 2\nselect 1/0;", "drop table public.a;"}});
  CHECK_THROWS_AS(migrate(t.db, migrations), migration_failed);
  CHECK_THROWS_WITH_AS(rollback(t.db, migrations, 1), doctest::Contains("partly applied"), error);
  migrations[0].up_sql = "create table public.a ();\n-- squall: step 2\nselect 1;";
  migrate(t.db, migrations);
  migrations[0].up_sql += "\n-- edited";
  CHECK_THROWS_WITH_AS(rollback(t.db, migrations, 1), doctest::Contains("edited"), error);
  runner_options options;
  options.accept_edited = true;
  CHECK(rollback(t.db, migrations, 1, options).done.size() == 1);
}
