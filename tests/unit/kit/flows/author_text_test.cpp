#include "kit/flows/author_text.hpp"

#include <doctest/doctest.h>

#include "kit/diff/diff.hpp"
#include "unit/kit/flows/models.hpp"

using namespace squall::kit;
using namespace squall::kit::test;

namespace {

const object_id users = table_id("public", "users");
const object_id state = column_id(users, "state");

database with_state(const std::string& default_value, const std::string& type, bool not_null) {
  database db = users_with("state");
  auto& c = std::get<column>(db.objects.at(state));
  c.type.sql = type;
  c.not_null = not_null;
  c.default_value = sql_expression{default_value, {}};
  return db;
}

}  // namespace

TEST_CASE("a created object is told in the author's words") {
  const database author = with_state("'new'", "text", false);
  const database canonical = with_state("'new'::text", "text", false);
  const auto changes = with_author_text(diff(empty_database(), canonical).changes, author);
  for (const change& c : changes) {
    if (c.id == state) {
      CHECK(std::get<column>(*c.after).default_value->sql == "'new'");
      return;
    }
  }
  FAIL("the column was not created");
}

TEST_CASE("an altered column keeps what did not change and takes what did from the author") {
  const database live = with_state("'new'::text", "text", false);
  SUBCASE("the default stays, NOT NULL comes") {
    const database author = with_state("'new'", "text", true);
    const auto changes = with_author_text(diff(live, with_state("'new'::text", "text", true)).changes, author);
    REQUIRE(changes.size() == 1);
    CHECK(std::get<column>(*changes[0].after).not_null);
    CHECK(std::get<column>(*changes[0].after).default_value->sql == "'new'::text");
  }
  SUBCASE("the default changes") {
    const database author = with_state("lower('OLD')", "text", false);
    const auto changes = with_author_text(diff(live, with_state("lower('OLD'::text)", "text", false)).changes, author);
    REQUIRE(changes.size() == 1);
    CHECK(std::get<column>(*changes[0].after).default_value->sql == "lower('OLD')");
  }
}

TEST_CASE("a check of which only the comment changes keeps its condition") {
  const object_id id{object_kind::check, "public", "users", "users_state_check"};
  const auto with_check = [&](const std::string& condition, const std::string& comment) {
    database db = with_state("'new'::text", "text", false);
    db.objects.emplace(id, check{{condition, {}}, false, comment});
    return db;
  };
  const auto changes =
      with_author_text(diff(with_check("state <> ''::text", ""), with_check("state <> ''::text", "c")).changes,
                       with_check("state <> ''", "c"));
  REQUIRE(changes.size() == 1);
  CHECK(std::get<check>(*changes[0].after).condition.sql == "state <> ''::text");
  CHECK(std::get<check>(*changes[0].after).comment == "c");
}
