// Data that is gone, and whether the plan said so.
#pragma once

#include <set>
#include <vector>

#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// True when a hazard of kind data_loss covers the table or column: its object, what belongs to it, and the same of its
/// partitions and child tables.
bool loss_is_said(const object_id& lost, const std::vector<hazard>& hazards, const database& origin);

/// The tables and columns of `lost` of which no hazard says it.
std::vector<object_id> losses_unsaid(const std::set<object_id>& lost, const std::vector<hazard>& hazards,
                                     const database& origin);

}  // namespace squall::kit
