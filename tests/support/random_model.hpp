// Models as they come: every kind of object, names that need quoting, every option now and then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit::testing {

/// The model that belongs to a seed. Small pools of names make two models of it overlap.
class random_model {
 public:
  explicit random_model(std::uint32_t seed) : random_(seed) {}

  database draw() {
    db_ = empty_database();
    for (const auto& schema_name : some_of({"public", "auth", "Käse \"1\""}, 1)) {
      db_.objects.insert_or_assign(schema_id(schema_name), schema{text()});
      fill(schema_name);
    }
    return db_;
  }

 private:
  using names = std::vector<std::string>;

  std::size_t below(std::size_t end) { return random_() % end; }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <class T>
  T one_of(std::vector<T> values) {
    return values[below(values.size())];
  }
  names some_of(const names& pool, std::size_t at_least) {
    names chosen;
    for (const auto& name : pool) {
      if (chosen.size() < at_least || chance(60)) {
        chosen.push_back(name);
      }
    }
    return chosen;
  }
  std::string text() { return one_of<std::string>({"", "", "it's", "zwei\nZeilen ✓"}); }

  void fill(const std::string& schema_name) {
    for (const auto& name : some_of({"mood", "Order State"}, 0)) {
      enums_.push_back(enum_id(schema_name, name));
      db_.objects.emplace(enums_.back(), enum_type{some_of({"sad", "o'k", "happy"}, 1), text()});
    }
    for (const auto& name : some_of({"counter", "ticket_no"}, 0)) {
      db_.objects.emplace(sequence_id(schema_name, name), draw_sequence());
    }
    for (const auto& name : some_of({"users", "accounts", "order"}, 0)) {
      draw_table(table_id(schema_name, name));
    }
  }

  sequence_options draw_options() {
    return {one_of<std::int64_t>({1, 2}),         one_of<std::int64_t>({1, -1, 10}),
            one_of<std::int64_t>({1, INT64_MIN}), one_of<std::int64_t>({INT64_MAX, 100}),
            one_of<std::int64_t>({1, 32}),        chance(30)};
  }
  sequence draw_sequence() {
    return {one_of<std::string>({"bigint", "integer"}), draw_options(), std::nullopt, false, text(), {}};
  }

  void draw_table(const object_id& id) {
    db_.objects.emplace(id, table{text()});
    const names columns = some_of({"id", "email", "E mail", "user", "qty"}, 1);
    int position = 0;
    for (const auto& name : columns) {
      db_.objects.emplace(column_id(id, name), draw_column(column_id(id, name), ++position));
    }
    draw_parts(id, columns);
    tables_.push_back(id);
  }

  column draw_column(const object_id& id, int position) {
    column value;
    value.position = position;
    value.type.sql = one_of<std::string>({"integer", "text", "character varying(20)"});
    if (!enums_.empty() && chance(25)) {
      value.type.user_type = one_of(enums_);
      value.type.sql = sql_identifier(value.type.user_type->schema) + "." + sql_identifier(value.type.user_type->name);
    }
    value.not_null = chance(50);
    value.collation = chance(10) ? "pg_catalog.\"C\"" : "";
    value.comment = text();
    draw_value(id, value);
    return value;
  }

  void draw_value(const object_id& id, column& value) {
    switch (below(6)) {
      case 0:
        value.default_value = sql_expression{one_of<std::string>({"0", "'a b'::text"}), {}};
        break;
      case 1:
        value.identity =
            identity_column{one_of<identity_kind>({identity_kind::always, identity_kind::by_default}), draw_options()};
        break;
      case 2:
        value.generated = sql_expression{"1 + 1", {column_id(id.owner_table(), "id")}};
        break;
      case 3: {
        const object_id owned = sequence_id(id.schema, id.table + "_" + id.name + "_seq");
        db_.objects.emplace(owned, sequence{"integer", {}, id, {}});
        value.default_value = sql_expression{"nextval(" + sql_literal(sql_name(owned)) + "::regclass)", {owned}};
        break;
      }
      default:
        break;
    }
  }

  constraint_timing draw_timing() {
    return one_of<constraint_timing>(
        {constraint_timing::not_deferrable, constraint_timing::deferrable, constraint_timing::initially_deferred});
  }

  void draw_parts(const object_id& id, const names& columns) {
    const auto part = [&](object_kind kind, const std::string& name) {
      return object_id{kind, id.schema, id.name, name};
    };
    const names one{one_of(columns)};
    if (chance(60)) {
      db_.objects.emplace(part(object_kind::primary_key, id.name + "_pkey"),
                          primary_key{one, some_of(columns, 0), draw_timing(), text()});
    }
    for (const auto& name : some_of({"u1", "u 2"}, 0)) {
      db_.objects.emplace(part(object_kind::unique, name), unique{one, {}, chance(30), draw_timing(), text()});
    }
    for (const auto& name : some_of({"c1", "c2"}, 0)) {
      const object_id tested = column_id(id, one.front());
      db_.objects.emplace(part(object_kind::check, name),
                          check{{sql_identifier(one.front()) + " IS NOT NULL", {tested}}, chance(20), text()});
    }
    if (!tables_.empty() && chance(50)) {
      draw_foreign_key(part(object_kind::foreign_key, "f1"), one);
    }
    for (const auto& name : some_of({"i1", "i2"}, 0)) {
      db_.objects.emplace(part(object_kind::index, id.name + name), draw_index(columns));
    }
  }

  void draw_foreign_key(const object_id& id, const names& columns) {
    const object_id referenced = one_of(tables_);
    const auto& target = columns_of(db_, referenced);
    const auto action = [&] {
      return one_of<foreign_key_action>({foreign_key_action::no_action, foreign_key_action::restrict,
                                         foreign_key_action::cascade, foreign_key_action::set_null,
                                         foreign_key_action::set_default});
    };
    foreign_key value{columns,       referenced, {target.front().id->name}, {}, action(), action(), {},
                      draw_timing(), text()};
    value.match = chance(20) ? foreign_key_match::full : foreign_key_match::simple;
    if (value.on_delete == foreign_key_action::set_null && chance(50)) {
      value.on_delete_columns = columns;
    }
    db_.objects.emplace(id, std::move(value));
  }

  index draw_index(const names& columns) {
    index value;
    value.method = one_of<std::string>({"btree", "gin"});
    value.unique = chance(30);
    value.nulls_not_distinct = chance(20);
    for (const auto& name : some_of(columns, 1)) {
      index_key key;
      if (chance(30)) {
        key.expression = sql_expression{"lower(" + sql_identifier(name) + ")", {}};
      } else {
        key.column = name;
      }
      key.descending = chance(30);
      key.nulls_first = chance(50);
      key.operator_class = chance(20) ? "public.gin_trgm_ops" : "";
      value.keys.push_back(std::move(key));
    }
    if (chance(30)) {
      value.where = sql_expression{sql_identifier(columns.front()) + " IS NOT NULL", {}};
    }
    if (chance(30)) {
      value.storage_parameters = {{"fillfactor", "70"}};
    }
    value.comment = text();
    return value;
  }

  std::mt19937 random_;
  database db_;
  std::vector<object_id> enums_;
  std::vector<object_id> tables_;
};

}  // namespace squall::kit::testing
