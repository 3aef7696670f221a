#include "kit/flows/object_name.hpp"

#include <doctest/doctest.h>

#include "kit/base/error.hpp"

using namespace squall::kit;

TEST_CASE("a name means an object with or without the schema public") {
  const object_id users = table_id("public", "users");
  const object_id email = column_id(users, "email");
  CHECK(means(parse_object_name("users"), users));
  CHECK(means(parse_object_name("public.users"), users));
  CHECK(means(parse_object_name("users.email"), email));
  CHECK(means(parse_object_name("public.users.email"), email));
  CHECK_FALSE(means(parse_object_name("users"), email));
  CHECK_FALSE(means(parse_object_name("auth.users"), users));
  CHECK_FALSE(means(parse_object_name("users"), table_id("auth", "users")));
  CHECK(means(parse_object_name("auth.users"), table_id("auth", "users")));
  CHECK(means(parse_object_name("auth"), schema_id("auth")));
}

TEST_CASE("a kind before a name tells apart what has the same name") {
  const object_name type = parse_object_name("enum_type:mood");
  CHECK(means(type, enum_id("public", "mood")));
  CHECK_FALSE(means(type, table_id("public", "mood")));
  CHECK_THROWS_AS(parse_object_name("tabel:mood"), error);
}

TEST_CASE("every display name is read back as the object that it names") {
  const std::string odd[] = {"a.b", "say \"hi\"", "with space", "Ünïcode", "select", "a=b", "k:v", "."};
  for (const std::string& name : odd) {
    CAPTURE(name);
    const object_id table = table_id(name, name);
    const object_id column = column_id(table, name);
    CHECK(means(parse_object_name(display_name(table)), table));
    CHECK(means(parse_object_name(display_name(column)), column));
    const auto [from, to] = split_assignment(display_name(column) + "=" + display_name(table));
    CHECK(from == display_name(column));
    CHECK(to == display_name(table));
  }
}

TEST_CASE("what is no name is a usage error") {
  for (const char* text : {"", ".", "a.", "a..b", "\"", "\"\"", "a\"b\"", "\"a", "a.b.c.d", "\"a\"b"}) {
    CAPTURE(text);
    try {
      parse_object_name(text);
      FAIL("no error");
    } catch (const error& e) {
      CHECK(e.code() == exit_code::usage);
    }
  }
  CHECK_THROWS_AS(split_assignment("users.name"), error);
  CHECK_THROWS_AS(split_assignment("=b"), error);
  CHECK_THROWS_AS(split_assignment("a="), error);
  CHECK_THROWS_AS(split_assignment("\"a=b\""), error);
}
