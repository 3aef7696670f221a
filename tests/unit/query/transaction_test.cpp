// Transactions through squall::database.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

/// A service: it need not know whether it is in a transaction.
User create_user(squall::session db, NewUser user) {
  return db.insert(users).values(std::move(user)).returning().one();
}
NewUser new_user(const std::string& email) { return {.email = email, .first_name = "F", .last_name = "L"}; }

struct counted : shop_database {
  std::int64_t rows() { return db.select(count()).from(users).one(); }
};

TEST_CASE_FIXTURE(counted, "a transaction commits when its function returns, and passes the value on") {
  const Post p = db.transaction([&](auto& tx) {
    const User u = create_user(tx, new_user("a"));
    return tx.insert(posts).values({.title = "t", .author_id = u.id}).returning().one();
  });
  CHECK(rows() == 1);
  CHECK(db.select(posts.id).from(posts).one() == p.id);
}

TEST_CASE_FIXTURE(counted, "a transaction rolls back when its function throws") {
  CHECK_THROWS_AS(db.transaction([&](auto& tx) {
    create_user(tx, new_user("a"));
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK_THROWS_AS(db.transaction([&](auto& tx) {
    create_user(tx, new_user("a"));
    create_user(tx, new_user("a"));
  }),
                  squall::unique_violation);
  CHECK(rows() == 0);
  create_user(db, new_user("a"));
  CHECK(rows() == 1);
}

TEST_CASE_FIXTURE(counted, "a nested transaction is a savepoint: what failed in it is undone, and the rest stays") {
  db.transaction([&](auto& tx) {
    create_user(tx, new_user("a"));
    CHECK_THROWS_AS(tx.transaction([&](auto& inner) {
      create_user(inner, new_user("b"));
      create_user(inner, new_user("a"));
    }),
                    squall::unique_violation);
    CHECK(tx.transaction([&](auto& inner) { return create_user(inner, new_user("c")).email; }) == "c");
  });
  CHECK(db.select(users.email).from(users).order_by(users.email).all() == std::vector<std::string>{"a", "c"});
}

TEST_CASE_FIXTURE(counted, "begin() gives a transaction that rolls back unless it is committed") {
  {
    auto tx = db.begin();
    create_user(tx, new_user("a"));
  }
  CHECK(rows() == 0);
  auto tx = db.begin({.isolation = squall::isolation_level::serializable});
  create_user(tx, new_user("a"));
  tx.commit();
  CHECK(!tx.is_open());
  CHECK(rows() == 1);
  CHECK_THROWS_AS((void)tx.select().from(users).all(), squall::usage_error);
}

TEST_CASE_FIXTURE(counted, "a transaction's statements are refused while a savepoint within is open") {
  db.transaction([&](auto& tx) {
    tx.transaction([&](auto&) { CHECK_THROWS_AS((void)tx.select().from(users).all(), squall::usage_error); });
  });
}

TEST_CASE_FIXTURE(counted, "options reach the server, and retries run the function again") {
  CHECK_THROWS_AS(db.transaction({.read_only = true}, [&](auto& tx) { create_user(tx, new_user("a")); }),
                  squall::database_error);
  const User u = create_user(db, new_user("a"));
  int attempts = 0;
  db.transaction({.isolation = squall::isolation_level::repeatable_read, .retries = 3}, [&](auto& tx) {
    const auto views = tx.select(users.views).from(users).where(users.id == u.id).one();
    if (attempts++ == 0) {
      squall::database other(fresh.url());
      other.update(users).set(users.views = 100).where(users.id == u.id).execute();
    }
    tx.update(users).set(users.views = views + 1).where(users.id == u.id).execute();
  });
  CHECK(attempts == 2);
  CHECK(db.select(users.views).from(users).one() == 101);
}

}  // namespace
