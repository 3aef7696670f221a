// How each kind is named in DDL, and what needs nothing but that: DROP, RENAME TO, SET SCHEMA.
#include <fmt/format.h>

#include "kit/base/error.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

std::string_view sql_words(object_kind kind) {
  switch (kind) {
    case object_kind::role:
      return "ROLE";
    case object_kind::schema:
      return "SCHEMA";
    case object_kind::extension:
      return "EXTENSION";
    case object_kind::language:
      return "LANGUAGE";
    case object_kind::base_type:
    case object_kind::enum_type:
    case object_kind::composite_type:
    case object_kind::range_type:
      return "TYPE";
    case object_kind::domain:
      return "DOMAIN";
    case object_kind::collation:
      return "COLLATION";
    case object_kind::conversion:
      return "CONVERSION";
    case object_kind::routine:
      return "ROUTINE";
    case object_kind::aggregate:
      return "AGGREGATE";
    case object_kind::operator_:
      return "OPERATOR";
    case object_kind::operator_family:
      return "OPERATOR FAMILY";
    case object_kind::operator_class:
      return "OPERATOR CLASS";
    case object_kind::cast:
      return "CAST";
    case object_kind::transform:
      return "TRANSFORM";
    case object_kind::access_method:
      return "ACCESS METHOD";
    case object_kind::text_search_parser:
      return "TEXT SEARCH PARSER";
    case object_kind::text_search_template:
      return "TEXT SEARCH TEMPLATE";
    case object_kind::text_search_dictionary:
      return "TEXT SEARCH DICTIONARY";
    case object_kind::text_search_configuration:
      return "TEXT SEARCH CONFIGURATION";
    case object_kind::foreign_data_wrapper:
      return "FOREIGN DATA WRAPPER";
    case object_kind::foreign_server:
      return "SERVER";
    case object_kind::user_mapping:
      return "USER MAPPING";
    case object_kind::sequence:
      return "SEQUENCE";
    case object_kind::table:
      return "TABLE";
    case object_kind::column:
      return "COLUMN";
    case object_kind::primary_key:
    case object_kind::unique:
    case object_kind::check:
    case object_kind::foreign_key:
    case object_kind::exclusion:
      return "CONSTRAINT";
    case object_kind::index:
      return "INDEX";
    case object_kind::view:
      return "VIEW";
    case object_kind::materialized_view:
      return "MATERIALIZED VIEW";
    case object_kind::statistics:
      return "STATISTICS";
    case object_kind::trigger:
      return "TRIGGER";
    case object_kind::rule:
      return "RULE";
    case object_kind::policy:
      return "POLICY";
    case object_kind::event_trigger:
      return "EVENT TRIGGER";
    case object_kind::publication:
      return "PUBLICATION";
    case object_kind::subscription:
      return "SUBSCRIPTION";
    case object_kind::default_privileges:
      return "DEFAULT PRIVILEGES";
    case object_kind::system_object:
      return "SYSTEM OBJECT";
  }
  throw error("A kind of object that the planner does not know");
}

std::string_view sql_words(const object& value) {
  if (const auto* r = std::get_if<routine>(&value)) {
    return r->kind == routine_kind::procedure ? "PROCEDURE" : "FUNCTION";
  }
  if (const auto* t = std::get_if<table>(&value); t != nullptr && !t->foreign_server.empty()) {
    return "FOREIGN TABLE";
  }
  return sql_words(kind_of(value));
}

std::string sql_target(const object_id& id) {
  switch (id.kind) {
    case object_kind::routine:
      return fmt::format("{}({})", sql_name(id), id.signature);
    case object_kind::aggregate:
      return fmt::format("{}({})", sql_name(id), id.signature.empty() ? "*" : id.signature);
    case object_kind::operator_:
      return fmt::format("{}.{} ({})", sql_identifier(id.schema), id.name, id.signature);
    case object_kind::operator_family:
    case object_kind::operator_class:
      return fmt::format("{} USING {}", sql_name(id), sql_identifier(id.signature));
    case object_kind::cast:
      return fmt::format("({} AS {})", id.name, id.signature);
    case object_kind::transform:
      return fmt::format("FOR {} LANGUAGE {}", id.name, sql_identifier(id.signature));
    case object_kind::user_mapping:
      return fmt::format("FOR {} SERVER {}", sql_grantee(id.signature), sql_identifier(id.name));
    case object_kind::column:
      return fmt::format("{}.{}", sql_name(id.owner_table()), sql_identifier(id.name));
    case object_kind::system_object:
      return id.signature;
    case object_kind::trigger:
    case object_kind::rule:
    case object_kind::policy:
      return fmt::format("{} ON {}", sql_identifier(id.name), sql_name(id.owner_table()));
    default:
      break;
  }
  if (is_constraint(id.kind)) {
    return fmt::format("{} ON {}", sql_identifier(id.name), sql_name(id.owner_table()));
  }
  return identity_parts_of(id.kind).schema ? sql_name(id) : sql_identifier(id.name);
}

std::string drop_statement(const object_id& id, const object& value) {
  if (id.kind == object_kind::column || is_constraint(id.kind)) {
    return sql_drop(id);
  }
  if (const auto* privileges = std::get_if<default_privileges>(&value)) {
    return sql_joined(*alter_object(id, *privileges, {}), ";\n");
  }
  if (id.kind == object_kind::system_object) {
    return sql_joined(finishing_statements(id, &value, system_object{}), ";\n");
  }
  // Its functions take or return the type and the type stands on them: neither can go alone (manual, CREATE TYPE).
  if (!shell_statements(id, value).empty()) {
    return fmt::format("DROP TYPE {} CASCADE", sql_name(id));
  }
  // The family that came with the class would stay behind; the class goes with it.
  if (const auto* c = std::get_if<operator_class>(&value); c != nullptr && c->family.empty()) {
    return "DROP OPERATOR FAMILY " + sql_target(id);
  }
  return fmt::format("DROP {} {}", sql_words(value), sql_target(id));
}

std::string rename_statement(const object_id& id, const std::string& name) {
  switch (id.kind) {
    case object_kind::column:
    case object_kind::primary_key:
    case object_kind::unique:
    case object_kind::check:
    case object_kind::foreign_key:
    case object_kind::exclusion:
      return sql_rename(id, name);
    case object_kind::extension:
    case object_kind::operator_:
    case object_kind::cast:
    case object_kind::transform:
    case object_kind::access_method:
    case object_kind::user_mapping:
    case object_kind::default_privileges:
    case object_kind::system_object:
      throw error(describe(id) + " cannot be renamed", "Drop it and create it under the new name.");
    default:
      return fmt::format("ALTER {} {} RENAME TO {}", sql_words(id.kind), sql_target(id), sql_identifier(name));
  }
}

std::string set_schema_statement(const object_id& id, const std::string& schema) {
  const auto parts = identity_parts_of(id.kind);
  if (id.kind != object_kind::extension &&
      (!parts.schema || parts.table || id.kind == object_kind::default_privileges)) {
    throw error(describe(id) + " cannot be moved to another schema", "It goes where what it belongs to goes.");
  }
  return fmt::format("ALTER {} {} SET SCHEMA {}", sql_words(id.kind), sql_target(id), sql_identifier(schema));
}

}  // namespace squall::kit
