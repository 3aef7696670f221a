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

// 70 and on stand bare; anything else is quoted, which PostgreSQL takes for every parameter.
std::string parameter_value(const std::string& value) {
  const bool bare = !value.empty() && value.size() < 10 && value.find_first_not_of("0123456789") == std::string::npos;
  return bare ? value : sql_literal(value);
}

std::string parameters_text(const std::map<std::string, std::string>& parameters, bool with_values) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out += (out.empty() ? "" : ", ") + sql_identifier(name) +
           (with_values ? fmt::format(" = {}", parameter_value(value)) : "");
  }
  return out;
}

}  // namespace

std::string sql_create_index(const object_id& id, const std::string& name, const index& value, bool concurrently) {
  std::string keys;
  for (const auto& key : value.keys) {
    keys += (keys.empty() ? "" : ", ") + key_text(key);
  }
  std::string out = fmt::format("CREATE {}INDEX {}{} ON {}{} ({})", value.unique ? "UNIQUE " : "",
                                concurrently ? "CONCURRENTLY " : "", sql_identifier(name), sql_name(id.owner_table()),
                                value.method == "btree" ? "" : " USING " + sql_identifier(value.method), keys);
  if (!value.include.empty()) {
    out += fmt::format(" INCLUDE ({})", sql_column_list(value.include));
  }
  if (value.nulls_not_distinct) {
    out += " NULLS NOT DISTINCT";
  }
  if (!value.storage_parameters.empty()) {
    out += fmt::format(" WITH ({})", parameters_text(value.storage_parameters, true));
  }
  if (value.where) {
    out += " WHERE " + value.where->sql;
  }
  return out;
}

std::vector<std::string> sql_alter_index(const object_id& id, const index& before, const index& after) {
  std::map<std::string, std::string> set;
  std::map<std::string, std::string> reset;
  for (const auto& [name, value] : after.storage_parameters) {
    const auto old = before.storage_parameters.find(name);
    if (old == before.storage_parameters.end() || old->second != value) {
      set.emplace(name, value);
    }
  }
  for (const auto& [name, value] : before.storage_parameters) {
    if (!after.storage_parameters.contains(name)) {
      reset.emplace(name, value);
    }
  }
  std::vector<std::string> out;
  if (!set.empty()) {
    out.push_back(fmt::format("ALTER INDEX {} SET ({})", sql_name(id), parameters_text(set, true)));
  }
  if (!reset.empty()) {
    out.push_back(fmt::format("ALTER INDEX {} RESET ({})", sql_name(id), parameters_text(reset, false)));
  }
  return out;
}

}  // namespace squall::kit
