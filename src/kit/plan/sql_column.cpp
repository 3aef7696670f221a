// Columns.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kit/model/default_names.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// pg_type.typstorage of the types that are not EXTENDED: SET STORAGE DEFAULT is PostgreSQL 16's.
std::string default_storage(std::string_view type) {
  static constexpr std::array plain{"boolean",          "smallint", "integer", "bigint", "real",
                                    "double precision", "uuid",     "date",    "time",   "oid",
                                    "timestamp",        "interval", "money"};
  if (type.ends_with("[]")) {
    return "EXTENDED";
  }
  if (type.starts_with("numeric") || type == "inet" || type == "cidr") {
    return "MAIN";
  }
  const bool is_plain = std::any_of(plain.begin(), plain.end(), [&](std::string_view p) {
    return type == p || type.starts_with(std::string(p) + "(") || type.starts_with(std::string(p) + " with");
  });
  return is_plain ? "PLAIN" : "EXTENDED";
}

}  // namespace

std::string sql_column_definition(const object_id& id, const column& c) {
  std::string out = fmt::format("{} {}", sql_identifier(id.name), readable_type(c.type.sql));
  if (!c.foreign_options.empty()) {
    out += fmt::format(" OPTIONS ({})", sql_foreign_options(c.foreign_options));
  }
  if (!c.collation.empty()) {
    out += " COLLATE " + c.collation;
  }
  if (c.generated) {
    out += fmt::format(" GENERATED ALWAYS AS ({}) {}", c.generated->sql, c.generated_virtual ? "VIRTUAL" : "STORED");
  } else if (c.identity) {
    out += " " + sql_identity(id, *c.identity, c.type.sql);
  } else if (c.default_value) {
    out += " DEFAULT " + c.default_value->sql;
  }
  // An identity column is NOT NULL anyway (manual, CREATE TABLE).
  const bool said_elsewhere = c.not_null_inherited || c.not_null_not_valid;
  if (c.not_null && !said_elsewhere && (!c.identity || !c.not_null_name.empty())) {
    if (!c.not_null_name.empty()) {
      out += " CONSTRAINT " + sql_identifier(c.not_null_name);
    }
    out += " NOT NULL";
    if (c.not_null_no_inherit) {
      out += " NO INHERIT";
    }
  }
  return out;
}

void sql_align_types(const std::vector<column_entry>& columns, std::vector<std::string>& definitions) {
  constexpr std::size_t widest = 32;  // a longer name stands for itself
  std::vector<std::size_t> sizes;
  std::size_t width = 0;
  for (const auto& c : columns) {
    sizes.push_back(sql_identifier(c.id->name).size());
    width = sizes.back() <= widest ? std::max(width, sizes.back()) : width;
  }
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (sizes[i] < width) {
      definitions[i].insert(sizes[i], width - sizes[i], ' ');
    }
  }
}

std::vector<std::string> sql_column_settings(const column* before, const column& after) {
  static const column usual{};
  const column& old = before == nullptr ? usual : *before;
  std::vector<std::string> out;
  if (old.storage != after.storage) {
    out.push_back("SET STORAGE " + (after.storage.empty() ? default_storage(after.type.sql) : upper(after.storage)));
  }
  if (old.compression != after.compression) {
    out.push_back("SET COMPRESSION " + (after.compression.empty() ? std::string("default") : after.compression));
  }
  if (old.statistics_target != after.statistics_target) {
    out.push_back(fmt::format("SET STATISTICS {}", after.statistics_target.value_or(-1)));
  }
  for (auto& change : sql_parameter_changes(old.options, after.options)) {
    out.push_back(std::move(change));
  }
  // CREATE and ADD COLUMN say the options of a new column.
  if (before != nullptr && old.foreign_options != after.foreign_options) {
    out.push_back(fmt::format("OPTIONS ({})", sql_foreign_option_changes(old.foreign_options, after.foreign_options)));
  }
  return out;
}

std::string sql_named_not_null(const object_id& id, const column& c) {
  return fmt::format("CONSTRAINT {} NOT NULL {}{}", sql_identifier(not_null_name(id, c)), sql_identifier(id.name),
                     c.not_null_not_valid ? " NOT VALID" : "");
}

std::string not_null_name(const object_id& id, const column& c) {
  return c.not_null_name.empty() ? make_object_name(id.table, id.name, "not_null") : c.not_null_name;
}

std::set<std::pair<std::string, std::string>> said_not_null_names(const database& model) {
  std::set<std::pair<std::string, std::string>> names;
  for (auto it = model.objects.lower_bound({object_kind::column, "", "", ""});
       it != model.objects.end() && it->first.kind == object_kind::column; ++it) {
    if (const auto& name = std::get<column>(it->second).not_null_name; !name.empty()) {
      names.emplace(it->first.schema, name);
    }
  }
  return names;
}

std::vector<std::string> sql_not_null_changes(const object_id& id, const column& before, const column& after) {
  std::vector<std::string> out;
  if (!before.not_null || !after.not_null) {
    return out;
  }
  const auto name = sql_identifier(not_null_name(id, after));
  if (before.not_null_name != after.not_null_name && !after.inherited) {
    out.push_back(fmt::format("RENAME CONSTRAINT {} TO {}", sql_identifier(not_null_name(id, before)), name));
  }
  if (before.not_null_no_inherit != after.not_null_no_inherit) {
    out.push_back(fmt::format("ALTER CONSTRAINT {} {}INHERIT", name, after.not_null_no_inherit ? "NO " : ""));
  }
  if (before.not_null_not_valid && !after.not_null_not_valid) {
    out.push_back("VALIDATE CONSTRAINT " + name);
  }
  return out;
}

std::vector<std::string> sql_inherited_column_changes(const column& before, const column& after) {
  std::vector<std::string> out;
  if (before.default_value != after.default_value) {
    out.push_back(after.default_value ? "SET DEFAULT " + after.default_value->sql : std::string("DROP DEFAULT"));
  }
  if (after.generated && before.generated != after.generated) {
    out.push_back(fmt::format("SET EXPRESSION AS ({})", after.generated->sql));  // PostgreSQL 17
  }
  if (before.not_null != after.not_null && !(after.not_null_not_valid || !after.not_null_name.empty())) {
    out.push_back(after.not_null ? "SET NOT NULL" : "DROP NOT NULL");
  }
  for (auto& setting : sql_column_settings(&before, after)) {
    out.push_back(std::move(setting));
  }
  return out;
}

std::string sql_foreign_options(const option_map& options) {
  std::string out;
  for (const auto& [name, value] : options) {
    out += (out.empty() ? "" : ", ") + sql_identifier(name) + " " + sql_literal(value);
  }
  return out;
}

std::string sql_foreign_option_changes(const option_map& before, const option_map& after) {
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      add("ADD " + sql_identifier(name) + " " + sql_literal(value));
    } else if (old->second != value) {
      add("SET " + sql_identifier(name) + " " + sql_literal(value));
    }
  }
  for (const auto& [name, value] : before) {
    if (!after.contains(name)) {
      add("DROP " + sql_identifier(name));
    }
  }
  return out;
}

}  // namespace squall::kit
