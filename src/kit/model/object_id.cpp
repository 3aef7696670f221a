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
  identity_parts parts;
};

constexpr identity_parts alone{};
constexpr identity_parts in_schema{.schema = true};
constexpr identity_parts on_table{.schema = true, .table = true};
constexpr identity_parts signed_in_schema{.schema = true, .signature = true};
constexpr identity_parts signed_alone{.signature = true};

/// In the order of object_kind.
constexpr std::array<kind_names, object_kind_count> names{{
    {"role", "role", alone},
    {"schema", "schema", alone},
    {"extension", "extension", alone},
    {"language", "language", alone},
    {"base_type", "base type", in_schema},
    {"enum_type", "enum type", in_schema},
    {"domain", "domain", in_schema},
    {"composite_type", "composite type", in_schema},
    {"range_type", "range type", in_schema},
    {"collation", "collation", in_schema},
    {"conversion", "conversion", in_schema},
    {"routine", "routine", signed_in_schema},
    {"aggregate", "aggregate", signed_in_schema},
    {"operator", "operator", signed_in_schema},
    {"operator_family", "operator family", signed_in_schema},
    {"operator_class", "operator class", signed_in_schema},
    {"cast", "cast", signed_alone},
    {"transform", "transform", signed_alone},
    {"access_method", "access method", alone},
    {"text_search_parser", "text search parser", in_schema},
    {"text_search_template", "text search template", in_schema},
    {"text_search_dictionary", "text search dictionary", in_schema},
    {"text_search_configuration", "text search configuration", in_schema},
    {"foreign_data_wrapper", "foreign-data wrapper", alone},
    {"foreign_server", "foreign server", alone},
    {"user_mapping", "user mapping", signed_alone},
    {"sequence", "sequence", in_schema},
    {"table", "table", in_schema},
    {"column", "column", on_table},
    {"primary_key", "primary key", on_table},
    {"unique", "unique constraint", on_table},
    {"check", "check constraint", on_table},
    {"foreign_key", "foreign key", on_table},
    {"exclusion", "exclusion constraint", on_table},
    {"index", "index", on_table},
    {"view", "view", in_schema},
    {"materialized_view", "materialized view", in_schema},
    {"statistics", "statistics", in_schema},
    {"trigger", "trigger", on_table},
    {"rule", "rule", on_table},
    {"policy", "policy", on_table},
    {"event_trigger", "event trigger", alone},
    {"publication", "publication", alone},
    {"subscription", "subscription", alone},
    {"default_privileges", "default privileges", {.schema = true, .signature = true}},
    {"system_object", "system object", signed_alone},
}};
static_assert(!names.back().id.empty(), "every kind has its names");

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
  for (const auto& kind : names) {
    known += (known.empty() ? "" : ", ") + std::string(kind.id);
  }
  throw error("unknown kind of object \"" + std::string(text) + "\"", "known kinds: " + known);
}

identity_parts identity_parts_of(object_kind kind) { return names_of(kind).parts; }

std::string display_name(const object_id& id) {
  switch (id.kind) {
    case object_kind::routine:
    case object_kind::aggregate:
    case object_kind::operator_: {
      // An operator's name is punctuation, which is not quoted.
      const std::string name = id.kind != object_kind::operator_            ? qualified(id.schema, id.name)
                               : id.schema.empty() || id.schema == "public" ? id.name
                                                                            : sql_identifier(id.schema) + "." + id.name;
      return name + "(" + id.signature + ")";
    }
    case object_kind::operator_class:
    case object_kind::operator_family:
      return qualified(id.schema, id.name) + " USING " + sql_identifier(id.signature);
    case object_kind::cast:
      return id.name + " AS " + id.signature;
    case object_kind::transform:
      return "FOR " + id.name + " LANGUAGE " + sql_identifier(id.signature);
    case object_kind::user_mapping:
      return (id.signature.empty() ? "PUBLIC" : sql_identifier(id.signature)) + " SERVER " + sql_identifier(id.name);
    case object_kind::default_privileges:
      return id.name + (id.schema.empty() ? "" : " IN SCHEMA " + sql_identifier(id.schema)) +
             (id.signature.empty() ? "" : " FOR ROLE " + sql_identifier(id.signature));
    case object_kind::system_object:
      return id.name + " " + id.signature;
    default:
      break;
  }
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
