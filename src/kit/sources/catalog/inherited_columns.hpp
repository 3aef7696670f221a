// Columns of partitions, child tables and typed tables: an object of the model is what is not the parent's.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "kit/sources/catalog/state.hpp"

namespace squall::kit::catalog {

class inherited_columns {
 public:
  explicit inherited_columns(reading_state& state) : state_(state) {}

  /// Keeps a column of a table that has columns from elsewhere. `local`: pg_attribute.attislocal.
  void take(oid table, object_id id, column value, bool local);

  /// Adds to the model what is more than inherited. Once, when all other columns are in the model.
  void settle();

 private:
  struct pending {
    object_id id;
    column value;
    bool local = false;
  };
  struct table_columns {
    std::vector<pending> list;
    bool settled = false;
  };

  void settle(oid table_oid, table_columns& columns);
  [[nodiscard]] bool says_more(const relation& table, oid table_oid, pending& taken) const;
  [[nodiscard]] const column* column_of_parent(oid table_oid, const std::string& name) const;
  [[nodiscard]] const column* find_column(oid table_oid, const std::string& name) const;

  reading_state& state_;
  std::unordered_map<oid, table_columns> tables_;
};

}  // namespace squall::kit::catalog
