// Folders and databases that do not fit one another, many tools at once, and tools that die.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <thread>

#include "e2e/support/project.hpp"

using namespace squall;
using namespace squall::e2e;
namespace fs = std::filesystem;

namespace {

/// Three migrations that each leave a table and a row, the second with steps outside a transaction.
void add_three(const project& p, const std::string& pause = "0") {
  const std::string sleep = "select pg_sleep(" + pause + ");\n";
  p.add_migration("20260101000000_one", {},
                  "create table log (line text);\ncreate table one (id int primary key, n int);\n" + sleep +
                      "insert into log values ('one');\ninsert into one select i, i from generate_series(1, 2000) i;\n",
                  "drop table one;\ndrop table log;\n");
  p.add_migration(
      "20260102000000_two", {"20260101000000_one"},
      "create table two (id int);\ninsert into log values ('two');\n" + sleep +
          "-- squall: step 2, outside a transaction\ncreate index concurrently one_n on one (n);\n"
          "-- squall: step 3, outside a transaction\ncreate unique index concurrently one_nn on one (n, id);\n"
          "-- squall: step 4\ninsert into log values ('two, the end');\n" +
          sleep,
      "drop index one_nn;\ndrop index one_n;\ndrop table two;\n");
  p.add_migration(
      "20260103000000_three", {"20260102000000_two"},
      sleep + "alter table two add column t text not null default 'x';\ninsert into log values ('three');\n",
      "alter table two drop column t;\n");
}

std::string log_of(const project& p) {
  return p.value_of("select string_agg(line, '|' order by ctid) from public.log");
}

const std::string whole_log = "one|two|two, the end|three";

}  // namespace

TEST_CASE("an edited migration is an error that names it, until it is accepted") {
  const project p;
  add_three(p);
  p.succeed({"migrate"});
  std::ofstream(p.migrations() / "20260102000000_two" / "up.sql", std::ios::app) << "-- a word more\nselect 1;\n";
  const run_result refused = p.run({"migrate"});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "20260102000000_two"));
  CHECK(contains(refused.err, "--accept-edited"));
  CHECK(contains(p.succeed({"status"}).out, "edited"));
  CHECK(p.run({"status", "--check"}).exit_code == 4);
  p.succeed({"migrate", "--accept-edited"});
  CHECK(p.run({"status", "--check"}).exit_code == 0);
  CHECK(log_of(p) == whole_log);
}

TEST_CASE("a deleted migration is an error that names it, until it is accepted") {
  const project p;
  add_three(p);
  p.succeed({"migrate"});
  fs::remove_all(p.migrations() / "20260103000000_three");
  const run_result refused = p.run({"migrate"});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "20260103000000_three"));
  CHECK(contains(refused.err, "--accept-missing"));
  CHECK(contains(p.succeed({"status"}).out, "missing"));
  p.succeed({"migrate", "--accept-missing"});
}

TEST_CASE("a migration that came late is an error that names it, until it is allowed") {
  const project p;
  add_three(p);
  p.succeed({"migrate"});
  p.add_migration("20260102120000_late", {"20260101000000_one"}, "insert into log values ('late');\n");
  const run_result refused = p.run({"migrate"});
  CHECK(refused.exit_code == 1);
  CHECK(contains(refused.err, "20260102120000_late"));
  CHECK(contains(refused.err, "--allow-out-of-order"));
  p.succeed({"migrate", "--allow-out-of-order"});
  CHECK(log_of(p) == whole_log + "|late");
}

TEST_CASE("a failing statement is named with file and line, and the migration leaves nothing") {
  const project p;
  add_three(p);
  p.add_migration("20260104000000_four", {"20260103000000_three"}, "create table four (id int);\n\nselect 1 / 0;\n");
  const run_result failed = p.run({"migrate"});
  CHECK(failed.exit_code == 1);
  CHECK(contains(failed.err, "20260104000000_four"));
  CHECK(contains(failed.err, "up.sql"));
  CHECK(contains(failed.err, "division by zero"));
  CHECK(p.value_of("select to_regclass('public.four') is null") == "t");
  CHECK(log_of(p) == whole_log);
  const auto document = p.run({"migrate", "--json"}).json();
  CHECK(document["error"]["line"] == 3);
  CHECK(document["error"]["sqlstate"] == "22012");
}

