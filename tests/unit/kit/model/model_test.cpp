#include "kit/model/model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::db;

namespace {

std::vector<std::string> names_of(const std::vector<column_entry>& columns) {
  std::vector<std::string> names;
  for (const auto& entry : columns) {
    names.push_back(entry.id->name);
  }
  return names;
}

std::vector<object_id> dependencies(const database& model, const object_id& id) {
  return dependencies_of(id, model.objects.at(id));
}

bool has(const std::vector<object_id>& ids, const object_id& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

TEST_CASE("the alternatives of object stand in the order of object_kind") {
  CHECK(kind_of(object(schema{})) == object_kind::schema);
  CHECK(kind_of(object(enum_type{})) == object_kind::enum_type);
  CHECK(kind_of(object(sequence{})) == object_kind::sequence);
  CHECK(kind_of(object(table{})) == object_kind::table);
  CHECK(kind_of(object(column{})) == object_kind::column);
  CHECK(kind_of(object(primary_key{})) == object_kind::primary_key);
  CHECK(kind_of(object(unique{})) == object_kind::unique);
  CHECK(kind_of(object(check{})) == object_kind::check);
  CHECK(kind_of(object(foreign_key{})) == object_kind::foreign_key);
  CHECK(kind_of(object(squall::kit::index{})) == object_kind::index);
}

TEST_CASE("an empty database has schema public and nothing else") {
  const database empty = empty_database();
  CHECK(empty.objects.size() == 1);
  CHECK(empty.contains(schema_id("public")));
}

TEST_CASE("columns come by position and from their own table only") {
  const database model = db().table("user")
                             .column("zip", "text")
                             .column("age", "integer")
                             .table("users")
                             .column("z", "text")
                             .column("a", "text")
                             .column("m", "text")
                             .table("usersx")
                             .column("other", "text")
                             .schema("auth")
                             .table("users")
                             .column("elsewhere", "text");
  CHECK(names_of(columns_of(model, table_id("public", "users"))) == std::vector<std::string>{"z", "a", "m"});
  CHECK(names_of(columns_of(model, table_id("auth", "users"))) == std::vector<std::string>{"elsewhere"});
  CHECK(columns_of(model, table_id("public", "nobody")).empty());
}

TEST_CASE("a place among the columns and known references are no part of equality") {
  column a;
  a.type.sql = "text";
  a.default_value = sql_expression{"f()", {}};
  column b = a;
  b.position = 7;
  b.default_value->references.push_back(schema_id("x"));
  CHECK(a == b);
  b.default_value->sql = "g()";
  CHECK_FALSE(a == b);
}

TEST_CASE("a column stands on its table, its type and what its default names") {
  const object_id mood = enum_id("types", "mood");
  const database model = db().table("people").serial("id").enum_column("moods", mood, "[]");
  const object_id people = table_id("public", "people");
  const auto id = dependencies(model, column_id(people, "id"));
  CHECK(has(id, people));
  CHECK(has(id, sequence_id("public", "people_id_seq")));
  CHECK(has(dependencies(model, column_id(people, "moods")), mood));
}

TEST_CASE("an owned sequence does not stand on its owner, so that the two make no circle") {
  const database model = db().table("people").serial("id");
  CHECK(dependencies(model, sequence_id("public", "people_id_seq")) == std::vector<object_id>{schema_id("public")});
}

TEST_CASE("a foreign key stands on both tables and on the columns of both sides") {
  const database model = db().table("users")
                             .column("id", "uuid")
                             .primary_key()
                             .table("posts")
                             .column("author_id", "uuid")
                             .references("users");
  const object_id users = table_id("public", "users");
  const object_id posts = table_id("public", "posts");
  const auto needed = dependencies(model, {object_kind::foreign_key, "public", "posts", "posts_author_id_fkey"});
  CHECK(needed == std::vector<object_id>{posts, column_id(posts, "author_id"), users, column_id(users, "id")});
}

TEST_CASE("an index stands on key columns, included columns and what its expressions name, each once") {
  const object_id t = table_id("public", "t");
  squall::kit::index value;
  value.keys.emplace_back().column = "a";
  value.keys.emplace_back().expression = sql_expression{"lower(b)", {column_id(t, "b")}};
  value.include = {"c", "a"};
  value.where = sql_expression{"d > 0", {column_id(t, "d")}};
  const auto needed = dependencies_of({object_kind::index, "public", "t", "i"}, value);
  // The relation may be a view: whichever of the three is there.
  const object_id view{object_kind::view, "public", {}, "t"};
  const object_id materialized{object_kind::materialized_view, "public", {}, "t"};
  CHECK(needed == std::vector<object_id>{t, view, materialized, column_id(t, "a"), column_id(t, "b"), column_id(t, "c"),
                                         column_id(t, "d")});
}
