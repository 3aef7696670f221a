#include "kit/diff/change.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/diff/json.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::db;

namespace {

const object_id users = table_id("public", "users");

change create(const object_id& id, object value) {
  return {change_verb::create, id, std::nullopt, std::nullopt, std::move(value)};
}
change drop(const object_id& id, object value) {
  return {change_verb::drop, id, std::nullopt, std::move(value), std::nullopt};
}
change alter(const object_id& id, object before, object after) {
  return {change_verb::alter, id, std::nullopt, std::move(before), std::move(after)};
}
change rename(const object_id& from, const object_id& to) {
  return {change_verb::rename, from, to, std::nullopt, std::nullopt};
}

column text_column(int position = 0) {
  column value;
  value.position = position;
  value.type.sql = "text";
  return value;
}

std::string complaint_about(database model, const change& c) {
  try {
    apply(model, {c});
    return "";
  } catch (const error& failure) {
    return failure.what();
  }
}

database renamed(database model, const object_id& from, const object_id& to) {
  apply_rename(model, from, to);
  return model;
}

}  // namespace

TEST_CASE("a change says in a line what it is") {
  CHECK(describe(create(users, table{})) == "create table users");
  CHECK(describe(alter(column_id(users, "email"), text_column(), text_column())) == "alter column users.email");
  CHECK(describe(rename(column_id(users, "name"), column_id(users, "full name"))) ==
        "rename column users.name to \"full name\"");
  CHECK(describe(rename(users, table_id("auth", "users"))) == "rename table users to auth.users");
}

TEST_CASE("the inverse of the inverse is the change, and each undoes the other") {
  const database model = db().table("users").column("a", "text").column("b", "integer");
  column altered = text_column();
  altered.not_null = true;
  const std::vector<change> samples = {
      create(table_id("public", "posts"), table{}),
      drop(column_id(users, "a"), text_column()),
      alter(column_id(users, "a"), text_column(), altered),
      rename(users, table_id("public", "accounts")),
  };
  for (const auto& c : samples) {
    CHECK(inverse(inverse(c)) == c);
    database changed = model;
    apply(changed, {c});
    CHECK(changed != model);
    apply(changed, {inverse(c)});
    CHECK(changed == model);
  }
}

TEST_CASE("a change that does not fit is refused with the object and the reason") {
  const database model = db().table("users").column("a", "text");
  const object_id a = column_id(users, "a");
  column number;
  number.type.sql = "integer";
  CHECK(complaint_about(model, create(users, table{})).find("create table users: it exists already") !=
        std::string::npos);
  CHECK(complaint_about(model, drop(table_id("public", "x"), table{})).find("drop table x: it does not exist") !=
        std::string::npos);
  CHECK(complaint_about(model, drop(a, number)).find("not as the change expects") != std::string::npos);
  CHECK(complaint_about(model, alter(a, number, text_column())).find("not as the change expects") != std::string::npos);
  CHECK(complaint_about(model, rename(column_id(users, "b"), column_id(users, "c"))).find("does not exist") !=
        std::string::npos);
  CHECK(complaint_about(model, rename(users, users)).empty());
  CHECK(complaint_about(model, create(table_id("public", "t"), text_column())).find("malformed") != std::string::npos);
  CHECK(complaint_about(model, {change_verb::alter, a, std::nullopt, std::nullopt, text_column()}).find("malformed") !=
        std::string::npos);
}

TEST_CASE("a rename that cannot be is refused") {
  const database model = db().enum_type("mood", {"a"}).table("users").serial("a").column("b", "text").table("posts");
  struct sample {
    object_id from;
    object_id to;
    const char* said;
  };
  const sample samples[] = {
      {users, table_id("public", "posts"), "taken"},
      {users, enum_id("public", "x"), "enum_type"},
      {users, table_id("public", ""), "empty"},
      {column_id(users, "b"), column_id(users, "a"), "taken"},
      {column_id(users, "b"), column_id(table_id("public", "posts"), "b"), "parent"},
      {sequence_id("public", "users_a_seq"), sequence_id("auth", "users_a_seq"), "belongs to column users.a"},
  };
  for (const auto& [from, to, said] : samples) {
    const std::string complaint = complaint_about(model, rename(from, to));
    INFO(complaint);
    CHECK(complaint.find(said) != std::string::npos);
  }
}

