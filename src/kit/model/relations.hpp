// Sequences, tables and their columns, views.
#pragma once

#include "kit/model/parts.hpp"

namespace squall::kit {

struct sequence {
  std::string data_type = "bigint";
  sequence_options options;
  /// The column that owns it: dropped with it (serial columns). Same schema as the sequence.
  std::optional<object_id> owned_by;
  bool unlogged = false;
  std::string comment;
  access_control access;
  friend bool operator==(const sequence&, const sequence&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("data_type", self.data_type, std::string("bigint"));
    sequence_options::fields(self.options, f);
    f("owned_by", self.owned_by);
    f("unlogged", self.unlogged);
    f("comment", self.comment);
    f("access", self.access);
  }
};

enum class replica_identity_kind : std::uint8_t { default_, full, nothing, index };
template <>
struct enum_words<replica_identity_kind> {
  static constexpr std::array<std::string_view, 4> words{"default", "full", "nothing", "index"};
};

struct table {
  std::string comment = {};
  bool unlogged = false;
  /// `RANGE (created_at)`, as pg_get_partkeydef() has it; empty when the table is not partitioned. Its expressions
  /// stand on `references`.
  std::string partition_by = {};
  /// The table this one is a partition of, and `FOR VALUES FROM … TO …` or `DEFAULT`. Columns, constraints, indexes and
  /// triggers of a partition that are its parent's and nothing else are no objects of the model.
  std::optional<object_id> partition_of = {};
  std::string partition_bound = {};
  /// INHERITS, in order. What a child has from its parents alone is no object of the model.
  std::vector<object_id> inherits = {};
  /// CREATE TABLE … OF type
  std::optional<object_id> of_type = {};
  /// CREATE FOREIGN TABLE … SERVER (raw name) OPTIONS
  std::string foreign_server = {};
  option_map foreign_options = {};
  option_map storage_parameters = {};  ///< those of the TOAST table as "toast.…"
  std::string tablespace = {};
  std::string access_method = {};  ///< empty: heap
  replica_identity_kind replica_identity{};
  std::string replica_identity_index = {};
  std::string clustered_on = {};  ///< the index of CLUSTER
  /// Checks that come from its parents alone, are NOT VALID there and valid here: names, sorted.
  std::vector<std::string> validated_checks = {};
  bool row_level_security = false;
  bool force_row_level_security = false;
  access_control access = {};
  reference_list references = {};
  friend bool operator==(const table&, const table&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("unlogged", self.unlogged);
    f("partition_by", self.partition_by);
    f("partition_of", self.partition_of);
    f("partition_bound", self.partition_bound);
    f("inherits", self.inherits);
    f("of_type", self.of_type);
    f("foreign_server", self.foreign_server);
    f("foreign_options", self.foreign_options);
    f("storage_parameters", self.storage_parameters);
    f("tablespace", self.tablespace);
    f("access_method", self.access_method);
    f("replica_identity", self.replica_identity);
    f("replica_identity_index", self.replica_identity_index);
    f("clustered_on", self.clustered_on);
    f("validated_checks", self.validated_checks);
    f("row_level_security", self.row_level_security);
    f("force_row_level_security", self.force_row_level_security);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

struct identity_column {
  identity_kind kind = identity_kind::by_default;
  sequence_options options;
  /// Where it is not the usual `<table>_<column>_seq`. Not compared: a renamed table or column keeps its sequence.
  std::string sequence_name = {};
  std::string sequence_comment = {};
  access_control sequence_access = {};  ///< its owner is always the table's
  friend bool operator==(const identity_column& a, const identity_column& b) {
    return a.kind == b.kind && a.options == b.options && a.sequence_comment == b.sequence_comment &&
           a.sequence_access == b.sequence_access;
  }

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("kind", self.kind);
    sequence_options::fields(self.options, f);
    f("sequence_name", self.sequence_name);
    f("sequence_comment", self.sequence_comment);
    f("sequence_access", self.sequence_access);
  }
};

struct column {
  /// 1-based place among the table's columns. Not compared: PostgreSQL cannot move a column.
  int position = 0;
  type_name type;
  bool not_null = false;
  std::optional<sql_expression> default_value = {};
  std::optional<identity_column> identity = {};
  /// GENERATED ALWAYS AS (…) STORED, or VIRTUAL (PostgreSQL 18)
  std::optional<sql_expression> generated = {};
  bool generated_virtual = false;
  /// Qualified and quoted, empty for the type's default.
  std::string collation = {};
  std::string comment = {};
  /// The constraint behind NOT NULL (PostgreSQL 18): its name where it is not the usual `<table>_<column>_not_null`.
  std::string not_null_name = {};
  bool not_null_no_inherit = false;
  bool not_null_not_valid = false;
  bool not_null_inherited = false;  ///< it is the parents' alone, on a column that is also the child's own
  /// The column comes from the parent of a partition or child table (attislocal is false), and differs from the
  /// parent's in what else stands here: it is altered, never added.
  bool inherited = false;
  std::string storage = {};      ///< "external", "main", …; empty: the type's own
  std::string compression = {};  ///< "pglz", "lz4"; empty: default_toast_compression
  std::optional<std::int64_t> statistics_target = {};
  option_map options = {};          ///< n_distinct, n_distinct_inherited
  option_map foreign_options = {};  ///< of a foreign table's column
  access_control access = {};       ///< privileges on the column alone; a column has no owner
  reference_list references = {};   ///< its collation, beyond what type and expressions say

