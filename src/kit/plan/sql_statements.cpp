// The statements that each kind has: create, drop, rename, comment. A kind without an overload does not compile.
#include <fmt/format.h>

#include "kit/base/error.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The word of DDL for a kind that stands on its own, and of COMMENT ON for all of them.
std::string_view sql_keyword(object_kind kind) {
  switch (kind) {
    case object_kind::schema:
      return "SCHEMA";
    case object_kind::enum_type:
      return "TYPE";
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
      return "CONSTRAINT";
    case object_kind::exclusion:
      return "CONSTRAINT";
    case object_kind::index:
      return "INDEX";
    default:
      break;
  }
  throw error("A kind of object that the planner does not know");
}

std::string add_constraint(const object_id& id, const std::string& definition, bool only = false) {
  return fmt::format("ALTER TABLE {}{} ADD {}", only ? "ONLY " : "", sql_name(id.owner_table()), definition);
}

}  // namespace

std::string sql_create(const object_id& id, const object& value) {
  return std::visit(
      overloaded{
          [&](const schema&) { return fmt::format("CREATE SCHEMA {}", sql_name(id)); },
          [&](const enum_type& v) { return sql_create_enum(id, id.name, v); },
          [&](const sequence& v) {
            return fmt::format("CREATE {}SEQUENCE {}{}{}", v.unlogged ? "UNLOGGED " : "", sql_name(id),
                               v.data_type == "bigint" ? "" : " AS " + v.data_type,
                               sql_sequence_options(v.options, v.data_type));
          },
          [&](const table& v) { return sql_create_table(id, v, {}); },
          [&](const column& v) {
            return fmt::format("{} ADD COLUMN {}", sql_alter_table(id), sql_column_definition(id, v));
          },
          [&](const primary_key& v) { return add_constraint(id, sql_constraint_definition(id, v), v.only); },
          [&](const unique& v) { return add_constraint(id, sql_constraint_definition(id, v), v.only); },
          [&](const check& v) { return add_constraint(id, sql_constraint_definition(id, v)); },
          [&](const foreign_key& v) { return add_constraint(id, sql_constraint_definition(id, v)); },
          [&](const exclusion& v) { return add_constraint(id, sql_constraint_definition(id, v), v.only); },
          [&](const index& v) { return sql_create_index(id, id.name, v, false); },
          [&](const auto&) -> std::string {
            throw error(describe(id) + " is not made by one statement of the table planner");
          },
      },
      value);
}

std::string sql_create_enum(const object_id& id, const std::string& name, const enum_type& value) {
  std::string labels;
  for (const auto& label : value.labels) {
    labels += (labels.empty() ? "" : ", ") + sql_literal(label);
  }
  return fmt::format("CREATE TYPE {}.{} AS ENUM ({})", sql_identifier(id.schema), sql_identifier(name), labels);
}

std::string sql_drop(const object_id& id) {
  if (id.kind == object_kind::column) {
    return fmt::format("{} DROP COLUMN {}", sql_alter_table(id), sql_identifier(id.name));
  }
  if (is_constraint(id.kind)) {
    return fmt::format("{} DROP CONSTRAINT {}", sql_alter_table(id), sql_identifier(id.name));
  }
  return fmt::format("DROP {} {}", sql_keyword(id.kind), sql_name(id));
}

std::string sql_drop_index_concurrently(const object_id& id) {
  return fmt::format("DROP INDEX CONCURRENTLY {}", sql_name(id));
}

std::string sql_rename(const object_id& id, const std::string& name) {
  if (id.kind == object_kind::column || is_constraint(id.kind)) {
    return fmt::format("{} RENAME {} {} TO {}", sql_alter_table(id), sql_keyword(id.kind), sql_identifier(id.name),
                       sql_identifier(name));
  }
  return fmt::format("ALTER {} {} RENAME TO {}", sql_keyword(id.kind), sql_name(id), sql_identifier(name));
}

std::string sql_comment(const object_id& id, const std::string& text) {
  std::string target = sql_name(id);
  if (id.kind == object_kind::column) {
    target = fmt::format("{}.{}", sql_name(id.owner_table()), sql_identifier(id.name));
  } else if (is_constraint(id.kind)) {
    target = fmt::format("{} ON {}", sql_identifier(id.name), sql_name(id.owner_table()));
  }
  return fmt::format("COMMENT ON {} {} IS {}", sql_keyword(id.kind), target, text.empty() ? "NULL" : sql_literal(text));
}

const std::string& comment_text(const object& value) {
  static const std::string none;
  const auto* text = comment_of(value);
  return text == nullptr ? none : *text;
}

std::string sql_alter_sequence(const object_id& id, const sequence& before, const sequence& after) {
  std::string changes;
  if (before.data_type != after.data_type) {
    changes += " AS " + after.data_type;
  }
  changes += sql_sequence_changes(before.options, after.options, false);
  return changes.empty() ? std::string() : fmt::format("ALTER SEQUENCE {}{}", sql_name(id), changes);
}

std::string sql_sequence_owner(const object_id& id, const std::optional<object_id>& owner) {
  return fmt::format(
      "ALTER SEQUENCE {} OWNED BY {}", sql_name(id),
      owner ? fmt::format("{}.{}", sql_name(owner->owner_table()), sql_identifier(owner->name)) : "NONE");
}

}  // namespace squall::kit
