#include <doctest/doctest.h>

#include "squall/client/transaction.hpp"
#include "support/test_server.hpp"

namespace {

using squall::connection;

TEST_CASE("each SQLSTATE arrives as its own exception, with what the server named") {
  squall::test::fresh_database database;
  connection db{database.url()};
  db.run(R"(create table "Ünï ""t" (id int primary key, "a b" int not null, c int check (c > 0),
                                    p int references "Ünï ""t", during int4range, exclude using gist (during with &&)))");
  db.run(R"(insert into "Ünï ""t" values (1, 1, 1, 1, '[1,3]'))");

  SUBCASE("unique") {
    try {
      db.query(R"(insert into "Ünï ""t" values ($1, 1))", {{"1"}});
      FAIL("inserted twice");
    } catch (const squall::unique_violation& e) {
      CHECK(e.sqlstate() == "23505");
      CHECK(e.table() == "Ünï \"t");
      CHECK(e.constraint() == "Ünï \"t_pkey");
      CHECK(e.statement() == R"(insert into "Ünï ""t" values ($1, 1))");
      CHECK(e.fields().detail.find("(1)") != std::string::npos);
      CHECK(std::string(e.what()).find("(1)") == std::string::npos);
    }
  }
  SUBCASE("not null") {
    try {
      db.run(R"(insert into "Ünï ""t" (id) values (2))");
      FAIL("inserted");
    } catch (const squall::not_null_violation& e) {
      CHECK(e.column() == "a b");
    }
  }
  SUBCASE("the rest of class 23") {
    CHECK_THROWS_AS(db.run(R"(insert into "Ünï ""t" values (2, 1, 0))"), squall::check_violation);
    CHECK_THROWS_AS(db.run(R"(insert into "Ünï ""t" values (2, 1, 1, 9))"), squall::foreign_key_violation);
    CHECK_THROWS_AS(db.run(R"(insert into "Ünï ""t" values (2, 1, 1, 1, '[2,2]'))"), squall::exclusion_violation);
    CHECK_THROWS_AS(db.run("do $$ begin raise sqlstate '23000'; end $$"), squall::constraint_violation);
  }
  SUBCASE("class 42 with the position") {
    try {
      db.query("select 1 from nowhere");
      FAIL("ran");
    } catch (const squall::statement_error& e) {
      CHECK(e.sqlstate() == "42P01");
      CHECK(e.fields().position == 15);
    }
  }
  SUBCASE("states that are to be tried again, and the others") {
    CHECK_THROWS_AS(db.run("do $$ begin raise sqlstate '40001'; end $$"), squall::serialization_failure);
    CHECK_THROWS_AS(db.run("do $$ begin raise sqlstate '40P01'; end $$"), squall::deadlock_detected);
    CHECK_THROWS_AS(db.run("do $$ begin raise sqlstate '55P03'; end $$"), squall::lock_not_available);
    CHECK_THROWS_AS(db.run("set statement_timeout = 20; select pg_sleep(5)"), squall::query_canceled);
    CHECK_THROWS_AS(db.run("do $$ begin raise sqlstate '08000'; end $$"), squall::connection_error);
  }
  SUBCASE("all else is a database_error, and the session lives on") {
    CHECK_THROWS_AS(db.query("select 1/0"), squall::database_error);
    CHECK(db.query("select 1").text(0, 0) == "1");
  }
}

TEST_CASE("a long statement is cut in the message, not in the fields, and not within a character") {
  std::string sql = "select '";
  while (sql.size() < 2000) sql += "ü";
  squall::error_fields fields;
  fields.message = "no";
  fields.statement = sql;
  const squall::database_error e(fields);
  CHECK(e.statement() == sql);
  const std::string what = e.what();
  CHECK(what.size() < 600);
  CHECK(what.ends_with("ü …"));
}

TEST_CASE("a backend that was killed gives a connection_error, and so does every statement after it") {
  squall::test::fresh_database database;
  connection victim{database.url()};
  connection killer{database.url()};
  const std::string pid{victim.query("select pg_backend_pid()").text(0, 0)};
  killer.query("select pg_terminate_backend($1::int, 5000)", {{pid}});
  CHECK_THROWS_AS(victim.query("select 1"), squall::connection_error);
  CHECK_THROWS_AS(victim.query("select 1"), squall::connection_error);
  CHECK_THROWS_AS(victim.run("select 1"), squall::connection_error);
  const std::vector<std::string> two{"select 1", "select 2"};
  CHECK_THROWS_AS(victim.pipeline(two), squall::connection_error);
  CHECK_THROWS_AS(squall::transaction tx(victim), squall::connection_error);
}

TEST_CASE("a transaction whose backend was killed goes in silence") {
  squall::test::fresh_database database;
  connection victim{database.url()};
  connection killer{database.url()};
  const std::string pid{victim.query("select pg_backend_pid()").text(0, 0)};
  {
    squall::transaction tx(victim);
    killer.query("select pg_terminate_backend($1::int, 5000)", {{pid}});
  }
  CHECK(victim.transaction_depth() == 0);
}

TEST_CASE("no server is a connection_error that names the place and hides the password") {
  try {
    connection db{"postgresql://me:geheim@/x?host=/nowhere/at/all&connect_timeout=2"};
    FAIL("connected");
  } catch (const squall::connection_error& e) {
    const std::string what = e.what();
    CHECK(what.find("/nowhere/at/all") != std::string::npos);
    CHECK(what.find("geheim") == std::string::npos);
  }
}

}  // namespace
