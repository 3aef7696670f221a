#include <doctest/doctest.h>

#include "kit/flows/push.hpp"
#include "squall/errors.hpp"
#include "support/test_server.hpp"

using namespace squall;
using namespace squall::kit;

namespace {

step statement(const std::string& sql, bool transactional = true, bool commit_after = false) {
  step s;
  s.sql = sql;
  s.transactional = transactional;
  s.commit_after = commit_after;
  return s;
}

std::string value_of(connection& db, const std::string& query) { return std::string(db.run(query).text(0, 0)); }

bool exists(connection& db, const std::string& relation) {
  return value_of(db, "select to_regclass('" + relation + "') is not null") == "t";
}

}  // namespace

TEST_CASE("steps that share a transaction succeed or fail together") {
  const test::fresh_database database;
  connection db{database.url()};
  CHECK_THROWS_AS(execute(db, {{statement("create table a (id int)"), statement("select 1 / 0")}}), database_error);
  CHECK_FALSE(exists(db, "public.a"));
  CHECK(db.status() == transaction_status::idle);
  execute(db, {{statement("create table a (id int)"), statement("create table b (id int)")}});
  CHECK(exists(db, "public.b"));
}

TEST_CASE("what must be committed is, and what cannot run in a transaction does not") {
  const test::fresh_database database;
  connection db{database.url()};
  db.run("create type mood as enum ('a')");
  execute(db,
          {{statement("alter type mood add value 'b'", true, true), statement("create table t (m mood default 'b')"),
            statement("create index concurrently t_m on t (m)", false), statement("insert into t default values")}});
  CHECK(value_of(db, "select m from t") == "b");
  CHECK(exists(db, "public.t_m"));
}

TEST_CASE("a lock that is held makes the transaction wait, and it is tried again") {
  const test::fresh_database database;
  connection holder{database.url()};
  holder.run("create table t (id int)");
  connection db{database.url()};
  db.run("set lock_timeout = '7s'");
  holder.run("begin; lock table t in access share mode");

  execute_options how;
  how.lock_timeout = std::chrono::milliseconds{50};
  SUBCASE("until it is free") {
    int attempts = 0;
    how.progress = [&](const step&) {
      if (++attempts == 3) {
        holder.run("commit");
      }
    };
    execute(db, {{statement("alter table t add column n int")}}, how);
    CHECK(attempts >= 3);
    CHECK(value_of(db, "select count(*) from information_schema.columns where table_name = 't'") == "2");
  }
  SUBCASE("but not for ever") {
    how.lock_retries = 1;
    CHECK_THROWS_AS(execute(db, {{statement("alter table t add column n int")}}, how), lock_not_available);
  }
  CHECK(value_of(db, "show lock_timeout") == "7s");
}
