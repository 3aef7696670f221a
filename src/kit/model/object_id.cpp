#include "kit/model/object_id.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {

namespace {

struct kind_names {
  std::string_view id;       ///< in JSON and on the command line
  std::string_view meaning;  ///< in sentences
};

/// In the order of object_kind.
constexpr std::array<kind_names, 10> names{{
    {"schema", "schema"},
    {"enum_type", "enum type"},
    {"sequence", "sequence"},
    {"table", "table"},
    {"column", "column"},
    {"primary_key", "primary key"},
    {"unique", "unique constraint"},
    {"check", "check constraint"},
    {"foreign_key", "foreign key"},
    {"index", "index"},
}};
static_assert(names.size() == static_cast<std::size_t>(object_kind::index) + 1, "every kind has its names");

const kind_names& names_of(object_kind kind) { return names.at(static_cast<std::size_t>(kind)); }

std::string qualified(const std::string& schema, const std::string& name) {
  return schema.empty() || schema == "public" ? sql_identifier(name)
                                              : sql_identifier(schema) + "." + sql_identifier(name);
}

}  // namespace

std::string_view to_string(object_kind kind) { return names_of(kind).id; }

object_kind parse_object_kind(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].id == text) {
      return static_cast<object_kind>(i);
    }
  }
  std::string known;
  for (const auto& [id, meaning] : names) {
    known += (known.empty() ? "" : ", ") + std::string(id);
  }
  throw error("unknown kind of object \"" + std::string(text) + "\"", "known kinds: " + known);
}

std::string display_name(const object_id& id) {
  if (id.belongs_to_table()) {
    return qualified(id.schema, id.table) + "." + sql_identifier(id.name);
  }
  return qualified(id.schema, id.name);
}

std::string describe(const object_id& id) {
  const std::string kind(names_of(id.kind).meaning);
  if (id.belongs_to_table() && id.kind != object_kind::column) {
    return kind + " " + sql_identifier(id.name) + " on " + qualified(id.schema, id.table);
  }
  return kind + " " + display_name(id);
}

object_id schema_id(std::string name) { return {object_kind::schema, {}, {}, std::move(name)}; }
object_id table_id(std::string schema, std::string name) {
  return {object_kind::table, std::move(schema), {}, std::move(name)};
}
object_id enum_id(std::string schema, std::string name) {
  return {object_kind::enum_type, std::move(schema), {}, std::move(name)};
}
object_id sequence_id(std::string schema, std::string name) {
  return {object_kind::sequence, std::move(schema), {}, std::move(name)};
}
object_id column_id(const object_id& table, std::string name) {
  return {object_kind::column, table.schema, table.name, std::move(name)};
}

}  // namespace squall::kit
