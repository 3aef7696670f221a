// The constraints and indexes of a table's columns and of its list.
#include <fmt/format.h>

#include "kit/model/sql_text.hpp"
#include "kit/sources/cpp/column_record.hpp"
#include "kit/sources/cpp/model_builder.hpp"

namespace squall::kit {
namespace {

using definition::extra_kind;

std::vector<std::string> key_columns(const definition::extra_record& e) {
  std::vector<std::string> columns;
  for (std::uint32_t i = 0; i < e.key_count; ++i) columns.emplace_back(text_view(e.keys[i].column));
  return columns;
}

constraint_state state_of(const definition::extra_record& e) { return static_cast<constraint_state>(e.state); }

/// What unique and primary key constraints have of their index.
template <class Key>
void take_index_settings(Key& key, const definition::extra_record& e) {
  key.include = text_list(e.include, e.include_count);
  key.timing = static_cast<constraint_timing>(e.timing);
  key.comment = text_view(e.comment);
  key.storage_parameters = options_of(e.parameters, e.parameter_count);
  key.tablespace = text_view(e.tablespace);
}

}  // namespace

/// Now when it has a name, later when one must be chosen.
void model_builder::add_constraint(object_kind kind, const object_id& table, std::string_view given, std::string second,
                                   std::string_view label, object value) {
  const bool has_index =
      kind == object_kind::primary_key || kind == object_kind::unique || kind == object_kind::exclusion;
  const auto add = [this, kind, table](const std::string& name, object v) {
    const object_id id{kind, table.schema, table.name, name};
    check_name(id);
    put(id, std::move(v));
  };
  if (given.empty()) {
    unnamed_.push_back([=, this, second = std::move(second), label = std::string(label), v = std::move(value)] {
      add(names_.choose_constraint(table.schema, table.name, second, label, has_index), v);
    });
    return;
  }
  const std::string name(given);
  if (!names_.take_constraint(table.schema, table.name, name) ||
      (has_index && !names_.take_relation(table.schema, name)))
    problem(fmt::format("two objects would be named {}; the second is a constraint of {}", sql_identifier(name),
                        describe(table)));
  add(name, std::move(value));
}

void model_builder::add_primary_key(const object_id& table, const definition::table_record& t) {
  primary_key key;
  for (std::uint32_t i = 0; i < t.column_count; ++i)
    if (t.columns[i].primary_key != 0)
      key.columns.emplace_back(text_view(t.columns[i].name));
  if (key.columns.empty())
    return;
  if (key.columns.size() > 1)
    problem(
        fmt::format("{} has {} columns with primary_key(); a key of several columns is "
                    "primary_key(t.a, t.b) in the table's list",
                    describe(table), key.columns.size()));
  has_key_.insert(table);
  add_constraint(object_kind::primary_key, table, {}, {}, "pkey", std::move(key));
}

void model_builder::add_column_constraints(const object_id& table, const definition::column_record& r) {
  const std::string name(text_view(r.name));
  if (r.unique != 0) {
    unique value;
    value.columns = {name};
    value.nulls_not_distinct = r.nulls_not_distinct != 0;
    add_constraint(object_kind::unique, table, text_view(r.unique_name), name, "key", std::move(value));
  }
  if (r.check.data != nullptr) {
    check value;
    value.condition = expression_on(table, text_view(r.check));
    add_constraint(object_kind::check, table, {}, name, "check", std::move(value));
  }
  if (r.generated.data != nullptr || r.generated_virtual.data != nullptr) {
    auto& value = std::get<column>(out_.result.model.objects.at(column_id(table, name)));
    value.generated = expression_on(table, value.generated->sql);
  }
  if (r.reference != nullptr)
    add_foreign_key(table, text_view(r.reference_name), {name}, *r.reference, nullptr);
}

void model_builder::add_foreign_key(const object_id& table, std::string_view given, std::vector<std::string> columns,
                                    const definition::reference_record& r, const definition::extra_record* extra) {
  foreign_key value;
  value.columns = std::move(columns);
  value.referenced_table = table_id(schema_name(r.table_schema), std::string(text_view(r.table)));
  value.referenced_columns = text_list(r.columns, r.column_count);
  value.on_delete = static_cast<foreign_key_action>(r.on_delete);
  value.on_update = static_cast<foreign_key_action>(r.on_update);
  value.match = static_cast<foreign_key_match>(r.match);
  value.timing = static_cast<constraint_timing>(r.timing);
  value.on_delete_columns = text_list(r.on_delete_columns, r.on_delete_column_count);
  if (extra != nullptr) {
    value.state = state_of(*extra);
    value.period = extra->without_overlaps != 0;
    value.comment = text_view(extra->comment);
  }
  if (value.columns.size() != value.referenced_columns.size())
    problem(fmt::format("a foreign key of {} has {} columns and refers to {}", describe(table), value.columns.size(),
                        value.referenced_columns.size()));
  auto joined = join_for_name(value.columns);
  add_constraint(object_kind::foreign_key, table, given, std::move(joined), "fkey", std::move(value));
}

void model_builder::add_extra(const object_id& table, const definition::extra_record& e) {
  switch (e.kind) {
    case extra_kind::index:
      add_index(table, e);
      break;
    case extra_kind::unique: {
      unique value;
      value.columns = key_columns(e);
      value.nulls_not_distinct = e.nulls_not_distinct != 0;
      value.without_overlaps = e.without_overlaps != 0;
      take_index_settings(value, e);
      auto joined = join_for_name(value.columns);
      add_constraint(object_kind::unique, table, text_view(e.name), std::move(joined), "key", std::move(value));
      break;
    }
    case extra_kind::primary_key: {
      if (!has_key_.insert(table).second)
        problem(fmt::format("{} has two primary keys", describe(table)));
      primary_key value;
      value.columns = key_columns(e);
      value.without_overlaps = e.without_overlaps != 0;
      take_index_settings(value, e);
      for (const auto& name : value.columns)
        if (auto it = out_.result.model.objects.find(column_id(table, name)); it != out_.result.model.objects.end())
          std::get<column>(it->second).not_null = true;
      add_constraint(object_kind::primary_key, table, text_view(e.name), {}, "pkey", std::move(value));
      break;
    }
    case extra_kind::foreign_key:
      if (e.reference == nullptr)
        problem(fmt::format("a foreign key of {} lacks references(…)", describe(table)));
      else
        add_foreign_key(table, text_view(e.name), key_columns(e), *e.reference, &e);
      break;
    case extra_kind::check: {
      check value;
      value.condition = expression_on(table, text_view(e.expression));
      value.no_inherit = e.no_inherit != 0;
      value.state = state_of(e);
      value.comment = text_view(e.comment);
      add_constraint(object_kind::check, table, text_view(e.name), {}, "check", std::move(value));
      break;
    }
    case extra_kind::exclusion:
      add_exclusion(table, e);
      break;
    case extra_kind::statement:
      about_tables_.push_back({std::string(text_view(e.name)), std::string(text_view(e.expression))});
      break;
    case extra_kind::table_comment:
    case extra_kind::renamed_from:
    case extra_kind::table_option:
      break;
  }
}

void model_builder::add_index(const object_id& table, const definition::extra_record& e) {
  index value;
  if (!text_view(e.method).empty())
    value.method = text_view(e.method);
  value.unique = e.unique != 0;
  value.nulls_not_distinct = e.nulls_not_distinct != 0;
  value.include = text_list(e.include, e.include_count);
  if (!text_view(e.where).empty())
    value.where = expression_on(table, text_view(e.where));
  std::vector<std::string> parts;
  for (std::uint32_t i = 0; i < e.key_count; ++i) {
    value.keys.push_back(key_of(table, e.keys[i]));
    parts.push_back(value.keys.back().expression ? "expr" : value.keys.back().column);
  }
  value.storage_parameters = options_of(e.parameters, e.parameter_count);
  value.tablespace = text_view(e.tablespace);
  value.comment = text_view(e.comment);
  if (value.keys.empty())
    problem(fmt::format("an index of {} lacks on(…)", describe(table)));

  const auto add = [this, table](const std::string& name, index v) {
    const object_id id{object_kind::index, table.schema, table.name, name};
    check_name(id);
    put(id, std::move(v));
  };
  if (text_view(e.name).empty()) {
    unnamed_.push_back([=, this, second = join_for_name(parts)] {
      add(names_.choose_relation(table.schema, table.name, second, "idx"), value);
    });
    return;
  }
  const std::string name(text_view(e.name));
  if (!names_.take_relation(table.schema, name))
    problem(fmt::format("two objects would be named {}; the second is an index of {}", sql_identifier(name),
                        describe(table)));
  add(name, std::move(value));
}

index_key model_builder::key_of(const object_id& table, const definition::key_record& k) {
  index_key key;
  key.column = text_view(k.column);
  if (k.expression.data != nullptr)
    key.expression = expression_on(table, text_view(k.expression));
  key.operator_class = text_view(k.operator_class);
  key.collation = text_view(k.collation);
  key.descending = k.descending != 0;
  key.nulls_first = k.nulls == 0 ? key.descending : k.nulls == 1;
  key.exclusion_operator = text_view(k.exclusion_operator);
  return key;
}

void model_builder::add_exclusion(const object_id& table, const definition::extra_record& e) {
  exclusion value;
  if (!text_view(e.method).empty())
    value.method = text_view(e.method);
  take_index_settings(value, e);
  if (!text_view(e.where).empty())
    value.where = expression_on(table, text_view(e.where));
  std::vector<std::string> parts;
  for (std::uint32_t i = 0; i < e.key_count; ++i) {
    value.keys.push_back(key_of(table, e.keys[i]));
    parts.push_back(value.keys.back().expression ? "expr" : value.keys.back().column);
  }
  if (value.keys.empty())
    problem(fmt::format("an exclusion constraint of {} lacks on(…)", describe(table)));
  add_constraint(object_kind::exclusion, table, text_view(e.name), join_for_name(parts), "excl", std::move(value));
}

}  // namespace squall::kit
