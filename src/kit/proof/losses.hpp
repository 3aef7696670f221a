// Data that is gone, and whether the plan said so.
#pragma once

#include <set>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// The tables and columns of `lost` that no hazard of kind data_loss covers. A hazard covers its object, what belongs
/// to it, and the same of its partitions and child tables.
std::vector<object_id> losses_unsaid(const std::set<object_id>& lost, const std::vector<hazard>& hazards,
                                     const database& origin);

}  // namespace squall::kit
