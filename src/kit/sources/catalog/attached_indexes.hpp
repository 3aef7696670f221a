// Indexes of partitions that are attached to an index of the partitioned table: an object of the model is what is not
// just what PostgreSQL makes of the parent's by itself.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "kit/sources/catalog/state.hpp"

namespace squall::kit::catalog {

class attached_indexes {
 public:
  struct entry {
    oid index_oid = 0;
    object_id id;
    index value;
    std::vector<std::string> attributes;  ///< what the index calls its columns
    char constraint = '\0';               ///< pg_constraint.contype, '\0' when there is none
  };

  explicit attached_indexes(reading_state& state) : state_(state) {}

  /// The index of a partitioned table, to compare with.
  void keep_parent(oid index_oid, const index& value, char constraint) {
    parents_.emplace(index_oid, parent_index{value, constraint});
  }

  /// Adds an index to the model, or to the indexes of constraints; one that is attached waits for settle().
  void take(entry taken);

  /// Once, when all indexes were taken.
  void settle();

 private:
  struct parent_index {
    index value;
    char constraint = '\0';
  };

  void add(entry taken, bool implied);

  reading_state& state_;
  std::unordered_map<oid, parent_index> parents_;
  std::vector<entry> attached_;
};

}  // namespace squall::kit::catalog
