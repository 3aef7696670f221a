// What observers see; errors as values.
#include "squall/tracing.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "squall/copy.hpp"
#include "squall/outcome.hpp"
#include "squall/pipeline.hpp"
#include "squall/pool.hpp"
#include "squall/query.hpp"
#include "squall/stream.hpp"
#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

struct record {
  std::string operation, statement, name, sqlstate, error;
  std::int64_t rows;
  bool failed;
};
struct recorder : statement_observer {
  std::vector<record> seen;
  bool throws = false;
  void ended(const statement_span& span) override {
    CHECK(span.duration.count() >= 0);
    CHECK(std::chrono::system_clock::now() >= span.start);
    CHECK_FALSE(span.database.empty());
    CHECK_FALSE(span.user.empty());
    seen.push_back({std::string(span.operation), std::string(span.statement), std::string(span.name),
                    std::string(span.sqlstate), std::string(span.error), span.rows, span.failed});
    if (throws)
      throw std::runtime_error("from an observer");
  }
};
struct observed : shop_database {
  std::shared_ptr<recorder> log = std::make_shared<recorder>();
  observed() { db.connection().observe(log); }
};

TEST_CASE_FIXTURE(observed, "an observer sees each statement with its rows, and no value") {
  add_user("secret@b.c");
  REQUIRE(log->seen.size() == 1);
  CHECK(log->seen[0].operation == "insert");
  CHECK(log->seen[0].rows == 1);
  CHECK(log->seen[0].name.starts_with("squall_"));
  CHECK(log->seen[0].statement.find("secret") == std::string::npos);
  db.update(users).set(users.views = 1).all_rows().execute();
  CHECK(log->seen.back().rows == 1);
  CHECK(db.select().from(users).where(users.email == "nobody").all().empty());
  CHECK(log->seen.back().rows == 0);
  db.transaction([](auto& tx) { (void)tx.select(users.id).from(users).all(); });
  REQUIRE(log->seen.size() == 6);
  CHECK(log->seen[3].operation == "begin");
  CHECK(log->seen[4].operation == "select");
  CHECK(log->seen[5].operation == "commit");
}

TEST_CASE_FIXTURE(observed, "pipelines, streams and COPY are seen, too, and so are failures") {
  add_user("ann@b.c");
  log->seen.clear();
  (void)db.pipeline(select(users.id).from(users), update(users).set(users.views = 3).all_rows());
  REQUIRE(log->seen.size() == 2);
  CHECK(log->seen[0].rows == 1);
  CHECK(log->seen[1].operation == "update");
  db.copy_in(categories, std::vector<insert_t<Categories>>{{.id = 1, .name = "a"}, {.id = 2, .name = "b"}});
  CHECK(log->seen.back().operation == "copy");
  CHECK(log->seen.back().rows == 2);
  int n = 0;
  for (const auto& c : db.stream(select().from(categories))) n += c.id;
  CHECK(log->seen.back().rows == 2);
  for (const auto& c : db.copy_out(categories)) n += c.id;
  CHECK(n == 6);
  CHECK(log->seen.back().operation == "copy");
  CHECK(log->seen.back().rows == 2);

  log->seen.clear();
  CHECK_THROWS_AS(add_user("ann@b.c"), unique_violation);
  CHECK_THROWS_AS(db.connection().run("select 1/0"), database_error);
  CHECK_THROWS_AS(db.pipeline(select(sql<std::int32_t>("1 / 0"))), database_error);
  CHECK_THROWS_AS(static_cast<void>(db.stream(select(sql<std::int32_t>("1 / 0")))), database_error);
  REQUIRE(log->seen.size() == 4);
  for (const record& r : log->seen) CHECK(r.failed);
  CHECK(log->seen[0].sqlstate == "23505");
  for (std::size_t i = 1; i < 4; ++i) CHECK(log->seen[i].sqlstate == "22012");
  CHECK(log->seen[1].error == "division by zero");
}

TEST_CASE_FIXTURE(observed, "what an observer throws is dropped") {
  log->throws = true;
  add_user("ann@b.c");
  CHECK_THROWS_AS(db.connection().run("select 1/0"), database_error);
  CHECK(log->seen.size() == 2);
  db.connection().observe(nullptr);
  db.connection().run("select 1");
  CHECK(log->seen.size() == 2);
}

