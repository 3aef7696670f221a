// What a schema header will declare, decided before a line of it is written: which objects have a spelling of their
// own, what they are called, and in which order they stand. Private to this folder.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "kit/emit/cpp_names.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

/// What has columns: a table, a view, a materialized view or a composite type.
struct cpp_table {
  std::string structure;                       ///< `Users`; of a partition, its parent's
  std::string constant;                        ///< `users`
  std::string row;                             ///< `User`; empty when no name is left for it, or none is wanted
  std::map<std::string, std::string> members;  ///< by column name
  std::vector<column_entry> columns;           ///< of a partition, none: it has no struct
  bool is_partition = false;
};

struct cpp_enum {
  std::string name;
  std::vector<std::string> enumerators;  ///< beside the labels
  bool has_traits = false;               ///< name, schema or labels do not follow from the enumeration
  bool traits_labels = false;
};

/// A part of a table or view: a constraint, an index, a policy, a trigger or a statistics object.
struct table_part {
  const object_id* id;
  const object* value;
};

struct cpp_schema {
  const database* model = nullptr;
  std::string space;                      ///< the namespace
  identifier_pool names;                  ///< of the namespace
  std::map<object_id, cpp_table> tables;  ///< views and composite types, too
  std::map<object_id, cpp_enum> enums;
  std::set<object_id> types_of_columns;  ///< of the user's
  std::vector<object_id> table_order;
  std::map<object_id, std::size_t> place;              ///< in table_order
  std::map<object_id, std::vector<table_part>> parts;  ///< of every table and view, in a readable order
  /// Columns that are no objects of the model: of views, composite types, and what a child has from its parents.
  std::deque<std::pair<object_id, column>> made_columns;
  /// Foreign keys that their columns say: by these a relation needs no more than the column.
  std::set<const object_id*> references_at_columns;
  /// What the declarations say, object by object. What differs from the model is left to SQL.
  database expressed;
  /// Identities in the model of what is said wholly, and therefore is not kept a second time in `expressed`.
  std::unordered_set<const object_id*> said_wholly;

  [[nodiscard]] bool declares(const object_id& table) const { return tables.contains(table); }
  /// True when the columns of `table` can be named as the target of a foreign key: a partition has no struct of its
  /// own to tell it by.
  [[nodiscard]] bool can_be_referenced(const object_id& table) const {
    const auto it = tables.find(table);
    return it != tables.end() && !it->second.is_partition;
  }
  [[nodiscard]] const std::vector<table_part>& parts_of(const object_id& relation) const {
    static const std::vector<table_part> none;
    const auto it = parts.find(table_id(relation.schema, relation.name));
    return it == parts.end() ? none : it->second;
  }
  /// True when `to` stands before `from`, so that its constant can be named.
  [[nodiscard]] bool is_before(const object_id& to, const object_id& from) const {
    return place.at(to) < place.at(from);
  }
};

/// Takes what is said wholly of a relation that is written, and of what belongs to it, out of `expressed`.
void settle_expressed(cpp_schema& schema, const object_id& relation);

/// Chooses the tables, views and composite types that can be declared: fills `tables` and `made_columns`. `parts` is
/// there.
void choose_relations(cpp_schema& schema);

/// Chooses what can be declared, gives names and order. `expressed` holds the tables, enums and schemas so far.
cpp_schema plan_cpp_schema(const database& model, std::string space);

}  // namespace squall::kit