TEST_CASE("migrate stops where it is told to, and a dry run does nothing") {
  const project p;
  add_three(p);
  CHECK(p.succeed({"migrate", "--dry-run", "--json"}).json()["migrations"].size() == 3);
  CHECK(p.catalog() == catalog_of_fresh_database());
  p.succeed({"migrate", "--to", "two"});
  CHECK(log_of(p) == "one|two|two, the end");
  p.succeed({"rollback", "--to", "20260101000000_one", "--yes"});
  CHECK(p.value_of("select to_regclass('public.two') is null") == "t");
  CHECK(p.value_of("select count(*) from public.one") == "2000");
}

TEST_CASE("two or eight tools that migrate at once apply each migration once") {
  for (const std::size_t n : {2U, 8U}) {
    const project p;
    add_three(p, "0.05");
    std::vector<std::unique_ptr<running_tool>> tools;
    for (std::size_t i = 0; i < n; ++i) {
      tools.push_back(std::make_unique<running_tool>(std::vector<std::string>{"migrate"}, p.options()));
    }
    for (const auto& tool : tools) {
      CHECK(tool->wait() == 0);
    }
    CHECK(log_of(p) == whole_log);
    CHECK(p.run({"status", "--check"}).exit_code == 0);
  }
}

TEST_CASE("a killed migrate, run again, gives what an undisturbed one gives") {
  const project undisturbed;
  add_three(undisturbed, "0.02");
  const auto started = std::chrono::steady_clock::now();
  undisturbed.succeed({"migrate"});
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
  const kit::database expected = undisturbed.catalog();

  const char* asked = std::getenv("SQUALL_KILL_ROUNDS");
  const int rounds = asked == nullptr ? 12 : std::atoi(asked);
  const char* given = std::getenv("SQUALL_SEED");
  const auto seed = given == nullptr ? std::random_device{}() : static_cast<unsigned>(std::atol(given));
  std::mt19937 random(seed);
  INFO("SQUALL_SEED=" << seed);
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    const project p;
    add_three(p, "0.02");
    {
      running_tool tool({"migrate"}, p.options());
      std::this_thread::sleep_for(std::chrono::microseconds{
          std::uniform_int_distribution<std::chrono::microseconds::rep>(0, whole.count())(random)});
      tool.signal(SIGKILL);
      tool.wait();
    }
    p.succeed({"migrate"});
    CHECK(log_of(p) == whole_log);
    CHECK(p.catalog() == expected);
    CHECK(p.value_of("select count(*) from pg_index where not indisvalid") == "0");
  }
}

TEST_CASE("an interrupt cancels the statement, rolls back and ends with 130") {
  const project p;
  p.add_migration("20260101000000_slow", {}, "create table slow (id int);\nselect pg_sleep(60);\n");
  running_tool tool({"migrate"}, p.options());
  const auto busy =
      "select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)%' "
      "and pid <> pg_backend_pid()";
  for (int i = 0; i < 200 && p.value_of(busy) == "0"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  REQUIRE(p.value_of(busy) == "1");
  tool.signal(SIGINT);
  CHECK(tool.wait() == 130);
  CHECK(p.value_of("select to_regclass('public.slow') is null") == "t");
  CHECK(p.value_of(busy) == "0");
}

TEST_CASE("rolling back everything gives an empty database") {
  const project p;
  add_three(p);
  p.succeed({"migrate"});
  const run_result refused = p.run({"rollback", "--all"});
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "--yes"));
  CHECK(log_of(p) == whole_log);
  p.succeed({"rollback", "--all", "--yes"});
  CHECK(p.catalog() == catalog_of_fresh_database());
  CHECK(p.value_of("select count(*) from pg_namespace where nspname = 'squall'") == "0");
  p.succeed({"migrate"});
  CHECK(log_of(p) == whole_log);
}
