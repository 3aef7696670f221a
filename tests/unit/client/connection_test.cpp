#include <doctest/doctest.h>
#include <libpq-fe.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>

#include "round_trip.hpp"
#include "squall/client/transaction.hpp"

namespace {

using namespace squall;
using namespace squall::test;

std::string setting(connection& db, const std::string& name) {
  return std::string(db.query("select current_setting($1)", {{name}}).text(0, 0));
}

int count_prepared(connection& db) {
  return std::stoi(std::string(db.query("select count(*) from pg_prepared_statements").text(0, 0)));
}

wire_parameters nothing() { return {}; }

TEST_CASE("a session speaks UTF-8 and ISO whatever the role, the database and the environment say") {
  fresh_database database;
  connection setup{database.url()};
  for (const char* s : {"datestyle to 'german'", "intervalstyle to 'sql_standard'",
                        "standard_conforming_strings to off", "client_encoding to 'latin1'"})
    setup.run("alter database " + database.name() + " set " + s);
  ::setenv("PGDATESTYLE", "SQL, DMY", 1);
  ::setenv("PGCLIENTENCODING", "LATIN1", 1);
  connection db{database.url()};
  ::unsetenv("PGDATESTYLE");
  ::unsetenv("PGCLIENTENCODING");
  const auto check_all = [&db] {
    CHECK(setting(db, "client_encoding") == "UTF8");
    CHECK(setting(db, "datestyle").starts_with("ISO"));
    CHECK(setting(db, "intervalstyle") == "postgres");
    CHECK(setting(db, "standard_conforming_strings") == "on");
  };
  check_all();
  db.run("discard all");
  check_all();
  db.run("reset all");
  check_all();
  CHECK(db.query("select 'ü€𝄞'").text(0, 0) == "ü€𝄞");
}

TEST_CASE("one connects by URL, by keywords and by the environment") {
  fresh_database database;
  connection by_url{database.url()};
  const std::string folder{PQhost(by_url.native_handle())};
  const std::string port{by_url.query("show port").text(0, 0)};
  const std::string user{by_url.query("select current_user").text(0, 0)};
  const auto is_there = [&](connection& db) {
    CHECK(db.query("select current_database()").text(0, 0) == database.name());
    CHECK(db.server_version() >= 150000);
  };
  is_there(by_url);
  connection by_keywords{"host='" + folder + "' port=" + port + " user=" + user + " dbname=" + database.name()};
  is_there(by_keywords);
  const std::pair<const char*, std::string> environment[] = {
      {"PGHOST", folder}, {"PGPORT", port}, {"PGUSER", user}, {"PGDATABASE", database.name()}};
  for (const auto& [name, value] : environment) ::setenv(name, value.c_str(), 1);
  connection by_environment;
  is_there(by_environment);
  for (const auto& [name, value] : environment) ::unsetenv(name);
}

TEST_CASE("run gives the last result of a script, query binds texts and NULLs") {
  connection& db = shared_connection();
  CHECK(db.run("select 1; select 2, 3").text(0, 1) == "3");
  CHECK(db.run("").rows() == 0);
  const result r = db.query("select $1::int + 1, $2::text is null", {{"41"}, std::nullopt});
  CHECK(r.text(0, 0) == "42");
  CHECK(r.text(0, 1) == "t");
  CHECK(r.column_name(1) == "?column?");
  CHECK(r.column_type(0) == 23);
}

TEST_CASE("affected_rows counts what a statement touched, not what it read") {
  connection& db = shared_connection();
  db.run("create temp table counted (n int)");
  CHECK(db.run("insert into counted select generate_series(1, 7)").affected_rows() == 7);
  CHECK(db.run("update counted set n = 0 where n > 5").affected_rows() == 2);
  CHECK(db.run("select * from counted").affected_rows() == 0);
  CHECK(db.run("select * from counted").rows() == 7);
  CHECK(db.run("delete from counted").affected_rows() == 7);
  CHECK(result().rows() == 0);
  CHECK(result().affected_rows() == 0);
}

TEST_CASE("a pipeline gives each statement its result, and stops at the first failure") {
  fresh_database database;
  connection db{database.url()};
  const std::vector<std::string> three{"select 1", "select 'a' where false", "select 3"};
  const auto results = db.pipeline(three);
  REQUIRE(results.size() == 3);
  CHECK(results[0].text(0, 0) == "1");
  CHECK(results[1].rows() == 0);
  CHECK(results[2].text(0, 0) == "3");

  const std::vector<std::string> failing{"create table t ()", "select 1/0", "create table u ()"};
  try {
    static_cast<void>(db.pipeline(failing));
    FAIL("ran");
  } catch (const database_error& e) {
    CHECK(e.sqlstate() == "22012");
    CHECK(e.statement() == "select 1/0");
  }
  CHECK(db.status() == transaction_status::idle);
  CHECK(db.query("select count(*) from pg_class where relname in ('t', 'u')").text(0, 0) == "0");
  CHECK(db.pipeline({}).empty());
}

TEST_CASE("a pipeline that sends and receives megabytes does not lock up") {
  connection& db = shared_connection();
  const std::vector<std::string> many(200, "select repeat('x', 100000), '" + std::string(50000, 'y') + "'");
  CHECK(db.pipeline(many).size() == 200);
}

TEST_CASE("a static statement is prepared once, one built at run time is found by its text") {
  fresh_database database;
  connection db{database.url()};
  static constexpr char sql[] = "select 42";
  const int before = count_prepared(db);
  for (int i = 0; i < 3; ++i)
    CHECK(codec<std::int32_t>::decode(db.execute_prepared(sql, sql, nothing()).text(0, 0).data(), 4) == 42);
  CHECK(count_prepared(db) == before + 1);
  for (int i = 0; i < 3; ++i) db.execute_prepared(nullptr, std::string("select 43"), nothing());
  CHECK(count_prepared(db) == before + 2);
  CHECK_THROWS_AS(db.execute_prepared(sql, "select 44", nothing()), usage_error);
}

TEST_CASE("the same text with parameters of other types is another statement") {
  connection& db = shared_connection();
  static_parameters<1> number;
  codec<std::int32_t>::encode(number, 7);
  static_parameters<1> text;
  codec<std::string>::encode(text, "seven");
  CHECK(db.execute_prepared(nullptr, "select $1", number).column_type(0) == 23);
  CHECK(db.execute_prepared(nullptr, "select $1", text).column_type(0) == 25);
}

TEST_CASE("statements built at run time do not pile up on the server") {
  fresh_database database;
  connection db{database.url()};
  for (int i = 0; i < 700; ++i) db.execute_prepared(nullptr, "select " + std::to_string(i), nothing());
  CHECK(count_prepared(db) <= 256 + 17);
  CHECK(count_prepared(db) >= 256);
  // The most recent ones are still there: nothing new is prepared.
  const int before = count_prepared(db);
  for (int i = 600; i < 700; ++i) db.execute_prepared(nullptr, "select " + std::to_string(i), nothing());
  CHECK(count_prepared(db) == before);
}

TEST_CASE("a plan that ALTER TABLE made stale is prepared again") {
  fresh_database database;
  connection db{database.url()};
  db.run("create table t (a int); insert into t values (1)");
  static constexpr char sql[] = "select * from t";
  CHECK(db.execute_prepared(sql, sql, nothing()).columns() == 1);
  db.run("alter table t add b int");
  CHECK(db.execute_prepared(sql, sql, nothing()).columns() == 2);

  SUBCASE("within a transaction it fails once, and works after the rollback") {
    db.run("alter table t add c int");
    {
      transaction tx(db);
      CHECK_THROWS_AS(db.execute_prepared(sql, sql, nothing()), database_error);
      CHECK(db.status() == transaction_status::failed);
    }
    transaction tx(db);
    CHECK(db.execute_prepared(sql, sql, nothing()).columns() == 3);
  }
}

TEST_CASE("a statement whose parameter was inferred from a column is prepared again when the column's type changes") {
  fresh_database database;
  connection db{database.url()};
  db.run("create table t (a text)");
  static constexpr char sql[] = "insert into t values ($1)";
  static_parameters<1> p;
  codec<std::string>::encode(p, "{}");
  db.execute_prepared(sql, sql, p);
  db.run("alter table t alter a type json using a::json");
  CHECK(db.execute_prepared(sql, sql, p).affected_rows() == 1);
  db.run("alter table t alter a type text");
  CHECK(db.execute_prepared(sql, sql, p).affected_rows() == 1);

  // What was an array reads no text: the server refuses the parameter before it looks at the statement.
  static constexpr char other[] = "insert into u values ($1)";
  db.run("create table u (a text[])");
  static_parameters<1> array;
  codec<std::vector<std::string>>::encode(array, {"a"});
  db.execute_prepared(other, other, array);
  db.run("alter table u alter a type text using ''");
  CHECK(db.execute_prepared(other, other, p).affected_rows() == 1);
}

TEST_CASE("statements that the server lost are prepared again") {
  fresh_database database;
  connection db{database.url()};
  static constexpr char sql[] = "select 1";
  db.execute_prepared(sql, sql, nothing());
  db.run("do $$ begin execute 'deallocate all'; end $$");
  CHECK(db.execute_prepared(sql, sql, nothing()).rows() == 1);
  db.run("deallocate all");
  transaction tx(db);
  CHECK(db.execute_prepared(sql, sql, nothing()).rows() == 1);
}

TEST_CASE("a COPY that nobody serves is a usage_error, and the session lives on") {
  connection& db = shared_connection();
  db.run("create temp table copied (n int)");
  CHECK_THROWS_AS(db.run("copy copied from stdin"), usage_error);
  CHECK_THROWS_AS(db.run("copy (select generate_series(1, 10000)) to stdout"), usage_error);
  CHECK_THROWS_AS(db.query("copy copied from stdin"), usage_error);
  CHECK(db.query("select count(*) from copied").text(0, 0) == "0");
}

TEST_CASE("notices reach the handler, whatever it throws") {
  fresh_database database;
  connection db{database.url()};
  std::string seen;
  db.on_notice([&seen](std::string_view message) {
    seen = message;
    throw std::runtime_error("from the handler");
  });
  db.run("do $$ begin raise warning 'mind the gap'; end $$");
  CHECK(seen == "WARNING: mind the gap");
}

void ignore(std::string_view) {}

TEST_CASE("any callable takes notices, and none drops them") {
  fresh_database database;
  connection db{database.url()};
  const auto warn = [&] { db.run("do $$ begin raise warning 'mind the gap'; end $$"); };
  int seen = 0;
  const std::function<void(std::string_view)> counts = [&](std::string_view) { ++seen; };
  db.on_notice(counts);
  warn();
  CHECK(seen == 1);
  db.on_notice(nullptr);
  warn();
  db.on_notice({});
  warn();
  db.on_notice(std::function<void(std::string_view)>());
  warn();
  db.on_notice(static_cast<void (*)(std::string_view)>(nullptr));
  warn();
  db.on_notice(&ignore);
  warn();
  CHECK(seen == 1);
  db.on_notice([owned = std::make_unique<int>(5), &seen](const std::string_view& message) mutable {
    seen += *owned;
    return message.size();
  });
  warn();
  CHECK(seen == 6);
}

TEST_CASE("another thread can cancel a statement") {
  fresh_database database;
  connection db{database.url()};
  connection watcher{database.url()};
  const std::string pid{db.query("select pg_backend_pid()").text(0, 0)};
  std::thread canceller([&] {
    while (watcher.query("select 1 from pg_stat_activity where pid = $1::int and wait_event = 'PgSleep'", {{pid}})
               .rows() == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    db.cancel();
  });
  CHECK_THROWS_AS(db.run("select pg_sleep(30)"), query_canceled);
  canceller.join();
  CHECK(db.query("select 1").rows() == 1);
}

TEST_CASE("a connection that was moved from says so") {
  connection db{server().url()};
  connection other = std::move(db);
  CHECK(other.query("select 1").rows() == 1);
  CHECK_THROWS_AS(db.run("select 1"), usage_error);
  CHECK(db.status() == transaction_status::unknown);
}

TEST_CASE("more parameters than the protocol can count are refused with a way out") {
  connection& db = shared_connection();
  const std::vector<text_parameter> many(65536, "1");
  CHECK_THROWS_AS(db.query("select 1", many), usage_error);
}

}  // namespace
