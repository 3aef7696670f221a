// The entries of a table's list that say how it is stored and protected. Private to this folder.
#pragma once

#include <vector>

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_text.hpp"

namespace squall::kit {

/// unlogged(), with_parameter(…), row_level_security() and the like; `schema.expressed` learns what they say.
std::vector<cpp_chain> table_options_of(cpp_schema& schema, const object_id& table);

/// Those that name an index of the table, when `schema.expressed` has it.
std::vector<cpp_chain> index_options_of(cpp_schema& schema, const object_id& table);

}  // namespace squall::kit
