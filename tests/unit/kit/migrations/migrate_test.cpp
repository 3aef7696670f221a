#include <thread>

#include "migration_fixture.hpp"
#include "squall/migrate.hpp"

using namespace squall::kit;
using test::chain;
using test::quick_options;
using test::test_database;
using namespace std::chrono_literals;

namespace {

const std::vector<std::pair<std::string, std::string>> three{
    {"create table public.a (id int primary key);", "drop table public.a;"},
    {"create table public.b (id int references public.a);", "drop table public.b;"},
    {"insert into public.a values (1), (2);", "delete from public.a;"}};

std::vector<standing> standings(squall::connection& db, const std::vector<migration>& migrations) {
  std::vector<standing> found;
  for (const auto& status : migration_statuses(db, migrations)) {
    found.push_back(status.state);
  }
  return found;
}

using states = std::vector<standing>;
constexpr auto outside = "-- squall: step 2, outside a transaction\n";

}  // namespace

TEST_CASE("migrate applies what is pending in order, once, and status says so") {
  test_database t;
  const auto migrations = chain(three);
  CHECK(standings(t.db, migrations) == states{standing::pending, standing::pending, standing::pending});
  CHECK_FALSE(t.has("squall.migrations"));
  const run_report report = migrate(t.db, migrations);
  CHECK(report.done == std::vector<std::string>{migrations[0].id, migrations[1].id, migrations[2].id});
  CHECK_FALSE(report.waited);
  CHECK(t.ask("select count(*) from a") == "2");
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::applied, standing::applied});
  CHECK(migrate(t.db, migrations).done.empty());
  CHECK(t.ask("select count(*) from a") == "2");
  const auto status = migration_statuses(t.db, migrations);
  REQUIRE(status[0].record);
  CHECK(status[0].record->checksum == migrations[0].checksum());
  CHECK(status[0].record->applied_by.find('@') != std::string::npos);
  CHECK(status[0].record->started_at <= status[0].record->finished_at);
  CHECK(status[0].record->finished_at <= status[1].record->finished_at);
}

TEST_CASE("migrate stops after its target, and a dry run changes nothing") {
  test_database t;
  const auto migrations = chain(three);
  runner_options options;
  options.dry_run = true;
  options.target = "m2";
  CHECK(migrate(t.db, migrations, options).done.size() == 2);
  CHECK_FALSE(t.has("squall.migrations"));
  options.dry_run = false;
  CHECK(migrate(t.db, migrations, options).done.size() == 2);
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::applied, standing::pending});
}

TEST_CASE("a migration that fails leaves the database as it was, and says file, line, statement and reason") {
  test_database t;
  auto migrations =
      chain({{"create table public.a (id int);\n\n-- then\ninsert into public.a\nvalues ('é', 1), ('x'::uuid);", ""}});
  migrations[0].folder = "migrations/x";
  const std::string before = t.fingerprint();
  try {
    migrate(t.db, migrations);
    FAIL("applied");
  } catch (const migration_failed& e) {
    const std::string what = e.what();
    CHECK(what.find("migrations/x/up.sql:5") != std::string::npos);
    CHECK(what.find("insert into public.a") != std::string::npos);
    CHECK(what.find(e.server().message) != std::string::npos);
    CHECK(e.line() == 5);
    CHECK(e.migration() == migrations[0].id);
    CHECK_FALSE(e.server().sqlstate.empty());
  }
  CHECK(t.fingerprint() == before);
  CHECK(t.db.status() == squall::transaction_status::idle);
  CHECK(standings(t.db, migrations) == states{standing::pending});
}

TEST_CASE("a failing migration keeps those before it; after it is mended the rest is applied") {
  test_database t;
  auto migrations = chain({three[0], {"create table public.b (id nonsense);", ""}, {"create table public.c ();", ""}});
  CHECK_THROWS_AS(migrate(t.db, migrations), migration_failed);
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::pending, standing::pending});
  migrations[1].up_sql = "create table public.b ();";
  CHECK(migrate(t.db, migrations).done.size() == 2);
}

