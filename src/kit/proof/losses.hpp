// Data that is gone, and whether the plan said so.
#pragma once

#include <vector>

#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// True when a hazard of kind data_loss covers the table or column: its object, what belongs to it, and the same of its
/// partitions and child tables. All are named as the renames of the plan leave them.
bool loss_is_said(const object_id& lost, const std::vector<hazard>& hazards, const database& origin);

}  // namespace squall::kit
