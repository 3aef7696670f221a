// Statements on a real server: every verb, and what comes back.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "squall/squall.hpp"
#include "support/query_schema.hpp"
#include "support/test_server.hpp"

namespace {

using namespace shop;

struct shop_database {
  squall::test::fresh_database fresh;
  squall::database db{fresh.url()};

  shop_database() { db.connection().run(create_tables); }

  User add_user(const std::string& email, std::optional<std::string> bio = std::nullopt) {
    return db.insert(users)
        .values({.email = email, .first_name = "Ann", .last_name = "Lee", .bio = std::move(bio)})
        .returning()
        .one();
  }
  Post add_post(const std::string& title, uuid_t author) {
    return db.insert(posts).values({.title = title, .author_id = author}).returning().one();
  }
};

TEST_CASE_FIXTURE(shop_database, "an inserted row comes back with the defaults of the database") {
  const User u = add_user("a@b.c");
  CHECK(u.email == "a@b.c");
  CHECK(u.role == Role::user);
  CHECK(u.is_active);
  CHECK(u.views == 0);
  CHECK(!u.bio);
  CHECK(u.id != uuid_t{});
}

TEST_CASE_FIXTURE(shop_database, "first() finds a row or nothing") {
  const User u = add_user("a@b.c", "hello");
  std::optional<User> found = db.select().from(users).where(users.id == u.id).first();
  REQUIRE(found);
  CHECK(found->bio == "hello");
  CHECK(!db.select().from(users).where(users.email == "nobody").first());
}

}  // namespace