TEST_CASE("a deferred constraint that fails at the commit fails the migration") {
  test_database t;
  const auto migrations =
      chain({{"create table public.p (id int primary key);"
              "create table public.c (id int references public.p deferrable initially deferred);"
              "insert into public.c values (1);",
              ""}});
  try {
    migrate(t.db, migrations);
    FAIL("applied");
  } catch (const migration_failed& e) {
    CHECK(e.server().sqlstate == "23503");
  }
  CHECK_FALSE(t.has("public.p"));
  CHECK_FALSE(t.has("squall.migrations"));
}

TEST_CASE("all scripts are checked before the first one runs") {
  test_database t;
  CHECK_THROWS_AS(migrate(t.db, chain({three[0], {"begin; select 1; commit;", ""}})), error);
  CHECK_THROWS_AS(migrate(t.db, chain({three[0], {"create index concurrently i on public.a (id);", ""}})), error);
  CHECK_FALSE(t.has("public.a"));
}

TEST_CASE("a new enum value can be used in a later step and in a later migration") {
  test_database t;
  const auto migrations = chain({{"create type public.mood as enum ('sad');", ""},
                                 {"alter type public.mood add value 'happy';", ""},
                                 {"create table public.m (mood public.mood default 'happy');", ""},
                                 {"alter type public.mood add value 'calm';\n-- squall: step 2\n"
                                  "alter table public.m alter mood set default 'calm';",
                                  ""}});
  CHECK(migrate(t.db, migrations).done.size() == 4);
  CHECK(t.ask("insert into m default values returning mood") == "calm");
}

TEST_CASE("a unique index that cannot be built concurrently leaves no carcass, and the run resumes there") {
  test_database t;
  const auto migrations =
      chain({{std::string{"create table public.a (x int); insert into public.a values (1), (1);\n"} + outside +
                  "create unique index concurrently a_x on public.a (x);\n-- squall: step 3\ncreate table public.z ();",
              ""}});
  try {
    migrate(t.db, migrations);
    FAIL("applied");
  } catch (const migration_failed& e) {
    CHECK(e.server().sqlstate == "23505");
    CHECK(std::string{e.what()}.find("resumes there") != std::string::npos);
    CHECK(e.line() == 3);
  }
  CHECK_FALSE(t.has("public.a_x"));
  CHECK(standings(t.db, migrations) == states{standing::partly_applied});
  CHECK(migration_statuses(t.db, migrations)[0].record->steps_done == 1);
  t.db.run("delete from a where ctid = (select min(ctid) from a)");
  CHECK(migrate(t.db, migrations).done.size() == 1);
  CHECK(t.has("public.z"));
  CHECK(t.ask("select indisvalid from pg_index where indexrelid = 'a_x'::regclass") == "t");
  CHECK(standings(t.db, migrations) == states{standing::applied});
}

TEST_CASE("the steps that are left of a broken migration may be mended, the done ones may not") {
  test_database t;
  auto migrations = chain({{"create table public.a (x int);\n-- squall: step 2\nselect nonsense;", ""}});
  CHECK_THROWS_AS(migrate(t.db, migrations), migration_failed);
  auto changed = migrations;
  changed[0].up_sql = "create table public.a (x text);\n-- squall: step 2\nselect 1;";
  CHECK_THROWS_WITH_AS(migrate(t.db, changed), doctest::Contains("edited"), error);
  migrations[0].up_sql = "create table public.a (x int);\n-- squall: step 2\ncreate table public.b ();";
  CHECK(migrate(t.db, migrations).done.size() == 1);
  CHECK(t.has("public.b"));
  CHECK(standings(t.db, migrations) == states{standing::applied});
}

TEST_CASE("a first step that fails outside a transaction leaves nothing at all") {
  test_database t;
  t.db.run("create table public.a (x int); insert into public.a values (1), (1)");
  const std::string before = t.fingerprint();
  const auto migrations = chain({{std::string{outside} + "create unique index concurrently i on public.a (x);", ""}});
  CHECK_THROWS_AS(migrate(t.db, migrations), migration_failed);
  CHECK(t.fingerprint() == before);
}