  friend bool operator==(const column& a, const column& b) {
    return a.type == b.type && a.not_null == b.not_null && a.default_value == b.default_value &&
           a.identity == b.identity && a.generated == b.generated && a.generated_virtual == b.generated_virtual &&
           a.collation == b.collation && a.comment == b.comment && a.not_null_name == b.not_null_name &&
           a.not_null_no_inherit == b.not_null_no_inherit && a.not_null_not_valid == b.not_null_not_valid &&
           a.not_null_inherited == b.not_null_inherited && a.inherited == b.inherited && a.storage == b.storage &&
           a.compression == b.compression && a.statistics_target == b.statistics_target && a.options == b.options &&
           a.foreign_options == b.foreign_options && a.access == b.access;
  }

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("position", self.position, -1);  // always there
    f.required("type", self.type);
    f("not_null", self.not_null);
    f("default", self.default_value);
    f("identity", self.identity);
    f("generated", self.generated);
    f("virtual", self.generated_virtual);
    f("collation", self.collation);
    f("comment", self.comment);
    f("not_null_name", self.not_null_name);
    f("not_null_no_inherit", self.not_null_no_inherit);
    f("not_null_not_valid", self.not_null_not_valid);
    f("not_null_inherited", self.not_null_inherited);
    f("inherited", self.inherited);
    f("storage", self.storage);
    f("compression", self.compression);
    f("statistics_target", self.statistics_target);
    f("options", self.options);
    f("foreign_options", self.foreign_options);
    f("access", self.access);
    f("references", self.references);
  }
};

/// What somebody said about a column of a view; a column about which nothing was said is not listed.
struct view_column {
  std::string default_value;  ///< ALTER VIEW … ALTER COLUMN … SET DEFAULT
  std::string comment;
  std::optional<std::int64_t> statistics_target;  ///< of materialized views
  std::string storage;                            ///< of materialized views
  std::string compression;                        ///< of materialized views
  access_control access;
  friend bool operator==(const view_column&, const view_column&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("default", self.default_value);
    f("comment", self.comment);
    f("statistics_target", self.statistics_target);
    f("storage", self.storage);
    f("compression", self.compression);
    f("access", self.access);
  }
};

/// A column that a view's query gives. Follows from the query: not compared.
struct view_output {
  std::string name;
  std::string type;  ///< format_type()
  friend bool operator==(const view_output& /*a*/, const view_output& /*b*/) { return true; }

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("name", self.name);
    f.required("type", self.type);
  }
};
struct view_outputs {
  std::vector<view_output> list;  ///< in order; empty when nobody knows
  friend bool operator==(const view_outputs& /*a*/, const view_outputs& /*b*/) { return true; }
};

struct view {
  std::string query;   ///< SELECT …, without the final semicolon; with the columns named as they shall be
  option_map options;  ///< security_barrier, security_invoker, check_option
  std::map<std::string, view_column> columns;
  view_outputs outputs;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const view&, const view&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("query", self.query);
    f("options", self.options);
    f("columns", self.columns);
    f("outputs", self.outputs.list);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// Its indexes are objects of kind index whose `table` is the materialized view.
struct materialized_view {
  std::string query;
  bool populated = true;  ///< WITH DATA. Not compared: REFRESH changes it.
  option_map storage_parameters;
  std::string tablespace;
  std::string access_method;
  std::string clustered_on;
  std::map<std::string, view_column> columns;
  view_outputs outputs;
  std::vector<std::string> depends_on_extensions;  ///< raw, sorted
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const materialized_view& a, const materialized_view& b) {
    return a.query == b.query && a.storage_parameters == b.storage_parameters && a.tablespace == b.tablespace &&
           a.access_method == b.access_method && a.clustered_on == b.clustered_on && a.columns == b.columns &&
           a.depends_on_extensions == b.depends_on_extensions && a.comment == b.comment && a.access == b.access;
  }

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("query", self.query);
    f("populated", self.populated, true);
    f("storage_parameters", self.storage_parameters);
    f("tablespace", self.tablespace);
    f("access_method", self.access_method);
    f("clustered_on", self.clustered_on);
    f("columns", self.columns);
    f("outputs", self.outputs.list);
    f("depends_on_extensions", self.depends_on_extensions);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

}  // namespace squall::kit
