// Identifiers and literals: the server reads back what went in.
#include "kit/model/sql_text.hpp"

#include <doctest/doctest.h>

#include "kit/base/error.hpp"
#include "support/test_server.hpp"

using namespace squall;

TEST_CASE("every word of PostgreSQL that is no unreserved keyword is quoted as quote_ident quotes it") {
  connection db{test::server().url()};
  const auto words = db.query("select word, quote_ident(word) from pg_get_keywords()");
  REQUIRE(words.rows() > 400);
  for (int i = 0; i < words.rows(); ++i) {
    const auto ours = kit::sql_identifier(words.text(i, 0));
    if (words.text(i, 1).starts_with('"')) {
      CHECK(ours == words.text(i, 1));
    }
  }
}

TEST_CASE("names and strings come back from the server as they were") {
  connection db{test::server().url()};
  for (const std::string text :
       {"plain", "Mixed", "with space", "quo\"te", "it's", "back\\slash", "naïve", "1st", "a$b", "new\nline", "E'x'"}) {
    for (const auto* setting : {"on", "off"}) {
      db.run(std::string("set standard_conforming_strings = ") + setting);
      const auto r = db.query("select " + kit::sql_literal(text) + " as " + kit::sql_identifier(text));
      CHECK(r.text(0, 0) == text);
      CHECK(r.column_name(0) == text);
    }
  }
}

TEST_CASE("a zero byte is refused") {
  CHECK_THROWS_AS(kit::sql_identifier(std::string_view("a\0b", 3)), kit::error);
  CHECK_THROWS_AS(kit::sql_literal(std::string_view("a\0b", 3)), kit::error);
}

TEST_CASE("names are qualified with their table's schema") {
  CHECK(kit::sql_name(kit::table_id("Back Office", "user")) == "\"Back Office\".\"user\"");
  CHECK(kit::sql_name(kit::schema_id("public")) == "public");
  CHECK(kit::sql_name({kit::object_kind::index, "s", "t", "i"}) == "s.i");
}