TEST_CASE("after a broken run an invalid index is built again, a built one is left, a stranger is not touched") {
  const std::string up = std::string{"create table if not exists public.a (x int, y text);\n"} + outside +
                         "create index concurrently i on public.a using btree (x desc, lower(y)) where x > 1;";
  const auto migrations = chain({{up, ""}});
  const auto broken_at_second_step = [&](test_database& t) {
    migrate(t.db, migrations);
    t.db.run("update squall.migrations set state = 'applying', steps_done = 1");
    // the checksum of one step is what a run of that step alone records
    auto first =
        chain({{"create table if not exists public.a (x int, y text);\n-- squall: step 2\nselect 1 / 0;", ""}});
    test_database other;
    CHECK_THROWS_AS(migrate(other.db, first), migration_failed);
    const std::string sum = other.ask("select steps_checksum from squall.migrations");
    t.db.query("update squall.migrations set steps_checksum = $1", {{sum}});
  };
  SUBCASE("built") {
    test_database t;
    broken_at_second_step(t);
    const std::string index = t.ask("select 'i'::regclass::oid");
    CHECK(migrate(t.db, migrations).done.size() == 1);
    CHECK(t.ask("select 'i'::regclass::oid") == index);
  }
  SUBCASE("invalid") {
    test_database t;
    broken_at_second_step(t);
    t.db.run("update pg_index set indisvalid = false where indexrelid = 'i'::regclass");
    CHECK(migrate(t.db, migrations).done.size() == 1);
    CHECK(t.ask("select indisvalid from pg_index where indexrelid = 'i'::regclass") == "t");
  }
  SUBCASE("a stranger") {
    test_database t;
    broken_at_second_step(t);
    t.db.run("drop index i; create index i on a (y)");
    CHECK_THROWS_AS(migrate(t.db, migrations), migration_failed);
    CHECK(t.ask("select pg_get_indexdef('i'::regclass)").find("(y)") != std::string::npos);
  }
}

TEST_CASE("an edited migration is refused by name, and accepted when told so") {
  test_database t;
  auto migrations = chain(three);
  migrate(t.db, migrations);
  migrations[1].up_sql += "-- edited";
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::edited, standing::applied});
  CHECK_THROWS_WITH_AS(migrate(t.db, migrations), doctest::Contains(migrations[1].id.c_str()), error);
  runner_options options;
  options.accept_edited = true;
  CHECK(migrate(t.db, migrations, options).done.empty());
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::applied, standing::applied});
}

TEST_CASE("an applied migration that is missing in the folder is refused by name, and passed over when told so") {
  test_database t;
  auto migrations = chain(three);
  migrate(t.db, migrations);
  const std::string gone = migrations[2].id;
  migrations.pop_back();
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::applied, standing::missing});
  CHECK_THROWS_WITH_AS(migrate(t.db, migrations), doctest::Contains(gone.c_str()), error);
  CHECK_THROWS_WITH_AS(rollback(t.db, migrations, 1), doctest::Contains(gone.c_str()), error);
  runner_options options;
  options.accept_missing = true;
  CHECK(migrate(t.db, migrations, options).done.empty());
}

TEST_CASE("a migration older than an applied one is never skipped in silence") {
  test_database t;
  auto migrations = chain(three);
  const migration late = migrations[1];
  migrations[2].parents = {migrations[0].id};
  migrations.erase(migrations.begin() + 1);
  migrate(t.db, migrations);
  migrations.insert(migrations.begin() + 1, late);
  CHECK(standings(t.db, migrations) == states{standing::applied, standing::out_of_order, standing::applied});
  CHECK_THROWS_WITH_AS(migrate(t.db, migrations), doctest::Contains(late.id.c_str()), error);
  runner_options options;
  options.allow_out_of_order = true;
  CHECK(migrate(t.db, migrations, options).done == std::vector<std::string>{late.id});
  CHECK(t.has("public.b"));
}