TEST_CASE_FIXTURE(shop_database, "a query log has a line for each statement") {
  std::ostringstream log;
  db.query_log(log);
  add_user("secret@b.c");
  CHECK(db.select(users.email).from(users).where(sql<bool>("{} =\n{}", users.email, "secret@b.c")).all().size() == 1);
  CHECK_THROWS_AS(db.connection().run("do $$ begin raise exception E'one\ntwo'; end $$"), database_error);
  db.query_log(nullptr);
  db.connection().run("select 1");
  std::vector<std::string> lines;
  std::istringstream written(log.str());
  for (std::string line; std::getline(written, line);) lines.push_back(line);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].starts_with("insert into \"users\""));
  CHECK(lines[0].ends_with(" ms, 1 row"));
  CHECK(lines[1].find("\"email\" = $1") != std::string::npos);
  CHECK(lines[1].ends_with(" ms, 1 row"));
  CHECK(lines[2].ends_with(" ms, failed P0001: one two"));
  CHECK(log.str().find("secret") == std::string::npos);
}

TEST_CASE_FIXTURE(shop_database, "a query log can be a function, and one of a pool serves all its connections") {
  std::vector<std::string> seen;
  db.query_log([&seen](const statement_span& span) { seen.emplace_back(span.operation); });
  db.transaction([](auto& tx) { (void)tx.select(users.id).from(users).all(); });
  CHECK(seen == std::vector<std::string>{"begin", "select", "commit"});

  std::ostringstream log;
  pool shared(fresh.url(), {.max_size = 4, .observer = squall::query_log(log)});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&shared] {
      for (int n = 0; n < 25; ++n) shared.run("select 'a line'");
    });
  for (std::thread& t : threads) t.join();
  std::istringstream written(log.str());
  int lines = 0;
  for (std::string line; std::getline(written, line); ++lines) CHECK(line.starts_with("select 'a line' -- "));
  CHECK(lines == 100);
}

TEST_CASE_FIXTURE(shop_database, "try_ gives a value or the error") {
  const User ann = add_user("ann@b.c");
  const outcome<User> found = db.try_one(select().from(users).where(users.email == param<0>), "ann@b.c");
  REQUIRE(found);
  CHECK(found->id == ann.id);
  CHECK((*found).email == "ann@b.c");
  CHECK_THROWS_AS(static_cast<void>(found.error()), usage_error);
  const auto missing = db.try_one(select().from(users).where(users.email == "x"));
  CHECK_FALSE(missing);
  CHECK(missing.error_as<usage_error>() != nullptr);
  CHECK(missing.error_as<database_error>() == nullptr);
  CHECK_THROWS_AS(static_cast<void>(missing.value()), usage_error);
  CHECK(db.try_all(select(users.id).from(users)).value().size() == 1);
  CHECK_FALSE(db.try_first(select(users.id).from(users).where(users.email == "x")).value());
  CHECK(db.try_execute(update(users).set(users.views = 1).all_rows()).value_or(7) == 1);

  const auto twice = attempt([&] { return add_user("ann@b.c"); });
  REQUIRE(twice.error_as<unique_violation>() != nullptr);
  CHECK(twice.error_as<unique_violation>()->constraint() == "users_email_key");
  CHECK(std::string(twice.error().what()).find("23505") != std::string::npos);

  const outcome<void> rolled_back = db.try_transaction([&](auto& tx) {
    tx.erase(users).all_rows().execute();
    tx.connection().run("select 1/0");
  });
  CHECK_FALSE(rolled_back);
  CHECK(db.select(count()).from(users).one() == 1);
  CHECK(db.try_transaction({.read_only = true}, [](auto& tx) {
            return tx.select(count()).from(users).one();
          }).value() == 1);
  CHECK_THROWS_AS(static_cast<void>(attempt([]() -> int { throw std::logic_error("not Squall's"); })),
                  std::logic_error);
  auto lost = attempt([] { return squall::database("host=/nonexistent"); });
  CHECK(lost.error_as<connection_error>() != nullptr);
}

}  // namespace