TEST_CASE("a column added to a table that is there comes last, whatever place the source gives it") {
  database model = db().table("users").column("a", "text").column("b", "text");
  apply(model, {create(column_id(users, "c"), text_column(1)), drop(column_id(users, "a"), text_column())});
  const auto columns = columns_of(model, users);
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].id->name == "b");
  CHECK(columns[1].id->name == "c");
}

TEST_CASE("the columns of a table made in the same changes stand where they are said to") {
  database model = db();
  apply(model, {create(users, table{}), create(column_id(users, "a"), text_column(2)),
                create(column_id(users, "z"), text_column(1))});
  const auto columns = columns_of(model, users);
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].id->name == "z");
}

TEST_CASE("an altered column keeps its place") {
  database model = db().table("users").column("a", "text").column("b", "text");
  column value = text_column(9);
  value.not_null = true;
  apply(model, {alter(column_id(users, "a"), text_column(), value)});
  CHECK(columns_of(model, users).front().id->name == "a");
  CHECK(columns_of(model, users).front().value->not_null);
}

TEST_CASE("a renamed table takes its columns, constraints, indexes, keys that point to it and sequences along") {
  const auto with_name = [](const std::string& name) {
    auto builder = db();
    builder.table(name).column("id", "integer").primary_key({"id"}, "users_pkey").index({"id"}, "i");
    builder.check("c", name + ".id > 0", {column_id(table_id("public", name), "id")});
    builder.add(sequence_id("public", "s"), sequence{"bigint", {}, column_id(table_id("public", name), "id"), {}});
    builder.table("posts").column("user_id", "integer").references(name);
    return builder.build();
  };
  CHECK(renamed(with_name("users"), users, table_id("public", "accounts")) == with_name("accounts"));
}

TEST_CASE("a renamed column is followed by keys, indexes, expressions and foreign keys on both sides") {
  const auto with_name = [](const std::string& name) {
    squall::kit::index by_expression;
    by_expression.keys.emplace_back().expression = sql_expression{"lower(" + name + ")", {column_id(users, name)}};
    by_expression.include = {name};
    by_expression.where = sql_expression{name + " IS NOT NULL", {}};
    foreign_key partial{
        {"a", name}, table_id("public", "users"), {"a", name}, {}, foreign_key_action::set_null, {}, {name}, {}, {}};
    return db()
        .table("users")
        .column("a", "text")
        .column(name, "text")
        .serial("n")
        .column("g", "text")
        .generated("upper(" + name + ")", {column_id(users, name)})
        .primary_key({"a", name}, "pk")
        .unique({name}, "uq")
        .check("c", "(" + name + " <> ''::text)")
        .index({name, "a"}, "i1")
        .index("i2", by_expression)
        .add({object_kind::foreign_key, "public", "users", "self"}, partial)
        .table("posts")
        .column("name", "text")
        .foreign_key({"name"}, users, {name}, {}, "f")
        .index({"name"}, "pi")
        .check("pc", "(name <> ''::text)")
        .build();
  };
  CHECK(renamed(with_name("name"), column_id(users, "name"), column_id(users, "full_name")) == with_name("full_name"));
}

TEST_CASE("references follow too, though equality does not look at them") {
  database model = db().table("users").column("a", "text").check("c", "a > ''", {column_id(users, "a")});
  apply_rename(model, column_id(users, "a"), column_id(users, "b"));
  apply_rename(model, users, table_id("public", "t"));
  const auto* value = model.find<check>({object_kind::check, "public", "t", "c"});
  REQUIRE(value != nullptr);
  CHECK(value->condition.references == std::vector<object_id>{column_id(table_id("public", "t"), "b")});
}

