// Proof: a migration is run on a scratch server, there and back, on rows, before anybody sees it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/migrations/certificate.hpp"
#include "kit/migrations/migration.hpp"
#include "kit/model/model.hpp"
#include "kit/plan/plan.hpp"
#include "kit/proof/readings.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

/// What is to be proven: that `up_sql` leads from `origin` to `target`, and `down_sql` back.
struct claim {
  const database& origin;
  const database& target;
  const std::vector<change>& changes;
  std::string up_sql;
  std::string down_sql;         ///< empty: there is no way back
  std::vector<hazard> hazards;  ///< of the way up
  const plan* up = nullptr;     ///< what the planner says of each statement; nullptr for scripts written by hand
};

struct proof_options {
  std::optional<std::filesystem::path> postgres_bin;
  bool rows = true;    ///< sample rows in the tables
  bool decoys = true;  ///< once more under a search_path full of tables with the same names
  bool whole = true;  ///< on the whole schema, however large; else on what the change can reach, where that spares time
  other_witnesses others = other_witnesses::automatic;
};

/// Tries the claim on `scratch`. A claim that does not hold is a finding, not an error.
/// Throws kit::error when there is no server to try it on, and connection_error.
certificate prove(const claim& c, managed_server& scratch, const proof_options& options = {});

}  // namespace squall::kit
