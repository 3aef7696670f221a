// What a server has, against what was to be made there.
#pragma once

#include "kit/model/model.hpp"

namespace squall::kit {

/// Throws kit::error that names what of `wanted` is not in `made`: an object, or a check that a table shall have as a
/// valid one ahead of its parents.
void require_same_objects(const database& wanted, const database& made);

}  // namespace squall::kit
