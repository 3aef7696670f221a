// The entries of a list that are statements about a table or view: owner, grants, triggers, statistics. Private to this
// folder.
#pragma once

#include <vector>

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_text.hpp"

namespace squall::kit {

/// owner(…), grant(…), trigger(…), statistics(…) of `relation`, which `schema.expressed` has; it learns what they say.
std::vector<cpp_chain> statement_entries(cpp_schema& schema, const object_id& relation);

}  // namespace squall::kit
