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

#include "kit/model/object_id.hpp"

namespace squall::kit {

/// SQL text of an expression (a default, a predicate, a generated column …) and the objects that it is known to
/// stand on. References serve ordering only: two expressions are equal when their texts are.
struct sql_expression {
  std::string sql;
  std::vector<object_id> references;

  friend bool operator==(const sql_expression& a, const sql_expression& b) { return a.sql == b.sql; }
};

/// A type as PostgreSQL's format_type() spells it under an empty search_path: `integer`,
/// `character varying(255)`, `timestamp(3) with time zone`, `public."Mood"[]`.
struct type_name {
  std::string sql;
  /// The user-defined type (of the element, when it is an array) that this one stands on.
  std::optional<object_id> user_type;

  friend bool operator==(const type_name& a, const type_name& b) { return a.sql == b.sql; }
};

enum class identity_kind : std::uint8_t { always, by_default };
enum class foreign_key_action : std::uint8_t { no_action, restrict, cascade, set_null, set_default };
enum class foreign_key_match : std::uint8_t { simple, full };
enum class constraint_timing : std::uint8_t { not_deferrable, deferrable, initially_deferred };

/// The settings of a sequence, as pg_sequence holds them (defaults spelled out, never left to the reader).
struct sequence_options {
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = INT64_MAX;
  std::int64_t cache = 1;
  bool cycle = false;
  friend bool operator==(const sequence_options&, const sequence_options&) = default;
};

struct schema {
  std::string comment;
  friend bool operator==(const schema&, const schema&) = default;
};

struct enum_type {
  std::vector<std::string> labels;
  std::string comment;
  friend bool operator==(const enum_type&, const enum_type&) = default;
};

struct sequence {
  std::string data_type = "bigint";
  sequence_options options;
  /// The column that owns it: dropped with it (serial columns). Same schema as the sequence.
  std::optional<object_id> owned_by;
  std::string comment;
  friend bool operator==(const sequence&, const sequence&) = default;
};

struct table {
  std::string comment;
  friend bool operator==(const table&, const table&) = default;
};

struct identity_column {
  identity_kind kind = identity_kind::by_default;
  sequence_options options;
  friend bool operator==(const identity_column&, const identity_column&) = default;
};

struct column {
  /// 1-based place among the table's columns. Not compared: PostgreSQL cannot move a column.
  int position = 0;
  type_name type;
  bool not_null = false;
  std::optional<sql_expression> default_value;
  std::optional<identity_column> identity;
  /// GENERATED ALWAYS AS (…) STORED
  std::optional<sql_expression> generated;
  /// Qualified and quoted, empty for the type's default.
  std::string collation;
  std::string comment;

  friend bool operator==(const column& a, const column& b) {
    return a.type == b.type && a.not_null == b.not_null && a.default_value == b.default_value &&
           a.identity == b.identity && a.generated == b.generated && a.collation == b.collation &&
           a.comment == b.comment;
  }
};

struct primary_key {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  constraint_timing timing{};
  std::string comment;
  friend bool operator==(const primary_key&, const primary_key&) = default;
};

struct unique {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  constraint_timing timing{};
  std::string comment;
  friend bool operator==(const unique&, const unique&) = default;
};

struct check {
  sql_expression condition;
  bool no_inherit = false;
  std::string comment;
  friend bool operator==(const check&, const check&) = default;
};

struct foreign_key {
  std::vector<std::string> columns;
  /// The table (kind table) and its columns, in the order of `columns`.
  object_id referenced_table;
  std::vector<std::string> referenced_columns;
  foreign_key_match match{};
  foreign_key_action on_delete{};
  foreign_key_action on_update{};
  /// ON DELETE SET NULL (a, b): the columns set, empty for all of them.
  std::vector<std::string> on_delete_columns;
  constraint_timing timing{};
  std::string comment;
  friend bool operator==(const foreign_key&, const foreign_key&) = default;
};

/// One key of an index: a column's name or an expression.
struct index_key {
  std::string column;                        ///< empty when `expression` is set
  std::optional<sql_expression> expression;  ///< without the parentheses that CREATE INDEX wants around it
  std::string collation;                     ///< qualified and quoted, empty for the column's own
  std::string operator_class;                ///< with its parameters, empty for the type's default
  bool descending = false;
  bool nulls_first = false;  ///< PostgreSQL's default: false ascending, true descending
  friend bool operator==(const index_key&, const index_key&) = default;
};

struct index {
  std::string method = "btree";
  bool unique = false;
  bool nulls_not_distinct = false;
  std::vector<index_key> keys;
  std::vector<std::string> include;
  std::optional<sql_expression> where;
  std::map<std::string, std::string> storage_parameters;
  std::string comment;
  friend bool operator==(const index&, const index&) = default;
};

/// An object of the model. The alternatives stand in the order of object_kind.
using object = std::variant<schema, enum_type, sequence, table, column, primary_key, unique, check, foreign_key, index>;

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

/// Objects that must exist for `value` to exist: its schema, its table, its types, the columns and tables that it
/// names, and what its expressions are known to stand on. Only identities, each once; they need not be in any model.
/// A sequence does not depend on its owner: the owner's default depends on it, and OWNED BY is said after both exist.
std::vector<object_id> dependencies_of(const object_id& id, const object& value);

/// What a source says beside the objects: the author's intentions, which are no part of the database.
struct intentions {
  std::map<object_id, std::string> renamed_from;       ///< the raw old name, same parent
  std::map<object_id, std::string> using_expressions;  ///< ALTER COLUMN … TYPE … USING this
  std::map<object_id, std::string> backfills;          ///< value for rows that exist when a column becomes NOT NULL
};

/// What a source read.
struct source_result {
  database model;
  intentions intended;
  /// What could not be represented, one sentence each ("view public.v is not modelled and is left alone").
  std::vector<std::string> not_modelled;
};

}  // namespace squall::kit
