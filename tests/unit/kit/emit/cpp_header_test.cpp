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

#include <squall/relations.hpp>
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

template <class M>
struct UsersRelations {
  rel<M, many(db::posts, db::posts.author_id)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

template <class M>
struct PostsRelations {
  rel<M, one(users, posts.author_id)> author;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);

}  // namespace db
)");
}

TEST_CASE("relations follow from the foreign keys, and no two have one name") {
  model_builder db;
  db.table("users").column("id", "integer").primary_key();
  db.column("boss", "text");
  db.table("profiles").column("user_id", "integer").primary_key().references("users");
  db.table("posts").column("id", "integer").primary_key();
  db.column("author_id", "integer").references("users");
  db.column("boss_id", "integer").references("users");
  db.column("parent_id", "integer").references("posts");
  db.table("tags").column("a", "integer").not_null();
  db.column("b", "integer").not_null().primary_key({"a", "b"});
  db.table("post_tags").column("post_id", "integer").not_null().references("posts");
  db.column("tag_a", "integer").not_null();
  db.column("tag_b", "integer").not_null();
  db.foreign_key({"tag_a", "tag_b"}, table_id("public", "tags"), {"a", "b"});
  db.table("likes").column("user_id", "integer").not_null().references("users");
  db.column("post_id", "integer").not_null().references("posts").primary_key({"user_id", "post_id"});
  const std::string text = header(db);
  INFO(text);
  for (const char* line : {
           "  rel<M, one(profiles, profiles.user_id)> profile;\n",
           "  rel<M, many(db::posts, db::posts.author_id)> posts_by_author;\n",
           "  rel<M, many(db::posts, db::posts.boss_id)> posts_by_boss;\n",
           "  rel<M, many(db::posts).through(db::likes.user_id, db::likes.post_id)> posts;\n",
           "  rel<M, one(db::users, posts.boss_id)> boss;\n",
           "  rel<M, one(posts, posts.parent_id)> parent;\n",
           "  rel<M, many(posts, posts.parent_id)> children;\n",
           "  rel<M, one(tags).fields(post_tags.tag_a, post_tags.tag_b).references(tags.a, tags.b)> tag;\n",
       }) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
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

TEST_CASE("what has a word of its own is said with it, and nothing is left to SQL") {
  model_builder db;
  db.schema("app");
  const auto t = table_id("app", "orders");
  db.table("orders").column("id", "integer").primary_key();
  db.column("placed", "date").not_null();
  auto access = access_control{.owner = "boss", .granted = {}, .revoked = {}, .labels = {}};
  access.granted = {{"reader", "SELECT", false}, {"", "SELECT", false}, {"writer", "INSERT", true}};
  database model = db;
  std::get<table>(model.objects.at(t)).access = access;
  std::get<table>(model.objects.at(t)).replica_identity = replica_identity_kind::index;
  std::get<table>(model.objects.at(t)).replica_identity_index = "orders_pkey";
  std::get<column>(model.objects.at(column_id(t, "placed"))).access.granted = {{"clerk", "UPDATE", false}};
  trigger touch;
  touch.timing = trigger_timing::before;
  touch.events = {"INSERT", "UPDATE"};
  touch.update_columns = {"placed"};
  touch.for_each_row = true;
  touch.when = "NEW.id > 0";
  touch.function = "app.touch";
  touch.arguments = {"it's"};
  touch.enabled = firing::disabled;
  model.objects[{object_kind::trigger, "app", "orders", "touch"}] = touch;
  model.objects[{object_kind::statistics, "app", {}, "st"}] = statistics{.table = t,
                                                                         .kinds = {"mcv"},
                                                                         .columns = {"id"},
                                                                         .expressions = {"(id + 1)"},
                                                                         .target = 9,
                                                                         .comment = {},
                                                                         .access = {},
                                                                         .references = {}};
  model.objects[{object_kind::domain, "app", {}, "year"}] = domain{.base = {"integer", {}},
                                                                   .not_null = true,
                                                                   .not_null_name = {},
                                                                   .default_value = {},
                                                                   .collation = {},
                                                                   .checks = {{"year_check", "VALUE > 0", false, {}}},
                                                                   .comment = "c",
                                                                   .access = {},
                                                                   .references = {}};
  model.objects[{object_kind::extension, {}, {}, "pg_trgm"}] =
      extension{.schema = "app", .version = "1.6", .comment = {}, .references = {}};
  model.objects[{object_kind::composite_type, "app", {}, "pair"}] =
      composite_type{.attributes = {{"a", {"text", {}}, {}, {}}}, .comment = "two", .access = {}};
  sequence numbers;
  numbers.options.increment = -2;
  numbers.options.maximum = -1;
  numbers.options.minimum = INT64_MIN;
  numbers.options.start = -1;
  numbers.owned_by = column_id(t, "id");
  model.objects[sequence_id("app", "numbers")] = numbers;
  const auto files = emit_cpp_header(model);
  CHECK(files.kept_as_sql == std::vector<std::string>{});
  const std::string& text = files.files.at("schema.hpp");
  for (const char* line : {
           R"x(owner("boss"), grant("select").to("reader", "public"))x",
           R"x(grant("insert").to("writer").with_grant_option())x",
           R"x(grant("update").columns(t.placed).to("clerk"))x",
           R"x(replica_identity_using_index("orders_pkey"))x",
           R"x(.on_update_of(t.placed))x",
           R"x(.execute("app.touch('it''s')"))x",
           R"x(.disabled())x",
           R"x(statistics("st").on(t.id, sql("(id + 1)")).kinds("mcv").target(9))x",
           R"x(domain<"year", "app">("integer", {.check = "VALUE > 0", .not_null = true, .comment = "c"}))x",
           R"x(extension("pg_trgm", {.schema = "app"}))x",
           R"x(composite<Pair, "pair", "app">("two"))x",
           R"x(sequence<"numbers", "app">(orders.id, {.increment = -2}))x",
       }) {
    INFO(text);
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("partitions stand behind their table, children name their parents, and views are structs") {
  model_builder db;
  db.table("events").column("id", "integer").not_null();
  db.table("a_part");
  db.table("log").column("id", "integer");
  db.table("audit").column("own", "boolean");
  database model = db;
  std::get<table>(model.objects.at(table_id("public", "events"))).partition_by = "LIST (id)";
  auto& part = std::get<table>(model.objects.at(table_id("public", "a_part")));
  part.partition_of = table_id("public", "events");
  part.partition_bound = "FOR VALUES IN (1)";
  std::get<table>(model.objects.at(table_id("public", "audit"))).inherits = {table_id("public", "log")};
  view seen;
  seen.query = "SELECT 1 AS \"e-mail\"\n  FROM x";
  seen.options = {{"security_barrier", "true"}, {"check_option", "local"}};
  seen.outputs.list = {{"e-mail", "integer"}};
  seen.comment = "what";
  model.objects[{object_kind::view, "public", {}, "seen"}] = seen;
  const auto files = emit_cpp_header(model);
  CHECK(files.kept_as_sql == std::vector<std::string>{});
  const std::string& text = files.files.at("schema.hpp");
  INFO(text);
  CHECK(text.find("inline const auto a_part = partition<\"a_part\">(events, \"FOR VALUES IN (1)\");") !=
        std::string::npos);
  CHECK(text.find("struct Audit {\n  col<M, integer()> id;\n  col<M, boolean()> own;\n};") != std::string::npos);
  CHECK(text.find("list(inherits(log))") != std::string::npos);
  CHECK(text.find("col<M, integer().named(\"e-mail\")> e_mail;") != std::string::npos);
  CHECK(text.find("view<Seen, \"seen\">(R\"sql(\nSELECT 1") != std::string::npos);
  CHECK(text.find("{.security_barrier = true, .check_option = \"local\", .comment = \"what\"}") != std::string::npos);
}

TEST_CASE("what is kept as SQL is named once, and no setting is an object") {
  model_builder db;
  db.table("t").column("id", "integer").primary_key();
  database model = db;
  routine f;
  f.returns = "integer";
  f.language = "sql";
  f.body = "select 1";
  model.objects[{object_kind::routine, "public", {}, "f", ""}] = f;
  model.objects[{object_kind::rule, "public", "t", "r"}] =
      rule{.definition = "ON DELETE TO public.t DO INSTEAD NOTHING", .enabled = {}, .comment = "c", .references = {}};
  const auto files = emit_cpp_header(model);
  CHECK(files.kept_as_sql == std::vector<std::string>{"rule r on t"});
  const std::string& text = files.files.at("schema.hpp");
  CHECK(text.find("function(\"f\", R\"sql(\nCREATE FUNCTION public.f()") != std::string::npos);
  CHECK(text.find("check_function_bodies") == std::string::npos);
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