TEST_CASE("a renamed sequence is followed by the default that draws from it") {
  const database before = db().table("users").serial("id");
  const database after = renamed(before, sequence_id("public", "users_id_seq"), sequence_id("public", "other"));
  const auto* id = after.find<column>(column_id(users, "id"));
  CHECK(id->default_value->sql == "nextval('public.other'::regclass)");
  CHECK(id->default_value->references == std::vector<object_id>{sequence_id("public", "other")});
}

TEST_CASE("a renamed column stays the owner of its sequence") {
  const database after = renamed(db().table("users").serial("id"), column_id(users, "id"), column_id(users, "key"));
  CHECK(after.find<sequence>(sequence_id("public", "users_id_seq"))->owned_by == column_id(users, "key"));
}

TEST_CASE("a renamed enum is followed by columns, arrays of it, and casts") {
  const auto with_name = [](const std::string& name) {
    const object_id type = enum_id("public", name);
    return db()
        .enum_type(name, {"sad", "happy"})
        .table("users")
        .enum_column("a", type)
        .default_value("'sad'::public." + name)
        .enum_column("b", type, "[]")
        .build();
  };
  const database after = renamed(with_name("mood"), enum_id("public", "mood"), enum_id("public", "feeling"));
  CHECK(after == with_name("feeling"));
  CHECK(after.find<column>(column_id(users, "b"))->type.user_type == enum_id("public", "feeling"));
}

TEST_CASE("a renamed schema takes everything in it along, and everything that names it follows") {
  const auto with_name = [](const std::string& name) {
    const object_id type = enum_id(name, "mood");
    return db()
        .schema(name)
        .enum_type("mood", {"sad"})
        .table("users")
        .serial("id")
        .primary_key()
        .enum_column("m", type)
        .in_schema("public")
        .table("posts")
        .column("user_id", "integer")
        .enum_column("m", type, "[]")
        .foreign_key({"user_id"}, table_id(name, "users"), {"id"})
        .build();
  };
  CHECK(renamed(with_name("auth"), schema_id("auth"), schema_id("login")) == with_name("login"));
}

TEST_CASE("a table that moves to another schema takes the sequences of its columns along") {
  const auto in = [](const std::string& schema) {
    return db().schema("auth").in_schema(schema).table("users").serial("id").build();
  };
  CHECK(renamed(in("public"), users, table_id("auth", "users")) == in("auth"));
  CHECK(renamed(in("auth"), table_id("auth", "users"), users) == in("public"));
}

TEST_CASE("changes come back from their JSON as they were") {
  const std::vector<change> samples = {
      create(users, table{"comment"}),
      drop(column_id(users, "a"), text_column(3)),
      alter(column_id(users, "a"), text_column(1), text_column(2)),
      rename(users, table_id("auth", "users")),
  };
  for (const auto& c : samples) {
    CHECK(change_from_json(to_json(c)) == c);
    CHECK(to_json(change_from_json(to_json(c))).dump() == to_json(c).dump());
  }
}

TEST_CASE("a change in JSON that lacks a part or has one too many is refused with its path") {
  const std::string object = R"({"kind":"schema","name":"a"})";
  const std::string other = R"({"kind":"schema","name":"b"})";
  const std::string samples[] = {
      "{}",
      R"({"verb":"make","after":)" + object + "}",
      R"({"verb":"create"})",
      R"({"verb":"create","before":)" + object + "}",
      R"({"verb":"drop","before":)" + object + R"(,"after":)" + object + "}",
      R"({"verb":"alter","before":)" + object + R"(,"after":)" + other + "}",
      R"({"verb":"rename","from":)" + object + "}",
      R"({"verb":"create","after":)" + object + R"(,"note":"x"})",
      R"({"verb":"create","after":{"kind":"schema","name":"a","x":1}})",
  };
  for (const auto& text : samples) {
    INFO(text);
    try {
      static_cast<void>(change_from_json(nlohmann::ordered_json::parse(text), "changes[4]"));
      FAIL("no error");
    } catch (const error& failure) {
      CHECK(std::string(failure.what()).starts_with("changes[4]"));
    }
  }
}
