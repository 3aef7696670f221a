// Steps that run for some rows at a time.
#include <thread>

#include "kit/migrations/batched_statement.hpp"
#include "kit/migrations/script_runner.hpp"
#include "migration_fixture.hpp"

using namespace squall::kit;
using test::chain;
using test::test_database;

namespace {

std::string limited(const std::string& sql) {
  const auto read = detail::read_batched(sql);
  REQUIRE(read.refusal == "");
  return detail::with_condition(sql, read, read.reference + ".id > 5");
}

std::vector<migration> in_batches(const std::string& before, const std::string& statement) {
  return chain({{before, ""}, {"-- squall: step 1, in batches\n" + statement, ""}});
}

/// So many transactions wrote the table's rows.
int transactions(test_database& t, const std::string& table) {
  return std::stoi(t.ask("select count(distinct xmin::text) from " + table));
}

runner_options small_batches() {
  runner_options options = test::quick_options();
  options.batch_time = std::chrono::milliseconds{0};  // as small as they get
  options.batch_pause = std::chrono::milliseconds{0};
  return options;
}

}  // namespace

TEST_CASE("the rows of a batch are chosen by the statement's own condition and by the key") {
  CHECK(limited("update t set a = 1") == "update t set a = 1\nWHERE t.id > 5");
  CHECK(limited("delete from s.\"Odd t\" where x or y") ==
        "delete from s.\"Odd t\" where ( x or y\n) AND \"Odd t\".id > 5");
  CHECK(limited("update only t as u set a = (select 1 from s where s.id = u.id) /* where */ where a is null -- tail") ==
        "update only t as u set a = (select 1 from s where s.id = u.id) /* where */ where ( a is null -- tail\n) AND "
        "u.id > 5");
  CHECK(limited("update t set a = 'where' from s where t.x = s.x") ==
        "update t set a = 'where' from s where ( t.x = s.x\n) AND t.id > 5");
}

TEST_CASE("what cannot run in batches is refused with file and line before anything runs") {
  const auto refused = [](const std::string& sql, const char* why) {
    CAPTURE(sql);
    CHECK_THROWS_WITH_AS(detail::check_script("m", "-- squall: step 1, in batches\n" + sql, "m/up.sql"),
                         doctest::Contains(why), error);
  };
  refused("select 1", "m/up.sql:2: only an UPDATE");
  refused("update t set a = 1;\nupdate t set b = 1", "m/up.sql:3: a step in batches has one statement");
  refused("update t set a = 1 returning a", "RETURNING");
  refused("with x as (select 1) update t set a = 1", "WITH");
  refused("delete from t where current of c", "cursor");
}

TEST_CASE("every row once, in batches along the key, whatever it is made of") {
  test_database t;
  const auto migrations = in_batches(
      "create table public.\"Odd t\" (\"a b\" text collate \"C\", d timestamptz, n int not null default 0,"
      " primary key (\"a b\", d));"
      "insert into public.\"Odd t\" select 'it''s \\ ' || i % 7, now() + i * interval '1 microsecond'"
      " from generate_series(1, 3000) i; insert into public.\"Odd t\" values ('x', '-infinity'), ('', 'infinity');",
      "update public.\"Odd t\" as t set n = n + 1 where n < 100");
  t.db.run("set datestyle = 'german'");
  CHECK(migrate(t.db, migrations, small_batches()).done.size() == 2);
  CHECK(t.ask("select count(*) from \"Odd t\" where n = 1") == "3002");
  CHECK(transactions(t, "\"Odd t\"") > 5);
  CHECK(t.ask("select batch_key is null from squall.migrations where steps_done = 1 offset 1") == "t");
}

