// Logical replication: publications and subscriptions.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// ONLY, since the model names each table by itself.
std::string table_clause(const published_table& t) {
  return fmt::format("ONLY {}{}{}", sql_name(t.table),
                     t.columns.empty() ? "" : fmt::format(" ({})", sql_column_list(t.columns)),
                     t.where.empty() ? "" : fmt::format(" WHERE ({})", t.where));
}

std::string objects_clause(const std::vector<published_table>& tables, const sql_list& schemas) {
  std::string out;
  for (const auto& t : tables) {
    out += (out.empty() ? "TABLE " : ", ") + table_clause(t);
  }
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    out += (out.empty() ? "" : ", ") + std::string(i == 0 ? "TABLES IN SCHEMA " : "") + sql_identifier(schemas[i]);
  }
  return out;
}

template <class T>
std::vector<T> missing_in(const std::vector<T>& some, const std::vector<T>& others) {
  std::vector<T> out;
  for (const auto& item : some) {
    if (std::find(others.begin(), others.end(), item) == others.end()) {
      out.push_back(item);
    }
  }
  return out;
}

std::string option_text(const std::string& name, const std::string& value) {
  // NONE as a word is no slot, as a string a slot of that name.
  const bool no_slot = name == "slot_name" && (value == "NONE" || value == "none");
  return sql_identifier(name) + " = " + (no_slot ? "NONE" : sql_literal(value));
}

std::string options_text(const option_map& options) {
  std::string out;
  for (const auto& [name, value] : options) {
    out += (out.empty() ? "" : ", ") + option_text(name, value);
  }
  return out;
}

// What an option of a publication or subscription is when nobody says it (manual, CREATE PUBLICATION, CREATE
// SUBSCRIPTION); nothing when that depends on the version or cannot be set back.
std::optional<std::string> usual_option(const object_id& id, const std::string& name) {
  if (name == "publish") {
    return "insert, update, delete, truncate";
  }
  if (name == "publish_generated_columns") {
    return "none";
  }
  if (name == "slot_name") {
    return id.name;
  }
  if (name == "synchronous_commit") {
    return "off";
  }
  if (name == "origin") {
    return "any";
  }
  if (name == "password_required") {
    return "true";
  }
  if (name == "publish_via_partition_root" || name == "binary" || name == "disable_on_error" ||
      name == "run_as_owner" || name == "failover") {
    return "false";
  }
  return std::nullopt;
}

// The options to SET, or nothing when one of them cannot be.
std::optional<option_map> option_changes(const object_id& id, const option_map& a, const option_map& b) {
  option_map out;
  for (const auto& [name, value] : b) {
    const auto old = a.find(name);
    if (old != a.end() && old->second == value) {
      continue;
    }
    if (name == "two_phase") {  // fixed before PostgreSQL 18
      return std::nullopt;
    }
    out[name] = value;
  }
  for (const auto& [name, value] : a) {
    if (!b.contains(name)) {
      const auto usual = usual_option(id, name);
      if (!usual) {
        return std::nullopt;
      }
      out[name] = *usual;
    }
  }
  return out;
}

}  // namespace

sql_list create_object(const object_id& id, const publication& v) {
  std::string out = "CREATE PUBLICATION " + sql_target(id);
  if (v.all_tables) {
    out += " FOR ALL TABLES";
  } else if (!v.tables.empty() || !v.schemas.empty()) {
    out += " FOR " + objects_clause(v.tables, v.schemas);
  }
  if (!v.options.empty()) {
    out += fmt::format(" WITH ({})", options_text(v.options));
  }
  return {out};
}

sql_alteration alter_object(const object_id& id, const publication& a, const publication& b) {
  const auto options = option_changes(id, a.options, b.options);
  if (a.all_tables != b.all_tables || !options) {
    return std::nullopt;
  }
  sql_list out;
  const auto alter = [&](const std::string& what) {
    out.push_back(fmt::format("ALTER PUBLICATION {} {}", sql_target(id), what));
  };
  // A table whose columns or rows differ goes and comes.
  auto gone = missing_in(a.tables, b.tables);
  for (auto& t : gone) {
    t.columns.clear();
    t.where.clear();
  }
  if (const auto text = objects_clause(gone, missing_in(a.schemas, b.schemas)); !text.empty()) {
    alter("DROP " + text);
  }
  if (!options->empty()) {
    alter(fmt::format("SET ({})", options_text(*options)));
  }
  if (const auto text = objects_clause(missing_in(b.tables, a.tables), missing_in(b.schemas, a.schemas));
      !text.empty()) {
    alter("ADD " + text);
  }
  return out;
}

sql_list create_object(const object_id& id, const subscription& v) {
  return {fmt::format("CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {} WITH (connect = false{}{})", sql_target(id),
                      sql_literal(v.connection), sql_column_list(v.publications), v.options.empty() ? "" : ", ",
                      options_text(v.options))};
}

sql_alteration alter_object(const object_id& id, const subscription& a, const subscription& b) {
  const auto options = option_changes(id, a.options, b.options);
  if (!options) {
    return std::nullopt;
  }
  sql_list out;
  const auto alter = [&](const std::string& what) {
    out.push_back(fmt::format("ALTER SUBSCRIPTION {} {}", sql_target(id), what));
  };
  if (a.connection != b.connection) {
    alter("CONNECTION " + sql_literal(b.connection));
  }
  if (a.publications != b.publications) {
    // Without asking the publisher, as it was made; refreshing is the operator's.
    alter(fmt::format("SET PUBLICATION {} WITH (refresh = false)", sql_column_list(b.publications)));
  }
  if (!options->empty()) {
    alter(fmt::format("SET ({})", options_text(*options)));
  }
  return out;
}

}  // namespace squall::kit
