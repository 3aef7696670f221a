// Carries renames out. Private to this folder.
#pragma once

#include <map>

#include "kit/plan/settle.hpp"

namespace squall::kit {

/// Carries the renames that lead each of `survivors` from one name to the other out on `out.base`, and writes them down
/// in `out.renames`. Throws kit::error for what PostgreSQL cannot rename or move.
void carry_out_renames(settled_changes& out, std::map<object_id, object_id> survivors);

}  // namespace squall::kit
