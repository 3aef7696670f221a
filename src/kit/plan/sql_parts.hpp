// Pieces of SQL that more than one statement is made of.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {

/// A visitor made of lambdas; a kind without a lambda does not compile.
template <class... Visitors>
struct overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

/// "a, b, c", quoted as needed; the last one a PERIOD when asked for.
std::string sql_column_list(const std::vector<std::string>& names, bool last_is_period = false);

/// format_type()'s spelling as people write it: varchar(255), timestamptz(3), char(2), bit varying → varbit.
std::string readable_type(std::string_view type);

/// The options of a sequence that are not what PostgreSQL takes for a sequence of `data_type` anyway:
/// " INCREMENT BY 5 START WITH 10", with a leading space, or nothing.
std::string sql_sequence_options(const sequence_options& options, std::string_view data_type);

/// What leads from one set of options to another: " INCREMENT BY 5". With `set`, each part as ALTER COLUMN … wants it:
/// " SET INCREMENT BY 5". The current position is not touched.
std::string sql_sequence_changes(const sequence_options& before, const sequence_options& after, bool set);

/// What becomes of a sequence's position with other bounds. ALTER SEQUENCE refuses those that it is outside of.
enum class bounds_change : std::uint8_t {
  wider,     ///< nothing
  narrower,  ///< it may have to be moved within before
  apart,     ///< old and new have no value in common: the sequence begins again
};
bounds_change compare_bounds(const sequence_options& before, const sequence_options& after);

/// GENERATED ALWAYS AS IDENTITY (…) of a column of type `column_type`.
std::string sql_identity(const object_id& id, const identity_column& identity, std::string_view column_type);

/// Keys of an index between parentheses, with collations, operator classes and orders.
std::string sql_index_keys(const std::vector<index_key>& keys);

/// "fillfactor = 70, autovacuum_enabled = 'off'"
std::string sql_parameters(const option_map& parameters);

/// What leads from one set of parameters to another, each `SET (…)` or `RESET (…)`.
std::vector<std::string> sql_parameter_changes(const option_map& before, const option_map& after);

/// " DEFERRABLE INITIALLY DEFERRED", or nothing.
std::string sql_timing(constraint_timing timing);

/// `name type COLLATE … DEFAULT … NOT NULL`, as CREATE TABLE and ADD COLUMN take it.
std::string sql_column_definition(const object_id& id, const column& c);

/// Pads the names in the definitions of `columns`, so that the types stand in one column.
void sql_align_types(const std::vector<column_entry>& columns, std::vector<std::string>& definitions);

/// What leads from one set of storage, compression, statistics target, options and foreign options of a column to
/// another, each as it stands behind ALTER COLUMN name: `SET STORAGE EXTERNAL`, `SET STATISTICS 200`. `before` is null
/// for a column just made.
std::vector<std::string> sql_column_settings(const column* before, const column& after);

/// What leads from one state of a column that its parent gives to another, each as it stands behind ALTER COLUMN name:
/// default, NOT NULL and settings. Its type follows the parent's.
std::vector<std::string> sql_inherited_column_changes(const column& before, const column& after);

/// The name of the constraint behind NOT NULL, which PostgreSQL 18 has.
std::string not_null_name(const object_id& id, const column& c);
/// Those that differ from the usual one, with their schemas: another table's usual name may be among them.
std::set<std::pair<std::string, std::string>> said_not_null_names(const database& model);
/// `CONSTRAINT name NOT NULL column`, NOT VALID if need be, as CREATE TABLE and ADD take it from PostgreSQL 18 on.
std::string sql_named_not_null(const object_id& id, const column& c);
/// What leads from one NOT NULL to another, each as it stands behind ALTER TABLE name. What is the parent's keeps its
/// name.
std::vector<std::string> sql_not_null_changes(const object_id& id, const column& before, const column& after);

/// OPTIONS of a foreign object: `a '1', b '2'`, or as ALTER wants the differences: `ADD a '1', SET b '2', DROP c`.
std::string sql_foreign_options(const option_map& options);
std::string sql_foreign_option_changes(const option_map& before, const option_map& after);

/// `CONSTRAINT name PRIMARY KEY (…)` and so on, as CREATE TABLE and ADD take it.
std::string sql_constraint_definition(const object_id& id, const primary_key& c);
std::string sql_constraint_definition(const object_id& id, const unique& c);
std::string sql_constraint_definition(const object_id& id, const check& c);
std::string sql_constraint_definition(const object_id& id, const foreign_key& c);
std::string sql_constraint_definition(const object_id& id, const exclusion& c);
/// The same for any object. Throws kit::error when it is no constraint.
std::string sql_constraint_definition(const object_id& id, const object& value);

/// Primary keys, unique and exclusion constraints, checks and foreign keys.
constexpr bool is_constraint(object_kind kind) {
  return kind == object_kind::primary_key || kind == object_kind::unique || kind == object_kind::check ||
         kind == object_kind::foreign_key || kind == object_kind::exclusion;
}

/// A role as it is said in OWNER TO and GRANT; empty: whoever runs the script.
std::string sql_role(const std::string& name);

/// "ALTER TABLE schema.table"
std::string sql_alter_table(const object_id& id);
/// `ALTER TABLE parent ATTACH PARTITION partition bound`.
std::string sql_attach_partition(const object_id& partition, const table& value);

/// The index that a unique constraint or primary key stands on.
index index_of_key(const object_id& id, const object& key);
/// CREATE [UNIQUE] INDEX of a unique constraint or primary key, for ADD CONSTRAINT … USING INDEX.
std::string sql_index_for_key(const object_id& id, const std::string& index_name, const object& key);
/// `ADD CONSTRAINT name PRIMARY KEY USING INDEX index_name …`: the index takes the constraint's name.
std::string sql_use_index(const object_id& id, const std::string& index_name, const object& key);

}  // namespace squall::kit
