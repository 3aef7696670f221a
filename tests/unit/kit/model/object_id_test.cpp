#include "kit/model/object_id.hpp"

#include <doctest/doctest.h>

#include <string>

#include "kit/base/error.hpp"

using namespace squall::kit;

TEST_CASE("every kind's name is read back as the same kind") {
  for (std::size_t i = 0; i < object_kind_count; ++i) {
    const auto kind = static_cast<object_kind>(i);
    CHECK(parse_object_kind(to_string(kind)) == kind);
  }
}

TEST_CASE("an unknown kind is an error that names it and the known ones") {
  try {
    parse_object_kind("vieew");
    FAIL("no error");
  } catch (const error& failure) {
    CHECK(std::string(failure.what()).find("\"vieew\"") != std::string::npos);
    CHECK(failure.hint().find("foreign_key") != std::string::npos);
  }
}

TEST_CASE("names for people leave out schema public and quote what SQL would quote") {
  struct sample {
    object_id id;
    const char* name;
    const char* description;
  };
  const object_id users = table_id("public", "users");
  const sample samples[] = {
      {schema_id("public"), "public", "schema public"},
      {users, "users", "table users"},
      {table_id("auth", "users"), "auth.users", "table auth.users"},
      {column_id(users, "email"), "users.email", "column users.email"},
      {column_id(table_id("auth", "Users"), "e mail"), "auth.\"Users\".\"e mail\"", "column auth.\"Users\".\"e mail\""},
      {column_id(users, "order"), "users.\"order\"", "column users.\"order\""},
      {enum_id("public", "mood"), "mood", "enum type mood"},
      {sequence_id("shop", "orders_id_seq"), "shop.orders_id_seq", "sequence shop.orders_id_seq"},
      {{object_kind::index, "public", "users", "idx_users_email"},
       "users.idx_users_email",
       "index idx_users_email on users"},
      {{object_kind::foreign_key, "auth", "keys", "keys_user_fkey"},
       "auth.keys.keys_user_fkey",
       "foreign key keys_user_fkey on auth.keys"},
  };
  for (const auto& [id, name, description] : samples) {
    CHECK(display_name(id) == name);
    CHECK(describe(id) == description);
  }
}
