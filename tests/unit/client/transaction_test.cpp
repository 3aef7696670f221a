#include <doctest/doctest.h>

#include <memory>
#include <thread>

#include "squall/client/transaction.hpp"
#include "support/test_server.hpp"

namespace {

using namespace squall;
using squall::test::fresh_database;

struct table_of_numbers {
  fresh_database database;
  connection db{database.url()};
  table_of_numbers() { db.run("create table t (n int primary key deferrable initially deferred)"); }
  void insert(int n) { db.query("insert into t values ($1)", {{std::to_string(n)}}); }
  std::string all() {
    return std::string(
        connection(database.url()).query("select coalesce(string_agg(n::text, ',' order by n), '') from t").text(0, 0));
  }
};

TEST_CASE("a transaction that is dropped rolls back, one that is committed stays") {
  table_of_numbers t;
  {
    transaction tx(t.db);
    t.insert(1);
    CHECK(t.db.status() == transaction_status::in_transaction);
  }
  CHECK(t.db.status() == transaction_status::idle);
  CHECK(t.all() == "");
  {
    transaction tx(t.db);
    t.insert(2);
    tx.commit();
    CHECK_FALSE(tx.is_open());
    CHECK_THROWS_AS(tx.commit(), usage_error);
    CHECK_THROWS_AS(tx.rollback(), usage_error);
  }
  CHECK(t.all() == "2");
}

TEST_CASE("a nested transaction is a savepoint") {
  table_of_numbers t;
  transaction outer(t.db);
  t.insert(1);
  {
    transaction inner(t.db);
    CHECK(t.db.transaction_depth() == 2);
    t.insert(2);
  }
  {
    transaction inner(t.db);
    CHECK_THROWS_AS(t.db.run("select 1/0"), database_error);
    CHECK(t.db.status() == transaction_status::failed);
  }
  CHECK(t.db.status() == transaction_status::in_transaction);
  {
    transaction inner(t.db);
    t.insert(3);
    {
      transaction innermost(t.db);
      t.insert(4);
      innermost.commit();
    }
    inner.commit();
  }
  outer.commit();
  CHECK(t.all() == "1,3,4");
}

TEST_CASE("an outer transaction cannot be used while one within it is open") {
  table_of_numbers t;
  transaction outer(t.db);
  {
    transaction inner(t.db);
    CHECK_THROWS_AS(outer.commit(), usage_error);
    CHECK_THROWS_AS(outer.rollback(), usage_error);
    CHECK_THROWS_AS(static_cast<void>(outer.session()), usage_error);
    CHECK(&inner.session() == &t.db);
  }
  outer.commit();
}

TEST_CASE("an outer transaction that goes first takes those within with it") {
  table_of_numbers t;
  auto outer = std::make_unique<transaction>(t.db);
  transaction inner(t.db);
  t.insert(1);
  outer.reset();
  CHECK_FALSE(inner.is_open());
  CHECK_THROWS_AS(inner.commit(), usage_error);
  CHECK(t.db.status() == transaction_status::idle);
  CHECK(t.all() == "");
}

TEST_CASE("a transaction in which a statement failed cannot be committed, and says so") {
  table_of_numbers t;
  transaction tx(t.db);
  t.insert(1);
  CHECK_THROWS_AS(t.db.run("select 1/0"), database_error);
  CHECK_THROWS_AS(tx.commit(), usage_error);
  CHECK(tx.is_open());
  tx.rollback();
  CHECK(t.all() == "");
  CHECK(t.db.query("select 1").rows() == 1);
}

TEST_CASE("a constraint that fails at commit throws from commit, and the session is free") {
  table_of_numbers t;
  transaction tx(t.db);
  t.insert(1);
  t.insert(1);
  CHECK_THROWS_AS(tx.commit(), unique_violation);
  CHECK_FALSE(tx.is_open());
  CHECK(t.db.status() == transaction_status::idle);
  CHECK(t.db.transaction_depth() == 0);
}

TEST_CASE("the options reach the server") {
  table_of_numbers t;
  transaction tx(t.db, {.isolation = isolation_level::serializable, .read_only = true, .deferrable = true});
  CHECK(t.db.query("show transaction_isolation").text(0, 0) == "serializable");
  CHECK(t.db.query("show transaction_read_only").text(0, 0) == "on");
  CHECK(t.db.query("show transaction_deferrable").text(0, 0) == "on");
  CHECK_THROWS_AS(transaction nested(t.db, {.read_only = true}), usage_error);
  CHECK_THROWS_AS(t.insert(1), database_error);
}

TEST_CASE("a transaction that the program began or ended by hand is not mistaken for Squall's") {
  table_of_numbers t;
  t.db.run("begin");
  CHECK_THROWS_AS(transaction second(t.db), usage_error);
  t.db.run("rollback");
  transaction tx(t.db);
  t.db.run("commit");
  CHECK_THROWS_AS(tx.commit(), usage_error);
  CHECK(t.db.transaction_depth() == 0);
}

TEST_CASE("a read changes no transaction's state") {
  table_of_numbers t;
  static constexpr char sql[] = "select count(*) from t";
  t.db.execute_prepared(sql, sql, {});
  CHECK(t.db.status() == transaction_status::idle);
  t.db.run("begin");
  t.db.execute_prepared(sql, sql, {});
  t.db.query("select 1");
  CHECK(t.db.status() == transaction_status::in_transaction);
  t.db.run("rollback");
}

TEST_CASE("with_transaction takes a member function of the transaction") {
  fresh_database database;
  connection db{database.url()};
  CHECK(with_transaction(db, &transaction::is_open));
}

TEST_CASE("with_transaction passes values through, commits on return and rolls back on an exception") {
  table_of_numbers t;
  CHECK(with_transaction(t.db, [&](transaction&) {
          t.insert(1);
          return std::string("done");
        }) == "done");
  with_transaction(t.db, [&] { t.insert(2); });
  CHECK_THROWS_AS(with_transaction(t.db,
                                   [&] {
                                     t.insert(3);
                                     throw std::runtime_error("no");
                                   }),
                  std::runtime_error);
  int outside = 0;
  int& same = with_transaction(t.db, [&]() -> int& { return outside; });
  CHECK(&same == &outside);
  const auto pointer = with_transaction(t.db, [] { return std::make_unique<int>(5); });
  CHECK(*pointer == 5);
  CHECK(t.all() == "1,2");
}

TEST_CASE("with_transaction begins anew after a serialization failure, at the outermost level only") {
  table_of_numbers t;
  t.insert(0);
  int runs = 0;
  int inner_runs = 0;
  const transaction_options options{.isolation = isolation_level::repeatable_read, .retries = 3};
  with_transaction(t.db, options, [&] {
    ++runs;
    t.db.query("select * from t");
    if (runs < 3)
      connection(t.database.url()).run("update t set n = n - 1");
    with_transaction(t.db, {.retries = 5}, [&] {
      ++inner_runs;
      t.db.run("update t set n = n + 10");
    });
  });
  CHECK(runs == 3);
  CHECK(inner_runs == 3);
  CHECK(t.all() == "8");

  runs = 0;
  CHECK_THROWS_AS(with_transaction(t.db, options,
                                   [&] {
                                     ++runs;
                                     t.db.run("do $$ begin raise sqlstate '40001'; end $$");
                                   }),
                  serialization_failure);
  CHECK(runs == 4);
  CHECK_THROWS_AS(with_transaction(t.db, [&] { t.db.run("do $$ begin raise sqlstate '40P01'; end $$"); }),
                  deadlock_detected);
  CHECK(t.db.transaction_depth() == 0);
}

}  // namespace
