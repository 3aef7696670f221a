// Parts of a partitioned table's indexes and keys that nobody named, where a column or a partition gets another name.
// Private to this folder.
#pragma once

#include <map>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// PostgreSQL named them after what they stand on, and renames of that leave them as they are. A database that is made
/// anew calls them otherwise: they are renamed, too.
/// @param base `before` with the renames carried out, which lead each of `survivors` from one to the other
std::vector<step> rename_parts(const database& before, const database& base, const database& after,
                               const std::map<object_id, object_id>& survivors);

}  // namespace squall::kit
