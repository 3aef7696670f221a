// What a schema header will declare, decided before a line of it is written: which objects have a spelling of their
// own, what they are called, and in which order they stand. Private to this folder.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kit/emit/cpp_names.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

struct cpp_table {
  std::string structure;                       ///< `Users`
  std::string constant;                        ///< `users`
  std::string row;                             ///< `User`; empty when no name is left for it
  std::map<std::string, std::string> members;  ///< by column name
  std::vector<column_entry> columns;
};

struct cpp_enum {
  std::string name;
  std::vector<std::string> enumerators;  ///< beside the labels
  bool has_traits = false;               ///< name, schema or labels do not follow from the enumeration
  bool traits_labels = false;
};

/// A part of a table: a constraint, an index or a policy.
struct table_part {
  const object_id* id;
  const object* value;
};

struct cpp_schema {
  const database* model = nullptr;
  std::string space;      ///< the namespace
  identifier_pool names;  ///< of the namespace
  std::map<object_id, cpp_table> tables;
  std::map<object_id, cpp_enum> enums;
  std::vector<object_id> table_order;
  std::map<object_id, std::size_t> place;              ///< in table_order
  std::map<object_id, std::vector<table_part>> parts;  ///< of every table, in a readable order
  /// What the declarations say, object by object. What differs from the model is left to SQL.
  database expressed;

  [[nodiscard]] bool declares(const object_id& table) const { return tables.contains(table); }
  /// True when `to` stands before `from`, so that its constant can be named.
  [[nodiscard]] bool is_before(const object_id& to, const object_id& from) const {
    return place.at(to) < place.at(from);
  }
};

/// Chooses what can be declared, gives names and order. `expressed` holds the tables, enums and schemas so far.
cpp_schema plan_cpp_schema(const database& model, std::string space);

}  // namespace squall::kit