TEST_CASE("a lock that somebody holds is waited for briefly and tried again, so that no queue builds up behind it") {
  test_database t;
  migrate(t.db, chain({three[0]}));
  const auto migrations = chain({three[0], {"alter table public.a add note text;", ""}});
  squall::connection blocker{t.url()};
  blocker.run("begin; lock table public.a in access share mode");
  SUBCASE("for good") {
    try {
      migrate(t.db, migrations, quick_options());
      FAIL("applied");
    } catch (const migration_failed& e) {
      CHECK(e.server().sqlstate == "55P03");
      CHECK(e.hint().find("pg_stat_activity") != std::string::npos);
    }
    CHECK(t.ask("show lock_timeout") == "0");
    CHECK(standings(t.db, migrations) == states{standing::applied, standing::pending});
  }
  SUBCASE("for a while") {
    int retries = 0;
    runner_options options = quick_options();
    options.lock_retries = 20;
    options.progress = [&](const std::string& line) {
      if (line.find("trying again") != std::string::npos && ++retries == 2) {
        blocker.run("rollback");
      }
    };
    CHECK(migrate(t.db, migrations, options).done.size() == 1);
    CHECK(retries == 2);
  }
}

TEST_CASE("settings and roles that a script changes are put back") {
  test_database t;
  t.db.run("set search_path = public; set application_name = 'mine'");
  t.db.run("do $$ begin if to_regrole('squall_other') is null then create role squall_other; end if; end $$");
  const auto migrations = chain({{"select set_config('search_path', '', false); set work_mem = '1MB'; "
                                  "set lock_timeout = '7s'; set role squall_other;",
                                  ""},
                                 {"create table public.x ();", ""}});
  CHECK(migrate(t.db, migrations).done.size() == 2);
  CHECK(t.ask("show search_path") == "public");
  CHECK(t.ask("show application_name") == "mine");
  CHECK(t.ask("show work_mem") == "4MB");
  CHECK(t.ask("show lock_timeout") == "0");
  CHECK(t.ask("show role") == "none");
}

TEST_CASE("the session's statement_timeout does not cut a migration short, and is as it was afterwards") {
  test_database t;
  t.db.run("set statement_timeout = '40ms'");
  CHECK(migrate(t.db, chain({{std::string{"select pg_sleep(0.1);\n"} + outside + "select pg_sleep(0.1);", ""}}))
            .done.size() == 1);
  CHECK(t.ask("show statement_timeout") == "40ms");
}

TEST_CASE("migrate in a transaction is refused") {
  test_database t;
  t.db.run("begin");
  CHECK_THROWS_AS(migrate(t.db, chain(three)), error);
  CHECK(t.db.status() == squall::transaction_status::in_transaction);
}

TEST_CASE("one who waits too long for another run says who has it") {
  test_database t;
  squall::connection other{t.url()};
  const auto hold = chain({{"select pg_sleep(1);", ""}});
  std::thread runner{[&] { migrate(other, hold); }};
  std::this_thread::sleep_for(200ms);
  runner_options options;
  options.wait_for_other = 100ms;
  CHECK_THROWS_WITH_AS(migrate(t.db, hold, options), doctest::Contains("server process"), error);
  runner.join();
  CHECK(migrate(t.db, hold).done.empty());
}

TEST_CASE("an application migrates itself, and its errors are the library's") {
  test_database t;
  const test::temporary_folder out;
  for (const migration& m : chain(three)) {
    write_migration(out.path(), m);
  }
  CHECK(squall::migrate(t.db, out.path()).applied.size() == 3);
  CHECK(squall::migrate(t.db, out.path()).applied.empty());
  CHECK_THROWS_AS(squall::migrate(t.db, out.path() / "none"), squall::migration_error);
  migration bad;
  bad.id = make_migration_id("bad", chain(three));
  bad.parents = {chain(three).back().id};
  bad.up_sql = "select nonsense;";
  write_migration(out.path(), bad);
  try {
    squall::migrate(t.db, out.path());
    FAIL("applied");
  } catch (const squall::migration_error& e) {
    CHECK(e.migration() == bad.id);
    CHECK(e.server().sqlstate == "42703");
  }
}
