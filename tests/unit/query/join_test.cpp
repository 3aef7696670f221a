// Joins: what may be missing is optional, in the type and in the rows.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "unit/query/shop_database.hpp"

namespace {

using namespace shop;

struct two_authors : shop_database {
  User ann = add_user("ann@b.c");
  User bob = add_user("bob@b.c");
  Post first = add_post("first", ann.id);
};

TEST_CASE_FIXTURE(two_authors, "an inner join of whole tables gives a row of each") {
  const auto rows = db.select().from(posts).inner_join(users, posts.author_id == users.id).all();
  REQUIRE(rows.size() == 1);
  const auto& [post, author] = rows[0];
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(post)>, Post>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(author)>, User>);
  CHECK(post.title == "first");
  CHECK(author.email == "ann@b.c");
  CHECK(rows[0][users].id == ann.id);
}

TEST_CASE_FIXTURE(two_authors, "a left join makes the joined table optional, as a row and column by column") {
  const auto rows = db.select(users.email, posts, posts.title)
                        .from(users)
                        .left_join(posts, posts.author_id == users.id)
                        .order_by(users.email)
                        .all();
  using row_type = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<0, row_type>, std::string>);
  static_assert(std::is_same_v<std::tuple_element_t<1, row_type>, std::optional<Post>>);
  static_assert(std::is_same_v<std::tuple_element_t<2, row_type>, std::optional<std::string>>);
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0][posts]);
  CHECK(rows[0][posts]->title == "first");
  CHECK(rows[0][posts.title] == "first");
  CHECK(!rows[1][posts]);
  CHECK(!rows[1][posts.title]);
  CHECK(rows[1][users.email] == "bob@b.c");
}

TEST_CASE_FIXTURE(two_authors, "a right join makes the tables before it optional") {
  const auto rows = db.select(posts.title, users.email)
                        .from(posts)
                        .right_join(users, posts.author_id == users.id)
                        .order_by(users.email)
                        .all();
  using row_type = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<0, row_type>, std::optional<std::string>>);
  static_assert(std::is_same_v<std::tuple_element_t<1, row_type>, std::string>);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].get<0>() == "first");
  CHECK(!rows[1].get<0>());
}

TEST_CASE_FIXTURE(two_authors, "a full join makes both sides optional") {
  db.insert(categories).values({.id = 1, .name = "bob@b.c"}).execute();
  db.insert(categories).values({.id = 2, .name = "nobody"}).execute();
  const auto rows = db.select().from(users).full_join(categories, users.email == categories.name).all();
  using row_type = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<0, row_type>, std::optional<User>>);
  int both = 0;
  int left = 0;
  int right = 0;
  for (const auto& [u, c] : rows) (u && c ? both : u ? left : right)++;
  CHECK(both == 1);
  CHECK(left == 1);
  CHECK(right == 1);
}

TEST_CASE_FIXTURE(two_authors, "a table joined with itself goes by an alias") {
  constexpr auto parent = alias<"parent">(categories);
  db.insert(categories).values({.id = 1, .name = "root"}).execute();
  db.insert(categories).values({.id = 2, .name = "leaf", .parent_id = 1}).execute();
  const auto rows = db.select(categories.name, parent.name)
                        .from(categories)
                        .left_join(parent, categories.parent_id == parent.id)
                        .order_by(categories.id)
                        .all();
  REQUIRE(rows.size() == 2);
  CHECK(!rows[0][parent.name]);
  CHECK(rows[1][parent.name] == "root");
  CHECK(rows[1][categories.name] == "leaf");
}

TEST_CASE_FIXTURE(two_authors, "a cross join pairs every row with every row") {
  db.insert(categories).values({.id = 1, .name = "c"}).execute();
  const auto n = db.select(count()).from(users).cross_join(categories).one();
  static_assert(std::is_same_v<decltype(n), const std::int64_t>);
  CHECK(n == 2);
}

TEST_CASE_FIXTURE(two_authors, "a value computed from an outer join's column is optional; coalesce makes it a value") {
  const auto rows = db.select(posts.likes + 1, coalesce(posts.title, "none"))
                        .from(users)
                        .left_join(posts, posts.author_id == users.id)
                        .order_by(users.email)
                        .all();
  using row_type = std::remove_cvref_t<decltype(rows[0])>;
  static_assert(std::is_same_v<std::tuple_element_t<0, row_type>, std::optional<std::int32_t>>);
  static_assert(std::is_same_v<std::tuple_element_t<1, row_type>, std::string>);
  CHECK(rows[0].get<0>() == 1);
  CHECK(!rows[1].get<0>());
  CHECK(rows[1].get<1>() == "none");
}

}  // namespace
