// A database with the shop's tables, for one test.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "squall/squall.hpp"
#include "support/query_schema.hpp"
#include "support/test_server.hpp"

namespace shop {

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

}  // namespace shop
