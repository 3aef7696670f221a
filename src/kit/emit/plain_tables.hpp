// Which tables can be written without a plan. Private to this folder.
#pragma once

#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// A table and what belongs to it, with views into the model. Constraints stand in the order of their kinds, as in
/// CREATE TABLE.
struct plain_table {
  using entry = const std::pair<const object_id, object>*;

  entry table = nullptr;
  std::vector<column_entry> columns;
  std::vector<entry> constraints;  ///< without foreign keys
  std::vector<entry> foreign_keys;
  std::vector<entry> indexes;
};

struct plain_parts {
  /// Roles, schemas, extensions, types and sequences that stand on nothing but each other.
  std::vector<plain_table::entry> early;
  /// Tables that stand on those and on each other only, each behind what it refers to where that is possible.
  std::vector<plain_table> tables;
};

plain_parts find_plain_parts(const database& model);

}  // namespace squall::kit
