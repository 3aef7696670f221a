// Models for tests, in a few words:
//
//   const database model = db().table("users").column("id", "uuid").primary_key().column("email", "text").unique();
//
// Names that PostgreSQL would make up are made up the same way: users_pkey, users_email_key, posts_author_id_fkey.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit::testing {

class model_builder {
 public:
  using names = std::vector<std::string>;

  model_builder() : db_(empty_database()) {}

  // NOLINTNEXTLINE(google-explicit-constructor): a test says `const database model = db()…;`
  operator database() const { return db_; }
  [[nodiscard]] const database& build() const { return db_; }

  /// Makes the schema; what follows is made in it.
  model_builder& schema(const std::string& name) {
    db_.objects.try_emplace(schema_id(name), kit::schema{});
    schema_ = name;
    return *this;
  }
  /// What follows is made in that schema, which need not be there.
  model_builder& in_schema(const std::string& name) {
    schema_ = name;
    return *this;
  }

  model_builder& enum_type(const std::string& name, names labels) {
    return add(enum_id(schema_, name), kit::enum_type{std::move(labels), {}});
  }
  model_builder& sequence(const std::string& name, sequence_options options = {}) {
    return add(sequence_id(schema_, name), kit::sequence{"bigint", options, std::nullopt, {}});
  }
  model_builder& table(const std::string& name) {
    table_ = table_id(schema_, name);
    position_ = 0;
    return add(table_, kit::table{});
  }

  // Columns of the table named last.
  model_builder& column(const std::string& name, const std::string& type) {
    column_ = column_id(table_, name);
    kit::column value;
    value.position = ++position_;
    value.type.sql = type;
    return add(column_, std::move(value));
  }
  model_builder& enum_column(const std::string& name, const object_id& type, const std::string& suffix = "") {
    column(name, sql_name(type) + suffix);
    current().type.user_type = type;
    return *this;
  }
  /// serial: integer, NOT NULL, a sequence of its own.
  model_builder& serial(const std::string& name) {
    const object_id made = sequence_id(schema_, table_.name + "_" + name + "_seq");
    column(name, "integer").not_null();
    current().default_value = sql_expression{"nextval(" + sql_literal(sql_name(made)) + "::regclass)", {made}};
    sequence_options options;
    options.maximum = INT32_MAX;
    return add(made, kit::sequence{"integer", options, column_, {}});
  }

  // The column named last.
  model_builder& not_null() {
    current().not_null = true;
    return *this;
  }
  model_builder& default_value(const std::string& sql, std::vector<object_id> references = {}) {
    current().default_value = sql_expression{sql, std::move(references)};
    return *this;
  }
  model_builder& generated(const std::string& sql, std::vector<object_id> references = {}) {
    current().generated = sql_expression{sql, std::move(references)};
    return *this;
  }
  model_builder& identity(identity_kind kind = identity_kind::always, sequence_options options = {}) {
    current().identity = identity_column{kind, options};
    return not_null();
  }
  model_builder& collation(const std::string& qualified) {
    current().collation = qualified;
    return *this;
  }
  model_builder& position(int place) {
    current().position = place;
    return *this;
  }
  model_builder& primary_key() { return not_null().primary_key({column_.name}); }
  model_builder& unique() { return unique({column_.name}); }
  model_builder& references(const std::string& table, const std::string& column = "id",
                            foreign_key_action on_delete = {}) {
    return foreign_key({column_.name}, table_id(schema_, table), {column}, on_delete);
  }

  // Constraints and indexes of the table named last; an empty name is made up.
  model_builder& primary_key(names columns, const std::string& name = "") {
    kit::primary_key value;
    value.columns = std::move(columns);
    const std::string chosen = name.empty() ? table_.name + "_pkey" : name;
    return add_part(object_kind::primary_key, chosen, std::move(value));
  }
  model_builder& unique(names columns, const std::string& name = "") {
    kit::unique value;
    value.columns = std::move(columns);
    const std::string chosen = name.empty() ? made_up(value.columns, "key") : name;
    return add_part(object_kind::unique, chosen, std::move(value));
  }
  model_builder& check(const std::string& name, const std::string& sql, std::vector<object_id> references = {}) {
    kit::check value;
    value.condition = sql_expression{sql, std::move(references)};
    return add_part(object_kind::check, name, std::move(value));
  }
  model_builder& foreign_key(names columns, const object_id& referenced, names referenced_columns,
                             foreign_key_action on_delete = {}, const std::string& name = "") {
    kit::foreign_key value;
    value.columns = std::move(columns);
    value.referenced_table = referenced;
    value.referenced_columns = std::move(referenced_columns);
    value.on_delete = on_delete;
    const std::string chosen = name.empty() ? made_up(value.columns, "fkey") : name;
    return add_part(object_kind::foreign_key, chosen, std::move(value));
  }
  model_builder& index(names columns, const std::string& name = "") {
    kit::index value;
    for (const auto& key : columns) {
      value.keys.emplace_back().column = key;
    }
    const std::string chosen = name.empty() ? made_up(columns, "idx") : name;
    return add_part(object_kind::index, chosen, std::move(value));
  }
  model_builder& index(const std::string& name, kit::index value) {
    return add_part(object_kind::index, name, std::move(value));
  }

  /// The comment of the object made last.
  model_builder& comment(const std::string& text) {
    *comment_of(db_.objects.at(last_)) = text;
    return *this;
  }

  model_builder& add(const object_id& id, object value) {
    db_.objects.insert_or_assign(id, std::move(value));
    last_ = id;
    return *this;
  }

 private:
  kit::column& current() { return std::get<kit::column>(db_.objects.at(column_)); }

  model_builder& add_part(object_kind kind, const std::string& name, object value) {
    return add({kind, table_.schema, table_.name, name}, std::move(value));
  }

  [[nodiscard]] std::string made_up(const names& columns, const char* suffix) const {
    std::string name = table_.name;
    for (const auto& column : columns) {
      name += "_" + column;
    }
    return name + "_" + suffix;
  }

  database db_;
  std::string schema_ = "public";
  object_id table_;
  object_id column_;
  object_id last_;
  int position_ = 0;
};

/// An empty database, schema `public` alone, to be built upon.
inline model_builder db() { return {}; }

}  // namespace squall::kit::testing
