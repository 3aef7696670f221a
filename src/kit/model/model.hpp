// The model: plain values that describe a PostgreSQL database.
//
// A database is a flat, ordered set of objects, each with one identity. A column, a constraint and an index are
// objects of their own, so that diff, folding and JSON are the same code for every kind. The model knows nothing of
// where it came from, and equality is structural.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kit/model/database_objects.hpp"
#include "kit/model/object_id.hpp"
#include "kit/model/relations.hpp"
#include "kit/model/routines.hpp"
#include "kit/model/table_parts.hpp"
#include "kit/model/types.hpp"

namespace squall::kit {

/// An object of the model. The alternatives stand in the order of object_kind.
using object =
    std::variant<role, schema, extension, language, base_type, enum_type, domain, composite_type, range_type, collation,
                 conversion, routine, aggregate, sql_operator, operator_family, operator_class, cast, transform,
                 access_method, text_search_parser, text_search_template, text_search_dictionary,
                 text_search_configuration, foreign_data_wrapper, foreign_server, user_mapping, sequence, table, column,
                 primary_key, unique, check, foreign_key, exclusion, index, view, materialized_view, statistics,
                 trigger, rule, policy, event_trigger, publication, subscription, default_privileges, system_object>;
static_assert(std::variant_size_v<object> == object_kind_count, "one alternative a kind, in the same order");

inline object_kind kind_of(const object& value) { return static_cast<object_kind>(value.index()); }

/// A whole database. Schema `public` is an object like any other, and is there in every model.
struct database {
  std::map<object_id, object> objects;

  friend bool operator==(const database&, const database&) = default;

  /// The object of that identity as its own type, or nullptr.
  template <class T>
  [[nodiscard]] const T* find(const object_id& id) const {
    const auto it = objects.find(id);
    return it == objects.end() ? nullptr : std::get_if<T>(&it->second);
  }
  [[nodiscard]] bool contains(const object_id& id) const { return objects.contains(id); }
};

/// What PostgreSQL has before anybody creates anything: schema `public`, with the comment that initdb gives it.
database empty_database();

/// A column with its identity, for walking a table in its order.
struct column_entry {
  const object_id* id;
  const column* value;
};
/// The columns of `table`, by position. Views into `db`. Costs what the table has, not what the database has:
/// identities are ordered by kind, schema, table and name, so the parts of a table stand together.
std::vector<column_entry> columns_of(const database& db, const object_id& table);

/// The comment of an object, its access control, and the list of what it stands on: nullptr for kinds without one.
const std::string* comment_of(const object& value);
const access_control* access_of(const object& value);
const reference_list* references_of(const object& value);
std::string* comment_of(object& value);
access_control* access_of(object& value);
reference_list* references_of(object& value);

/// Objects that must exist for `value` to exist: its schema, its table, its types, the columns and tables that it
/// names, and what its expressions are known to stand on. Only identities, each once; they need not be in any model.
/// A sequence does not depend on its owner: the owner's default depends on it, and OWNED BY is said after both exist.
/// What belongs to a view or materialized view names it beside the table of that name, which is not there.
std::vector<object_id> dependencies_of(const object_id& id, const object& value);

/// The roles that `value` names: owner, grantees, roles of a policy, memberships.
std::vector<std::string> roles_of(const object_id& id, const object& value);

/// What a source says beside the objects: the author's intentions, which are no part of the database.
struct intentions {
  std::map<object_id, std::string> renamed_from;       ///< the raw old name, same parent
  std::map<object_id, std::string> using_expressions;  ///< ALTER COLUMN … TYPE … USING this
  std::map<object_id, std::string> backfills;          ///< value for rows that exist when a column becomes NOT NULL
};

/// SQL that the author wrote, one or more complete statements.
struct sql_statement {
  std::string label;  ///< names what they make, for messages
  std::string sql;

  friend bool operator==(const sql_statement&, const sql_statement&) = default;
};

/// The columns that the author says a view has. The view itself comes by a statement, which may give others.
struct declared_view {
  object_id id;
  std::vector<view_output> outputs;
};

/// What a source read.
struct source_result {
  database model;
  intentions intended;
  /// What could not be represented, one sentence each ("view public.v is not modelled and is left alone").
  std::vector<std::string> not_modelled;
  /// Statements of the author that are to be run beside the model's objects, in the order of the source; each may need
  /// objects of the model and of other statements. Whoever needs the whole model runs them on a scratch database.
  std::vector<sql_statement> statements = {};
  /// The views among them, for comparing what was declared with what the database made of it.
  std::vector<declared_view> views = {};
};

}  // namespace squall::kit
