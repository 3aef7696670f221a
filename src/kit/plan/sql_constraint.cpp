// Primary keys, unique constraints, checks and foreign keys.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kit/base/error.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

std::string with_name(const object_id& id, std::string_view definition) {
  return fmt::format("CONSTRAINT {} {}", sql_identifier(id.name), definition);
}

std::string include_clause(const std::vector<std::string>& columns) {
  return columns.empty() ? std::string() : fmt::format(" INCLUDE ({})", sql_column_list(columns));
}

template <class Constraint>
std::string index_clauses(const Constraint& c) {
  std::string out;
  if (!c.storage_parameters.empty()) {
    out += fmt::format(" WITH ({})", sql_parameters(c.storage_parameters));
  }
  if (!c.tablespace.empty()) {
    out += " USING INDEX TABLESPACE " + sql_identifier(c.tablespace);
  }
  return out;
}

std::string_view state_clause(constraint_state state) {
  switch (state) {
    case constraint_state::not_valid:
      return " NOT VALID";
    case constraint_state::not_enforced:
      return " NOT ENFORCED";
    case constraint_state::valid:
      break;
  }
  return "";
}

std::string_view sql_action(foreign_key_action action) {
  switch (action) {
    case foreign_key_action::restrict:
      return "RESTRICT";
    case foreign_key_action::cascade:
      return "CASCADE";
    case foreign_key_action::set_null:
      return "SET NULL";
    case foreign_key_action::set_default:
      return "SET DEFAULT";
    case foreign_key_action::no_action:
      break;
  }
  return "NO ACTION";
}

}  // namespace

std::string sql_constraint_definition(const object_id& id, const primary_key& c) {
  return with_name(id, fmt::format("PRIMARY KEY ({}{}){}{}{}", sql_column_list(c.columns),
                                   c.without_overlaps ? " WITHOUT OVERLAPS" : "", include_clause(c.include),
                                   index_clauses(c), sql_timing(c.timing)));
}

std::string sql_constraint_definition(const object_id& id, const unique& c) {
  return with_name(id, fmt::format("UNIQUE{} ({}{}){}{}{}", c.nulls_not_distinct ? " NULLS NOT DISTINCT" : "",
                                   sql_column_list(c.columns), c.without_overlaps ? " WITHOUT OVERLAPS" : "",
                                   include_clause(c.include), index_clauses(c), sql_timing(c.timing)));
}

std::string sql_constraint_definition(const object_id& id, const exclusion& c) {
  return with_name(id, fmt::format("EXCLUDE USING {} ({}){}{}{}{}", sql_identifier(c.method), sql_index_keys(c.keys),
                                   include_clause(c.include), index_clauses(c),
                                   c.where ? fmt::format(" WHERE ({})", c.where->sql) : "", sql_timing(c.timing)));
}

std::string sql_constraint_definition(const object_id& id, const check& c) {
  return with_name(
      id, fmt::format("CHECK ({}){}{}", c.condition.sql, c.no_inherit ? " NO INHERIT" : "", state_clause(c.state)));
}

std::string sql_constraint_definition(const object_id& id, const foreign_key& c) {
  std::string out = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", sql_column_list(c.columns, c.period),
                                sql_name(c.referenced_table), sql_column_list(c.referenced_columns, c.period));
  if (c.match == foreign_key_match::full) {
    out += " MATCH FULL";
  }
  if (c.on_delete != foreign_key_action::no_action) {
    out += fmt::format(" ON DELETE {}", sql_action(c.on_delete));
    if (!c.on_delete_columns.empty()) {
      out += fmt::format(" ({})", sql_column_list(c.on_delete_columns));
    }
  }
  if (c.on_update != foreign_key_action::no_action) {
    out += fmt::format(" ON UPDATE {}", sql_action(c.on_update));
  }
  return with_name(id, out + sql_timing(c.timing) + std::string(state_clause(c.state)));
}

std::string sql_constraint_definition(const object_id& id, const object& value) {
  return std::visit(
      [&](const auto& v) -> std::string {
        if constexpr (requires { sql_constraint_definition(id, v); }) {
          return sql_constraint_definition(id, v);
        } else {
          throw error(describe(id) + " is no constraint");
        }
      },
      value);
}

index index_of_key(const object_id& id, const object& key) {
  index value{.unique = true};
  const auto take = [&](const auto& from) {
    std::transform(from.columns.begin(), from.columns.end(), std::back_inserter(value.keys),
                   [](const std::string& name) {
                     return index_key{.column = name, .expression = {}, .collation = {}, .operator_class = {}};
                   });
    value.include = from.include;
    value.storage_parameters = from.storage_parameters;
    value.tablespace = from.tablespace;
  };
  if (const auto* primary = std::get_if<primary_key>(&key)) {
    take(*primary);
  } else if (const auto* alternate = std::get_if<unique>(&key)) {
    take(*alternate);
    value.nulls_not_distinct = alternate->nulls_not_distinct;
  } else {
    throw error(describe(id) + " is no key");
  }
  return value;
}

std::string sql_index_for_key(const object_id& id, const std::string& index_name, const object& key) {
  return sql_create_index(id, index_name, index_of_key(id, key), true);
}

std::string sql_use_index(const object_id& id, const std::string& index_name, const object& value) {
  const auto* primary = std::get_if<primary_key>(&value);
  const auto timing = primary != nullptr ? primary->timing : std::get<unique>(value).timing;
  return fmt::format("ADD CONSTRAINT {} {} USING INDEX {}{}", sql_identifier(id.name),
                     primary != nullptr ? "PRIMARY KEY" : "UNIQUE", sql_identifier(index_name), sql_timing(timing));
}

}  // namespace squall::kit
