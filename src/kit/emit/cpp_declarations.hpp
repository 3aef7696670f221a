// Schemas, extensions, domains and sequences: one line each. Private to this folder.
#pragma once

#include <string>

#include "kit/emit/cpp_schema.hpp"

namespace squall::kit {

struct cpp_declarations {
  std::string before_tables;
  std::string behind_tables;  ///< what names their columns
};

/// The declarations of those that have a spelling and are not said by a column. The tables are written: what is said
/// is added to `schema.expressed`.
cpp_declarations write_cpp_declarations(cpp_schema& schema);

}  // namespace squall::kit
