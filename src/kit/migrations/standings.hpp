// The history beside the folder, and what follows for a run.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kit/migrations/runner.hpp"

namespace squall::kit::detail {

std::vector<migration_status> compare(const std::vector<migration>& migrations,
                                      const std::vector<applied_migration>& history);

/// Throws kit::error, naming the migrations and the choices, when the options do not allow what was found.
void refuse_disagreement(const std::vector<migration_status>& statuses, const runner_options& options);

}  // namespace squall::kit::detail
