#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kit/emit/diagrams.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

/// "a name", as DBML quotes it.
std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') {
      out += '\\';
    }
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + quote;
}
std::string name_of(std::string_view name) { return quoted(name, '"'); }
std::string table_name(const object_id& table) {
  return table.schema == "public" ? name_of(table.name) : name_of(table.schema) + "." + name_of(table.name);
}
std::string list_of(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  std::transform(names.begin(), names.end(), std::back_inserter(all), [](const auto& n) { return name_of(n); });
  return all.size() == 1 ? all.front() : fmt::format("({})", fmt::join(all, ", "));
}

std::string_view action_of(foreign_key_action action) {
  switch (action) {
    case foreign_key_action::restrict:
      return "restrict";
    case foreign_key_action::cascade:
      return "cascade";
    case foreign_key_action::set_null:
      return "set null";
    case foreign_key_action::set_default:
      return "set default";
    case foreign_key_action::no_action:
      break;
  }
  return {};
}

class dbml_writer {
 public:
  explicit dbml_writer(const database& model) : model_(model) {}

  std::string write() {
    for (const auto& [id, value] : model_.objects) {
      collect(id, value);
    }
    for (const auto& [id, value] : model_.objects) {
      if (const auto* type = std::get_if<enum_type>(&value)) {
        write_enum(id, *type);
      } else if (const auto* t = std::get_if<table>(&value); t != nullptr && is_in_diagram(model_, id)) {
        write_table(id, *t);
      }
    }
    for (const auto& [id, value] : model_.objects) {
      const auto* key = std::get_if<foreign_key>(&value);
      if (key != nullptr && is_in_diagram(model_, id.owner_table()) && is_in_diagram(model_, key->referenced_table)) {
        write_reference(id, *key);
      }
    }
    return out_;
  }

 private:
  struct keys_of_table {
    std::vector<std::string> primary;
    std::vector<std::pair<std::string, const unique*>> uniques;
    std::vector<std::pair<std::string, const index*>> indexes;
  };

  void collect(const object_id& id, const object& value) {
    if (const auto* key = std::get_if<primary_key>(&value)) {
      keys_[id.owner_table()].primary = key->columns;
    } else if (const auto* u = std::get_if<unique>(&value)) {
      keys_[id.owner_table()].uniques.emplace_back(id.name, u);
    } else if (const auto* i = std::get_if<index>(&value)) {
      keys_[id.owner_table()].indexes.emplace_back(id.name, i);
    }
  }
  void gap() { out_ += out_.empty() ? "" : "\n"; }

  void write_enum(const object_id& id, const enum_type& type) {
    gap();
    out_ += fmt::format("Enum {} {{\n", table_name(id));
    for (const auto& label : type.labels) {
      out_ += fmt::format("  {}\n", name_of(label));
    }
    out_ += "}\n";
  }

  void write_table(const object_id& id, const table& value) {
    gap();
    out_ += fmt::format("Table {} {{\n", table_name(id));
    const keys_of_table& keys = keys_[id];
    for (const auto& c : columns_of(model_, id)) {
      write_column(*c.id, *c.value, keys);
    }
    write_keys(keys);
    if (!value.comment.empty()) {
      out_ += fmt::format("\n  Note: {}\n", quoted(value.comment, '\''));
    }
    out_ += "}\n";
  }

  void write_column(const object_id& id, const column& value, const keys_of_table& keys) {
    std::vector<std::string> settings;
    if (keys.primary == std::vector{id.name}) {
      settings.emplace_back("pk");
    } else if (value.not_null) {
      settings.emplace_back("not null");
    }
    if (std::any_of(keys.uniques.begin(), keys.uniques.end(),
                    [&](const auto& u) { return u.second->columns == std::vector{id.name}; })) {
      settings.emplace_back("unique");
    }
    if (value.identity) {
      settings.emplace_back("increment");
    }
    if (value.default_value) {
      settings.push_back("default: " + quoted(value.default_value->sql, '`'));
    }
    if (!value.comment.empty()) {
      settings.push_back("note: " + quoted(value.comment, '\''));
    }
    const bool is_enum =
        value.type.user_type && value.type.user_type->kind == object_kind::enum_type && !value.type.sql.ends_with("[]");
    const std::string type = is_enum ? table_name(*value.type.user_type) : name_of(readable_type(value.type.sql));
    out_ += fmt::format("  {} {}{}\n", name_of(id.name), type,
                        settings.empty() ? "" : fmt::format(" [{}]", fmt::join(settings, ", ")));
  }

  void write_keys(const keys_of_table& keys) {
    std::string lines;
    if (keys.primary.size() > 1) {
      lines += fmt::format("    {} [pk]\n", list_of(keys.primary));
    }
    for (const auto& [name, u] : keys.uniques) {
      if (u->columns.size() > 1) {
        lines += fmt::format("    {} [unique, name: {}]\n", list_of(u->columns), quoted(name, '\''));
      }
    }
    for (const auto& [name, i] : keys.indexes) {
      std::vector<std::string> parts;
      for (const auto& k : i->keys) {
        parts.push_back(k.expression ? quoted(k.expression->sql, '`') : name_of(k.column));
      }
      const std::string type = i->method == "btree" || i->method == "hash" ? "type: " + i->method + ", " : "";
      lines += fmt::format("    ({}) [{}{}name: {}]\n", fmt::join(parts, ", "), i->unique ? "unique, " : "", type,
                           quoted(name, '\''));
    }
    if (!lines.empty()) {
      out_ += "\n  indexes {\n" + lines + "  }\n";
    }
  }

  void write_reference(const object_id& id, const foreign_key& key) {
    gap();
    const auto& keys = keys_[id.owner_table()];
    const bool one_to_one =
        keys.primary == key.columns || std::any_of(keys.uniques.begin(), keys.uniques.end(),
                                                   [&](const auto& u) { return u.second->columns == key.columns; });
    std::vector<std::string> settings;
    if (const auto action = action_of(key.on_delete); !action.empty()) {
      settings.push_back(fmt::format("delete: {}", action));
    }
    if (const auto action = action_of(key.on_update); !action.empty()) {
      settings.push_back(fmt::format("update: {}", action));
    }
    out_ +=
        fmt::format("Ref {}: {}.{} {} {}.{}{}\n", name_of(id.name), table_name(id.owner_table()), list_of(key.columns),
                    one_to_one ? "-" : ">", table_name(key.referenced_table), list_of(key.referenced_columns),
                    settings.empty() ? "" : fmt::format(" [{}]", fmt::join(settings, ", ")));
  }

  const database& model_;
  std::map<object_id, keys_of_table> keys_;
  std::string out_;
};

}  // namespace

std::string emit_dbml(const database& model) { return dbml_writer(model).write(); }

}  // namespace squall::kit
