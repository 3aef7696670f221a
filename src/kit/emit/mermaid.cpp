#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kit/emit/cpp_names.hpp"
#include "kit/emit/diagrams.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

/// What stands between double quotes: Mermaid knows no escapes, only entities.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "#quot;";
        break;
      case '#':
        out += "#35;";
        break;
      case '\n':
      case '\r':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}
std::string entity_of(const object_id& table) {
  return quoted(table.schema == "public" ? table.name : table.schema + "." + table.name);
}

/// A type is one word of letters, digits, `_`, `-`, `()`, `[]`.
std::string word_of(std::string_view type) {
  std::string out;
  for (const char c : readable_type(type)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '(' || c == ')' || c == '[' || c == ']';
    out += plain ? c : c == ',' ? '-' : '_';
  }
  return out.empty() || (out.front() >= '0' && out.front() <= '9') ? "t" + out : out;
}

}  // namespace

std::string emit_mermaid(const database& model) {
  std::map<object_id, std::set<std::string>> primary;
  std::map<object_id, std::set<std::string>> foreign;
  std::map<object_id, std::set<std::vector<std::string>>> unique_keys;
  for (const auto& [id, value] : model.objects) {
    if (const auto* key = std::get_if<primary_key>(&value)) {
      primary[id.owner_table()].insert(key->columns.begin(), key->columns.end());
      unique_keys[id.owner_table()].insert(key->columns);
    } else if (const auto* u = std::get_if<unique>(&value)) {
      unique_keys[id.owner_table()].insert(u->columns);
    } else if (const auto* f = std::get_if<foreign_key>(&value)) {
      foreign[id.owner_table()].insert(f->columns.begin(), f->columns.end());
    }
  }
  std::string out = "erDiagram\n";
  for (const auto& [id, value] : model.objects) {
    if (!is_in_diagram(model, id)) {
      continue;
    }
    out += fmt::format("  {} {{\n", entity_of(id));
    for (const auto& c : columns_of(model, id)) {
      std::vector<std::string> keys;
      if (primary[id].contains(c.id->name)) {
        keys.emplace_back("PK");
      }
      if (foreign[id].contains(c.id->name)) {
        keys.emplace_back("FK");
      }
      if (unique_keys[id].contains({c.id->name}) && !primary[id].contains(c.id->name)) {
        keys.emplace_back("UK");
      }
      // A name that is no word is told in the note.
      const std::string name = cpp_identifier(c.id->name);
      std::string note = name == c.id->name ? "" : c.id->name;
      if (!c.value->comment.empty()) {
        note += (note.empty() ? "" : ": ") + c.value->comment;
      }
      out += fmt::format("    {} {}{}{}\n", word_of(c.value->type.sql), name,
                         keys.empty() ? "" : fmt::format(" {}", fmt::join(keys, ", ")),
                         note.empty() ? "" : " " + quoted(note));
    }
    out += "  }\n";
  }
  for (const auto& [id, value] : model.objects) {
    const auto* key = std::get_if<foreign_key>(&value);
    if (key == nullptr || !is_in_diagram(model, id.owner_table()) || !is_in_diagram(model, key->referenced_table)) {
      continue;
    }
    const bool required = std::all_of(key->columns.begin(), key->columns.end(), [&](const std::string& name) {
      const auto* c = model.find<column>(column_id(id.owner_table(), name));
      return c != nullptr && c->not_null;
    });
    const bool one = unique_keys[id.owner_table()].contains(key->columns);
    out += fmt::format("  {} {}--{} {} : {}\n", entity_of(key->referenced_table), required ? "||" : "|o",
                       one ? "o|" : "o{", entity_of(id.owner_table()), quoted(id.name));
  }
  return out;
}

}  // namespace squall::kit
