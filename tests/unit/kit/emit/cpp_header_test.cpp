// What pull writes is read by people: its text is checked here, its meaning on real servers in tests/e2e.
#include <doctest/doctest.h>

#include "kit/base/error.hpp"
#include "kit/emit/cpp_header.hpp"
#include "kit/emit/cpp_names.hpp"
#include "kit/emit/cpp_text.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::model_builder;

namespace {

std::string header(const database& model, const header_options& options = {}) {
  return emit_cpp_header(model, options).files.at("schema.hpp");
}

}  // namespace

TEST_CASE("a header reads as a person would have written it") {
  model_builder db;
  db.enum_type("post_status", {"draft", "published"});
  db.table("posts").column("id", "bigint").primary_key().identity();
  db.column("author_id", "uuid").not_null().references("users", "id", foreign_key_action::cascade);
  db.enum_column("status", enum_id("public", "post_status")).not_null().default_value("'draft'::public.post_status");
  db.column("created_at", "timestamp with time zone").not_null().default_value("now()");
  db.index({"author_id"});
  db.table("users").column("id", "uuid").primary_key().default_value("gen_random_uuid()");
  db.column("email", "character varying(255)").not_null().unique();
  db.column("text", "text").default_value("'none'::text");
  CHECK(header(db) == R"(#pragma once

#include <squall/schema.hpp>

namespace db {

using namespace squall;

enum class PostStatus { draft, published };

template <class M>
struct Users {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, pg::text().default_("none")> text;
};
inline constexpr auto users = table<Users, "users">();
using User = select_t<Users>;

template <class M>
struct Posts {
  col<M, bigint().primary_key().generated_always_as_identity()> id;
  col<M, uuid().not_null().references(users.id, {.on_delete = cascade})> author_id;
  col<M, enumeration<PostStatus>().not_null().default_(PostStatus::draft)> status;
  col<M, timestamptz().not_null().default_now()> created_at;
};
inline constexpr auto posts = table<Posts, "posts">([](auto t) {
  return list(index().on(t.author_id));
});
using Post = select_t<Posts>;

}  // namespace db
)");
}

TEST_CASE("tables that refer to each other are declared before they are there") {
  model_builder db;
  db.table("a").column("id", "integer").primary_key();
  db.column("b_id", "integer").references("b");
  db.table("b").column("id", "integer").primary_key();
  db.column("a_id", "integer").references("a");
  const std::string text = header(db);
  CHECK(text.find("template <class M>\nstruct A;\n") != std::string::npos);
  CHECK(text.find(".references<A>(\"id\")") != std::string::npos);
  CHECK(text.find(".references(b.id)") != std::string::npos);
}

TEST_CASE("any name becomes an identifier, and keeps its own beside it") {
  model_builder db;
  db.table("Odd \"table\"").column("class", "integer").primary_key();
  db.column("a b", "integer");
  db.column("größe", "integer");
  const std::string text = header(db);
  CHECK(text.find("struct OddTable {") != std::string::npos);
  CHECK(text.find("table<OddTable, \"Odd \\\"table\\\"\">") != std::string::npos);
  CHECK(text.find("> class_;") != std::string::npos);
  CHECK(text.find(".named(\"a b\")> a_b;") != std::string::npos);
  CHECK(text.find(".named(\"größe\")> gr_e;") != std::string::npos);
}

TEST_CASE("a label that is no enumerator is said in the traits") {
  model_builder db;
  db.enum_type("state", {"in progress", "done"});
  db.table("jobs").column("id", "integer").primary_key();
  db.enum_column("state", enum_id("public", "state"));
  const std::string text = header(db);
  CHECK(text.find("enum class State { in_progress, done };") != std::string::npos);
  CHECK(text.find("{db::State::in_progress, \"in progress\"},") != std::string::npos);
}

TEST_CASE("split, a header includes what its tables refer to") {
  model_builder db;
  db.table("posts").column("id", "integer").primary_key();
  db.column("user_id", "integer").references("users");
  db.table("users").column("id", "integer").primary_key();
  const auto files = emit_cpp_header(db, {.split = header_split::table}).files;
  REQUIRE(files.contains("schema/posts.hpp"));
  CHECK(files.at("schema/posts.hpp").find("#include \"users.hpp\"") != std::string::npos);
  CHECK(files.at("schema.hpp").find("#include \"schema/posts.hpp\"") != std::string::npos);
}

TEST_CASE("a namespace has to be one") {
  const model_builder db;
  CHECK_THROWS_AS(header(db, {.space = "a b"}), error);
  CHECK_THROWS_AS(header(db, {.space = "namespace"}), error);
  CHECK_THROWS_AS(header(db, {.space = ""}), error);
}

TEST_CASE("plurals become singulars, and what is none stays") {
  CHECK(singular_of("Categories") == "Category");
  CHECK(singular_of("Boxes") == "Box");
  CHECK(singular_of("Addresses") == "Address");
  CHECK(singular_of("People") == "Person");
  CHECK(singular_of("UserMovies") == "UserMovie");
  CHECK(singular_of("Status") == "Status");
  CHECK(singular_of("News") == "News");
}

TEST_CASE("text becomes one literal, or a raw one that its content cannot end") {
  CHECK(cpp_string("a\"b\\c\x01"
                   "1") == R"x("a\"b\\c\0011")x");
  CHECK(cpp_sql_string("a\n)sql\"b") == "R\"sql1(a\n)sql\"b)sql1\"");
}
