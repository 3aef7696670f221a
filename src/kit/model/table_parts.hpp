// What belongs to a table, view or materialized view: constraints, indexes, triggers, rules, policies. And extended
// statistics, which stand in a schema but are about a table.
#pragma once

#include "kit/model/parts.hpp"

namespace squall::kit {

struct primary_key {
  std::vector<std::string> columns;
  std::vector<std::string> include = {};
  constraint_timing timing{};
  std::string comment = {};
  bool without_overlaps = false;  ///< the last column (PostgreSQL 18)
  /// Of a partition: the constraint of its parent that this one's index is attached to.
  std::string attached_to = {};
  /// Of a partitioned table: ON ONLY it. Partitions do not get theirs by themselves, and as long as one lacks it the
  /// index is not valid.
  bool only = false;
  option_map storage_parameters = {};
  std::string tablespace = {};
  std::string index_comment = {};
  reference_list references = {};  ///< operator classes
  friend bool operator==(const primary_key&, const primary_key&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("columns", self.columns);
    f("include", self.include);
    f("timing", self.timing);
    f("comment", self.comment);
    f("without_overlaps", self.without_overlaps);
    f("attached_to", self.attached_to);
    f("only", self.only);
    f("storage_parameters", self.storage_parameters);
    f("tablespace", self.tablespace);
    f("index_comment", self.index_comment);
    f("references", self.references);
  }
};

struct unique {
  std::vector<std::string> columns;
  std::vector<std::string> include = {};
  bool nulls_not_distinct = false;
  constraint_timing timing{};
  std::string comment = {};
  bool without_overlaps = false;  ///< the last column (PostgreSQL 18)
  std::string attached_to = {};   ///< as of a primary key
  bool only = false;              ///< as of a primary key
  option_map storage_parameters = {};
  std::string tablespace = {};
  std::string index_comment = {};
  reference_list references = {};  ///< operator classes
  friend bool operator==(const unique&, const unique&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("columns", self.columns);
    f("include", self.include);
    f("nulls_not_distinct", self.nulls_not_distinct);
    f("timing", self.timing);
    f("comment", self.comment);
    f("without_overlaps", self.without_overlaps);
    f("attached_to", self.attached_to);
    f("only", self.only);
    f("storage_parameters", self.storage_parameters);
    f("tablespace", self.tablespace);
    f("index_comment", self.index_comment);
    f("references", self.references);
  }
};

struct check {
  sql_expression condition;
  bool no_inherit = false;
  std::string comment = {};
  constraint_state state{};
  friend bool operator==(const check&, const check&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("condition", self.condition);
    f("no_inherit", self.no_inherit);
    f("comment", self.comment);
    f("state", self.state);
  }
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
  std::vector<std::string> on_delete_columns = {};
  constraint_timing timing{};
  std::string comment = {};
  constraint_state state{};
  bool period = false;  ///< the last column (PostgreSQL 18)
  /// Of a partition: the foreign key of its parent that this one is a part of. Only those are objects whose name is not
  /// the parent's.
  std::string attached_to = {};
  reference_list references = {};  ///< the key that it references
  friend bool operator==(const foreign_key&, const foreign_key&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("columns", self.columns);
    f.required("referenced_table", self.referenced_table);
    f.required("referenced_columns", self.referenced_columns);
    f("match", self.match);
    f("on_delete", self.on_delete);
    f("on_update", self.on_update);
    f("on_delete_columns", self.on_delete_columns);
    f("timing", self.timing);
    f("comment", self.comment);
    f("state", self.state);
    f("period", self.period);
    f("attached_to", self.attached_to);
    f("references", self.references);
  }
};

/// One key of an index: a column's name or an expression.
struct index_key {
  std::string column;                        ///< empty when `expression` is set
  std::optional<sql_expression> expression;  ///< without the parentheses that CREATE INDEX wants around it
  std::string collation;                     ///< qualified and quoted, empty for the column's own
  std::string operator_class;                ///< with its parameters, empty for the type's default
  bool descending = false;
  bool nulls_first = false;                            ///< PostgreSQL's default: false ascending, true descending
  std::optional<std::int64_t> statistics_target = {};  ///< of an expression
  std::string exclusion_operator = {};                 ///< of an exclusion constraint: WITH this, qualified if need be
  friend bool operator==(const index_key&, const index_key&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("column", self.column);
    f("expression", self.expression);
    f("collation", self.collation);
    f("operator_class", self.operator_class);
    f("descending", self.descending);
    f("nulls_first", self.nulls_first, self.descending);  // as PostgreSQL does by itself
    f("statistics_target", self.statistics_target);
    f("exclusion_operator", self.exclusion_operator);
  }
  /// What is wrong with it, or nothing.
  [[nodiscard]] std::string_view complaint() const {
    return column.empty() == !expression ? "an index key is either a column or an expression" : "";
  }
};

struct exclusion {
  std::string method = "gist";
  std::vector<index_key> keys;
  std::vector<std::string> include = {};
  std::optional<sql_expression> where = {};
  constraint_timing timing{};
  std::string comment = {};
  std::string attached_to = {};
  bool only = false;  ///< as of a primary key
  option_map storage_parameters = {};
  std::string tablespace = {};
  std::string index_comment = {};
  reference_list references = {};
  friend bool operator==(const exclusion&, const exclusion&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("method", self.method, std::string("gist"));
    f.required("keys", self.keys);
    f("include", self.include);
    f("where", self.where);
    f("timing", self.timing);
    f("comment", self.comment);
    f("attached_to", self.attached_to);
    f("only", self.only);
    f("storage_parameters", self.storage_parameters);
    f("tablespace", self.tablespace);
    f("index_comment", self.index_comment);
    f("references", self.references);
  }
};

struct index {
  std::string method = "btree";
  bool unique = false;
  bool nulls_not_distinct = false;
  std::vector<index_key> keys = {};
  std::vector<std::string> include = {};
  std::optional<sql_expression> where = {};
  option_map storage_parameters = {};
  std::string comment = {};
  std::string tablespace = {};
  /// Of a partition: the index of its parent that this one is attached to.
  std::string attached_to = {};
  bool only = false;                                    ///< as of a primary key
  std::vector<std::string> depends_on_extensions = {};  ///< raw, sorted
  reference_list references = {};                       ///< operator classes and the like
  friend bool operator==(const index&, const index&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("method", self.method, std::string("btree"));
    f("unique", self.unique);
    f("nulls_not_distinct", self.nulls_not_distinct);
    f("keys", self.keys);
    f("include", self.include);
    f("where", self.where);
    f("storage_parameters", self.storage_parameters);
    f("comment", self.comment);
    f("tablespace", self.tablespace);
    f("attached_to", self.attached_to);
    f("only", self.only);
    f("depends_on_extensions", self.depends_on_extensions);
    f("references", self.references);
  }
};

struct statistics {
  object_id table;                       ///< kind table or materialized_view
  std::vector<std::string> kinds;        ///< "ndistinct", "dependencies", "mcv"; empty: all (or of one expression)
  std::vector<std::string> columns;      ///< raw names
  std::vector<std::string> expressions;  ///< as they stand between the commas of ON, with parentheses where needed
  std::optional<std::int64_t> target;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const statistics&, const statistics&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("on", self.table);
    f("kinds", self.kinds);
    f("columns", self.columns);
    f("expressions", self.expressions);
    f("target", self.target);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

enum class trigger_timing : std::uint8_t { before, after, instead_of };
template <>
struct enum_words<trigger_timing> {
  static constexpr std::array<std::string_view, 3> words{"before", "after", "instead_of"};
};

struct trigger {
  bool constraint = false;  ///< CREATE CONSTRAINT TRIGGER
  trigger_timing timing{};
  std::vector<std::string> events;          ///< "INSERT", "DELETE", "UPDATE", "TRUNCATE", in that order
  std::vector<std::string> update_columns;  ///< UPDATE OF, raw names
  bool for_each_row = false;
  std::string old_table;  ///< REFERENCING OLD TABLE AS
  std::string new_table;
  std::string when;      ///< without outer parentheses
  std::string function;  ///< qualified name
  std::vector<std::string> arguments;
  constraint_timing deferral{};               ///< of constraint triggers
  std::optional<object_id> referenced_table;  ///< FROM, of constraint triggers
  firing enabled{};
  /// Of a partition: the part of its parent's trigger, which fires otherwise or has a comment. It is altered, never
  /// created.
  bool inherited = false;
  std::vector<std::string> depends_on_extensions;  ///< raw, sorted
  std::string comment;
  reference_list references;
  friend bool operator==(const trigger&, const trigger&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("constraint", self.constraint);
    f("timing", self.timing);
    f.required("events", self.events);
    f("update_columns", self.update_columns);
    f("for_each_row", self.for_each_row);
    f("old_table", self.old_table);
    f("new_table", self.new_table);
    f("when", self.when);
    f.required("function", self.function);
    f("arguments", self.arguments);
    f("deferral", self.deferral);
    f("referenced_table", self.referenced_table);
    f("enabled", self.enabled);
    f("inherited", self.inherited);
    f("depends_on_extensions", self.depends_on_extensions);
    f("comment", self.comment);
    f("references", self.references);
  }
};

struct rule {
  std::string definition;  ///< what follows `CREATE RULE name AS`, in one line as pg_get_ruledef() has it
  firing enabled{};
  std::string comment;
  reference_list references;
  friend bool operator==(const rule&, const rule&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("definition", self.definition);
    f("enabled", self.enabled);
    f("comment", self.comment);
    f("references", self.references);
  }
};

struct policy {
  bool permissive = true;
  std::string command;             ///< "SELECT", "INSERT", "UPDATE", "DELETE"; empty: ALL
  std::vector<std::string> roles;  ///< raw, sorted; empty: PUBLIC
  std::optional<sql_expression> using_expression;
  std::optional<sql_expression> with_check;
  std::string comment;
  reference_list references;
  friend bool operator==(const policy&, const policy&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("permissive", self.permissive, true);
    f("command", self.command);
    f("roles", self.roles);
    f("using", self.using_expression);
    f("with_check", self.with_check);
    f("comment", self.comment);
    f("references", self.references);
  }
};

}  // namespace squall::kit
