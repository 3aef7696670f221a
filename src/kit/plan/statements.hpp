// One statement a verb and kind: the text of SQL and nothing else. Each set covers every kind of `object`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

// -- Kinds that stand by themselves (is_standalone()): everything about an object is in these four. Texts are complete
// statements without the final semicolon, names qualified and quoted.

/// False for what the table planner makes piece by piece: schemas, enum types, sequences, tables, columns, constraints
/// and indexes.
constexpr bool is_standalone(object_kind kind) {
  switch (kind) {
    case object_kind::schema:
    case object_kind::enum_type:
    case object_kind::sequence:
    case object_kind::table:
    case object_kind::column:
    case object_kind::primary_key:
    case object_kind::unique:
    case object_kind::check:
    case object_kind::foreign_key:
    case object_kind::exclusion:
    case object_kind::index:
      return false;
    default:
      return true;
  }
}

/// Makes the object, without what finishing_statements() says. Several statements where DDL wants that (a trigger is
/// disabled after it was made).
std::vector<std::string> create_statements(const object_id& id, const object& value);

/// What must run before the functions that a base type (or a range type with a canonical function) is made of: its
/// shell. create_statements() then makes the type itself. Empty for everything else.
std::vector<std::string> shell_statements(const object_id& id, const object& value);

/// CLUSTER ON of a materialized view, to run when its indexes are there; alter_statements() says it itself. Empty for
/// everything else.
std::vector<std::string> clustering_statements(const object_id& id, const object& value);

/// Owner, privileges, security labels, comments (those of its parts too: the columns of a view, the attributes of a
/// type, the constraints of a domain): what leads from `before` to `after`. `before` is null for an object just made,
/// which then has the privileges `given` by ALTER DEFAULT PRIVILEGES.
std::vector<std::string> finishing_statements(const object_id& id, const object* before, const object& after,
                                              const default_privileges& given = {});

/// What REVOKE ON TABLE, which leads a relation from one to the other, leaves of a column's privileges (manual,
/// REVOKE).
access_control left_to_column(access_control of_column, const access_control& before, const access_control& after);

/// What ALTER (or CREATE OR REPLACE) can do in place, without what finishing_statements() says; empty when nothing else
/// differs; nothing when the object must be dropped and made again.
std::optional<std::vector<std::string>> alter_statements(const object_id& id, const object& before,
                                                         const object& after);

/// Never CASCADE, but for a base type (or a range type with a canonical function), which cannot go without its
/// functions nor they without it: drop_statement() of the type takes its functions along. Several statements with ";\n"
/// between them for default privileges and system objects. A subscription with a slot is dropped outside of
/// transactions.
std::string drop_statement(const object_id& id, const object& value);

/// ALTER … RENAME TO `name`, in the same parent. Throws kit::error for kinds that cannot be renamed.
std::string rename_statement(const object_id& id, const std::string& name);
/// ALTER … SET SCHEMA.
std::string set_schema_statement(const object_id& id, const std::string& schema);

/// CREATE …, or ALTER TABLE … ADD for what belongs to a table. A table is created without columns: the planner makes
/// the whole with sql_create_table(). Comments are statements of their own.
std::string sql_create(const object_id& id, const object& value);

/// CREATE [UNLOGGED] [FOREIGN] TABLE … [OF | PARTITION OF] … with `lines` (column and constraint definitions) between
/// its parentheses.
std::string sql_create_table(const object_id& id, const table& value, const std::vector<std::string>& lines);
/// What CREATE TABLE cannot say and no index is needed for: row-level security, REPLICA IDENTITY FULL.
std::vector<std::string> sql_new_table_settings(const object_id& id, const table& value);
/// The same that stands on an index: REPLICA IDENTITY USING INDEX, CLUSTER ON.
std::vector<std::string> sql_table_index_settings(const object_id& id, const table* before, const table& after);
/// What leads from one to the other, but for partitions and parents, and what stands on an index.
std::vector<std::string> sql_alter_table_settings(const object_id& id, const table& before, const table& after);

/// CREATE [UNIQUE] INDEX [CONCURRENTLY] `name`.
std::string sql_create_index(const object_id& id, const std::string& name, const index& value, bool concurrently);

/// DROP …, or ALTER TABLE … DROP. Never CASCADE.
std::string sql_drop(const object_id& id);
std::string sql_drop_index_concurrently(const object_id& id);

/// ALTER … RENAME TO `name`, a raw name in the same parent.
std::string sql_rename(const object_id& id, const std::string& name);

/// COMMENT ON … IS 'text', or IS NULL when it is empty.
std::string sql_comment(const object_id& id, const std::string& text);

/// The comment that an object carries; empty for kinds without one.
const std::string& comment_text(const object& value);

/// ALTER SEQUENCE for all that differs but owner and comment; empty when nothing does.
std::string sql_alter_sequence(const object_id& id, const sequence& before, const sequence& after);
std::string sql_sequence_owner(const object_id& id, const std::optional<object_id>& owner);

/// ALTER INDEX … SET and RESET of storage parameters, one statement each.
std::vector<std::string> sql_alter_index(const object_id& id, const index& before, const index& after);

/// CREATE TYPE `name` AS ENUM in the schema of `id`.
std::string sql_create_enum(const object_id& id, const std::string& name, const enum_type& value);

}  // namespace squall::kit
