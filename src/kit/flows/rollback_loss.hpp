// What rows and values a rollback would take with it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kit/migrations/migration.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

struct rollback_losses {
  std::vector<hazard> hazards;
  /// Migrations whose way back was written by hand: nothing is known about it.
  std::vector<std::string> unknown;
  [[nodiscard]] bool none() const { return hazards.empty() && unknown.empty(); }
};

/// The losses of taking back the migrations called `ids`.
rollback_losses losses_of_rollback(const std::vector<migration>& migrations, const std::vector<std::string>& ids);

}  // namespace squall::kit
