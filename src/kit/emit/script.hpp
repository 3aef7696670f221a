// A plan as a script for people and for the runner: what stands in up.sql and down.sql.
#pragma once

#include <string>
#include <string_view>

#include "kit/plan/plan.hpp"

namespace squall::kit {

/// The plan as one SQL script: `title` in the first comment line, each statement with its comment and hazards, and,
/// where one transaction is not enough, step comments that parse_script() reads back.
std::string emit_script(const plan& p, std::string_view title);

}  // namespace squall::kit