TEST_CASE("a batch that fails leaves those before it, and the run goes on after them") {
  test_database t;
  auto migrations = in_batches(
      "create table public.t (id bigint primary key, n int not null default 0 check (n < 2));"
      "insert into public.t select i, case i when 2500 then 1 else 0 end from generate_series(1, 5000) i;",
      "update public.t set n = n + 1");
  CHECK_THROWS_WITH_AS(migrate(t.db, migrations, small_batches()), doctest::Contains("resumes there"),
                       migration_failed);
  const int done = std::stoi(t.ask("select count(*) from t where n = 1"));
  CHECK(done > 500);
  CHECK(done < 2500);
  CHECK(migration_statuses(t.db, migrations)[1].state == standing::partly_applied);
  auto edited = migrations;
  edited[1].up_sql = "-- squall: step 1, in batches\nupdate public.t set n = n + 2";
  CHECK_THROWS_WITH_AS(migrate(t.db, edited, small_batches()), doctest::Contains("edited"), error);
  t.db.run("update t set n = 0 where id = 2500");
  CHECK(migrate(t.db, migrations, small_batches()).done.size() == 1);
  CHECK(t.ask("select count(*) from t where n = 1") == "5000");
}

TEST_CASE("a batch that takes too long is taken back and made smaller") {
  test_database t;
  auto options = small_batches();
  options.batch_time = std::chrono::milliseconds{100};
  const auto migrations = in_batches(
      "create table public.t (id int primary key, n int not null default 0);"
      "insert into public.t select i from generate_series(1, 1100) i;"
      "create function public.slow(n int) returns int language plpgsql as $$ begin perform pg_sleep(0.001);"
      " return n + 1; end $$;",
      "update public.t set n = public.slow(n)");
  CHECK(migrate(t.db, migrations, options).done.size() == 2);
  CHECK(t.ask("select count(*) from t where n = 1") == "1100");
  // A thousand rows, with which it began, cannot be done in time.
  CHECK(t.ask("select max(n) < 1000 from (select count(*) as n from t group by xmin::text) x") == "t");
}

TEST_CASE("partitions share their key") {
  test_database t;
  const auto migrations = in_batches(
      "create table public.t (id int primary key, n int not null default 0) partition by hash (id);"
      "create table public.t0 partition of public.t for values with (modulus 2, remainder 0);"
      "create table public.t1 partition of public.t for values with (modulus 2, remainder 1);"
      "insert into public.t select i from generate_series(1, 3000) i",
      "update public.t set n = n + 1");
  migrate(t.db, migrations, small_batches());
  CHECK(t.ask("select count(*) from t where n = 1") == "3000");
  CHECK(transactions(t, "t") > 5);
}

TEST_CASE("without a key that holds for every row it is one statement, and says why") {
  const auto told = [](const std::string& before, const std::string& statement) {
    test_database t;
    std::string all;
    auto options = small_batches();
    options.progress = [&](const std::string& line) { all += line + "\n"; };
    migrate(t.db, in_batches(before + "insert into public.t select i from generate_series(1, 2000) i", statement),
            options);
    CHECK(transactions(t, "t") == 1);
    return all;
  };
  const auto has = [](const std::string& all, const char* part) {
    INFO(all);
    CHECK(all.find(part) != std::string::npos);
  };
  has(told("create table public.t (id int unique, n int);", "update public.t set n = 1"), "no unique key");
  has(told("create table public.t (id int primary key, n int);", "update public.t set id = -id"), "sets id");
  has(told("create table public.t (id int primary key, n int); create table public.u () inherits (public.t);",
           "update public.t set n = 1"),
      "inherit");
  has(told("create table public.t (id int primary key, n int); create view public.v as table public.t;",
           "update public.v set n = 1"),
      "is no table");
}

TEST_CASE("others write in between") {
  test_database t;
  auto options = small_batches();
  options.batch_pause = std::chrono::milliseconds{20};
  migrate(t.db, chain({{"create table public.t (id int primary key, n int not null default 0);"
                        "insert into public.t select i from generate_series(1, 2000) i",
                        ""}}));
  std::thread runner([&] {
    squall::connection other(t.url());
    migrate(other,
            in_batches("create table public.t (id int primary key, n int not null default 0);"
                       "insert into public.t select i from generate_series(1, 2000) i",
                       "update public.t set n = n + 1"),
            options);
  });
  t.db.run("set lock_timeout = '500ms'");
  for (int i = 1; i <= 100; ++i) {
    t.db.run("update t set n = n + 10 where id = " + std::to_string(i * 20) + "; insert into t values (" +
             std::to_string(-i) + ")");
  }
  runner.join();
  CHECK(t.ask("select count(*) from t where n = 11") == "100");
  CHECK(t.ask("select count(*) from t where n = 1 and id > 0") == "1900");
}
