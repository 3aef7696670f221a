#include "kit/flows/decisions.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "unit/kit/flows/models.hpp"

using namespace squall::kit;
using namespace squall::kit::test;

namespace {

bool renames(const settled_diff& result, const object_id& from, const object_id& to) {
  return std::any_of(result.changes.begin(), result.changes.end(), [&](const change& c) {
    return c.verb == change_verb::rename && c.id == from && c.renamed_to == to;
  });
}

bool drops(const settled_diff& result, const object_id& id) {
  return std::any_of(result.changes.begin(), result.changes.end(),
                     [&](const change& c) { return c.verb == change_verb::drop && c.id == id; });
}

const object_id users = table_id("public", "users");
const object_id posts = table_id("public", "posts");
const object_id articles_table = table_id("public", "articles");

decision_options flags(std::vector<std::string> list) {
  decision_options options;
  options.renames = std::move(list);
  return options;
}

}  // namespace

TEST_CASE("a column that goes while a similar one comes is asked about and never guessed") {
  try {
    settle_decisions(users_with("name"), users_with("full_name"), {}, {});
    FAIL("it was guessed");
  } catch (const decisions_needed& e) {
    CHECK(e.code() == exit_code::decision_needed);
    REQUIRE(e.open().size() == 1);
    CHECK(e.open()[0].created == column_id(users, "full_name"));
    REQUIRE(e.open()[0].candidates.size() == 1);
    CHECK(rename_flag(e.open()[0], e.open()[0].candidates[0]) == "users.name=users.full_name");
    CHECK(std::string(e.hint()).find("--rename 'users.name=users.full_name'") != std::string::npos);
  }
}

TEST_CASE("a rename flag answers the decision") {
  const auto result =
      settle_decisions(users_with("name"), users_with("full_name"), {}, flags({"users.name=users.full_name"}));
  CHECK(renames(result, column_id(users, "name"), column_id(users, "full_name")));
  CHECK_FALSE(drops(result, column_id(users, "name")));
}

TEST_CASE("decide create drops and creates") {
  decision_options options;
  options.decide_create = true;
  const auto result = settle_decisions(users_with("name"), users_with("full_name"), {}, options);
  CHECK(drops(result, column_id(users, "name")));
}

TEST_CASE("a word of the schema answers the decision, and does no harm once it is done") {
  const std::map<object_id, std::string> word{{column_id(users, "full_name"), "name"}};
  CHECK(renames(settle_decisions(users_with("name"), users_with("full_name"), word, {}), column_id(users, "name"),
                column_id(users, "full_name")));
  CHECK(settle_decisions(users_with("full_name"), users_with("full_name"), word, {}).changes.empty());
}

TEST_CASE("a rename flag that fits nothing is a usage error that lists what goes and comes") {
  for (const char* flag : {"users.nmae=users.full_name", "users.name=users.fullname", "users.id=users.full_name",
                           "users=accounts", "users.name=users.id"}) {
    CAPTURE(flag);
    try {
      settle_decisions(users_with("name"), users_with("full_name"), {}, flags({flag}));
      FAIL("no error");
    } catch (const error& e) {
      CHECK(e.code() == exit_code::usage);
      CHECK(e.hint() == "goes: column users.name; comes: column users.full_name");
    }
  }
}

TEST_CASE("a renamed table and its renamed column are answered in one run, under either table name") {
  const database before = articles("posts", "title", "created_at");
  const database after = articles("articles", "headline", "created_at");
  for (const char* column : {"posts.title=articles.headline", "articles.title=articles.headline"}) {
    CAPTURE(column);
    for (const bool table_first : {true, false}) {
      const std::vector<std::string> list = table_first ? std::vector<std::string>{"posts=articles", column}
                                                        : std::vector<std::string>{column, "posts=articles"};
      const auto result = settle_decisions(before, after, {}, flags(list));
      CHECK(renames(result, posts, articles_table));
      CHECK(result.changes.size() == 2);
    }
  }
}

TEST_CASE("the columns of a renamed table are asked about in the same run") {
  const database before = articles("posts", "title", "created_at");
  const database after = articles("articles", "headline", "created_at");
  std::vector<object_id> asked;
  decision_options options;
  options.ask = [&](const decision& d) -> std::optional<object_id> {
    asked.push_back(d.created);
    return d.candidates.at(0).dropped;
  };
  const auto result = settle_decisions(before, after, {}, options);
  CHECK(asked == std::vector<object_id>{articles_table, column_id(articles_table, "headline")});
  CHECK(renames(result, posts, articles_table));
  CHECK(result.changes.size() == 2);
}

TEST_CASE("the flags that the report names answer it, whatever the names are") {
  for (const char* name : {"Full Name", "a=b", "x.y", "quo\"te", "select", "ümlaut"}) {
    CAPTURE(name);
    const database before = users_with("name");
    const database after = users_with(name);
    try {
      settle_decisions(before, after, {}, {});
      FAIL("it was guessed");
    } catch (const decisions_needed& e) {
      const std::string flag = rename_flag(e.open().at(0), e.open()[0].candidates.at(0));
      const auto result = settle_decisions(before, after, {}, flags({flag}));
      CHECK(renames(result, column_id(users, "name"), column_id(users, name)));
    }
  }
}

TEST_CASE("somebody's answer that the object is new drops the old one") {
  decision_options options;
  options.ask = [](const decision&) { return std::nullopt; };
  const auto result = settle_decisions(users_with("name"), users_with("full_name"), {}, options);
  CHECK(drops(result, column_id(users, "name")));
}

TEST_CASE("a flag that means a table and a type says so") {
  database before = articles("mood", "a", "b");
  before.objects.emplace(enum_id("public", "mood"), enum_type{{"good", "bad"}, ""});
  database after = articles("feeling", "a", "b");
  after.objects.emplace(enum_id("public", "feeling"), enum_type{{"good", "bad"}, ""});
  CHECK_THROWS_AS(settle_decisions(before, after, {}, flags({"mood=feeling"})), error);
  const auto result =
      settle_decisions(before, after, {}, flags({"table:mood=table:feeling", "enum_type:mood=enum_type:feeling"}));
  CHECK(result.changes.size() == 2);
}
