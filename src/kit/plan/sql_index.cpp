// Indexes.
#include <fmt/format.h>

#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

std::string key_text(const index_key& key) {
  std::string out = key.expression ? fmt::format("({})", key.expression->sql) : sql_identifier(key.column);
  if (!key.collation.empty()) {
    out += " COLLATE " + key.collation;
  }
  if (!key.operator_class.empty()) {
    out += " " + key.operator_class;
  }
  if (key.descending) {
    out += " DESC";
  }
  if (key.nulls_first != key.descending) {
    out += key.nulls_first ? " NULLS FIRST" : " NULLS LAST";
  }
  return out;
}

// "toast.autovacuum_enabled" has a namespace before the dot.
std::string parameter_name(const std::string& name) {
  const auto dot = name.find('.');
  return dot == std::string::npos ? sql_identifier(name)
                                  : sql_identifier(name.substr(0, dot)) + "." + sql_identifier(name.substr(dot + 1));
}

// 70 and on stand bare; anything else is quoted, which PostgreSQL takes for every parameter.
std::string parameter_value(const std::string& value) {
  const bool bare = !value.empty() && value.size() < 10 && value.find_first_not_of("0123456789") == std::string::npos;
  return bare ? value : sql_literal(value);
}

}  // namespace

std::string sql_index_keys(const std::vector<index_key>& keys) {
  std::string out;
  for (const auto& key : keys) {
    out += (out.empty() ? "" : ", ") + key_text(key);
    if (!key.exclusion_operator.empty()) {
      out += " WITH " + key.exclusion_operator;
    }
  }
  return out;
}

std::string sql_parameters(const option_map& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out += (out.empty() ? "" : ", ") + parameter_name(name) + " = " + parameter_value(value);
  }
  return out;
}

std::vector<std::string> sql_parameter_changes(const option_map& before, const option_map& after) {
  option_map set;
  std::string reset;
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != value) {
      set.emplace(name, value);
    }
  }
  for (const auto& [name, value] : before) {
    if (!after.contains(name)) {
      reset += (reset.empty() ? "" : ", ") + parameter_name(name);
    }
  }
  std::vector<std::string> out;
  if (!set.empty()) {
    out.push_back(fmt::format("SET ({})", sql_parameters(set)));
  }
  if (!reset.empty()) {
    out.push_back(fmt::format("RESET ({})", reset));
  }
  return out;
}

std::string sql_create_index(const object_id& id, const std::string& name, const index& value, bool concurrently) {
  std::string out = fmt::format(
      "CREATE {}INDEX {}{} ON {}{}{} ({})", value.unique ? "UNIQUE " : "", concurrently ? "CONCURRENTLY " : "",
      sql_identifier(name), value.only ? "ONLY " : "", sql_name(id.owner_table()),
      value.method == "btree" ? "" : " USING " + sql_identifier(value.method), sql_index_keys(value.keys));
  if (!value.include.empty()) {
    out += fmt::format(" INCLUDE ({})", sql_column_list(value.include));
  }
  if (value.nulls_not_distinct) {
    out += " NULLS NOT DISTINCT";
  }
  if (!value.storage_parameters.empty()) {
    out += fmt::format(" WITH ({})", sql_parameters(value.storage_parameters));
  }
  if (!value.tablespace.empty()) {
    out += " TABLESPACE " + sql_identifier(value.tablespace);
  }
  if (value.where) {
    out += " WHERE " + value.where->sql;
  }
  return out;
}

std::vector<std::string> sql_alter_index(const object_id& id, const index& before, const index& after) {
  std::vector<std::string> out;
  for (const auto& change : sql_parameter_changes(before.storage_parameters, after.storage_parameters)) {
    out.push_back(fmt::format("ALTER INDEX {} {}", sql_name(id), change));
  }
  if (before.tablespace != after.tablespace) {
    out.push_back(fmt::format("ALTER INDEX {} SET TABLESPACE {}", sql_name(id),
                              after.tablespace.empty() ? "pg_default" : sql_identifier(after.tablespace)));
  }
  return out;
}

}  // namespace squall::kit
