// Builds a model from the records of a compiled header (definition_abi.hpp).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kit/model/default_names.hpp"
#include "kit/model/model.hpp"
#include "kit/sources/cpp/records.hpp"

namespace squall::kit {

/// Table by table, declaration by declaration. Names that nobody gave are chosen when all given ones are known, so that
/// they do not depend on the order of the declarations.
class model_builder {
 public:
  explicit model_builder(described_schema& out);

  void add(const definition::table_record& t);
  void add(const definition::declaration_record& d);
  /// What has no name of its own yet, and what depends on the whole header.
  void finish();

 private:
  struct known_table {
    object_id id;
    std::set<std::string> columns;
  };

  static std::string schema_name(definition::text given);
  intentions& intended() { return out_.result.intended; }
  void problem(std::string message) { out_.problems.push_back(std::move(message)); }
  void put(const object_id& id, object value) { out_.result.model.objects.insert_or_assign(id, std::move(value)); }
  void check_name(const object_id& id);
  void add_schema(const std::string& name);
  /// The columns of the table that the text names. Everything that may be a column is taken for one.
  sql_expression expression_on(const object_id& table, std::string_view sql);

  // Tables and their columns.
  table table_of(const object_id& id, const definition::table_record& t);
  void add_enum(const definition::enum_record& e);
  void add_column(const object_id& table, const definition::column_record& r, int position);
  void add_serial(const object_id& column_of_serial, definition::sql_type type);
  void name_identity_sequence(const object_id& column_of_identity);
  void resolve_types();
  void drop_inherited_columns();
  void check_parents();

  // Constraints and indexes.
  void add_constraint(object_kind kind, const object_id& table, std::string_view given, std::string second,
                      std::string_view label, object value);
  void add_primary_key(const object_id& table, const definition::table_record& t);
  void add_column_constraints(const object_id& table, const definition::column_record& r);
  void add_foreign_key(const object_id& table, std::string_view given, std::vector<std::string> columns,
                       const definition::reference_record& r, const definition::extra_record* extra);
  void add_extra(const object_id& table, const definition::extra_record& e);
  void add_index(const object_id& table, const definition::extra_record& e);
  void add_exclusion(const object_id& table, const definition::extra_record& e);
  index_key key_of(const object_id& table, const definition::key_record& k);

  // What stands beside the tables.
  void add_statement(std::string label, std::string_view sql);
  void add_declared_schema(const definition::declaration_record& d);
  void add_extension(const definition::declaration_record& d);
  void add_domain(const definition::declaration_record& d);
  void add_sequence(const definition::declaration_record& d);
  void add_declared_enum(const definition::declaration_record& d);
  void add_range(const definition::declaration_record& d);
  void add_composite(const definition::declaration_record& d);
  void add_view(const definition::declaration_record& d);

  described_schema& out_;
  name_registry names_;
  std::vector<known_table> tables_;
  std::set<object_id> has_key_;
  std::vector<std::function<void()>> unnamed_;
  std::set<object_id> inherited_serials_;
  std::vector<sql_statement> about_tables_;  ///< behind those of the header
};

/// Takes one fact of a table's list. @return what is wrong with it, or nothing.
std::string apply_table_option(table& value, const definition::extra_record& option);

}  // namespace squall::kit
