// The relations that the foreign keys of the tables make. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "kit/emit/cpp_schema.hpp"

namespace squall::kit {

/// The relations of one table.
struct cpp_relations {
  object_id table;
  std::string text;  ///< `template <class M> struct PostsRelations {…};` and its constant
};

/// Those of every table that has some, in the order of the tables. The tables are written.
std::vector<cpp_relations> write_cpp_relations(cpp_schema& schema);

}  // namespace squall::kit
