// The part of a large schema that a change can reach.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

struct neighbourhood {
  database origin;
  database target;
  std::size_t tables = 0;      ///< of origin and target together, by name
  std::size_t all_tables = 0;  ///< of the whole schemas
};

/// What `changes` touch, all that stands on it (by what the model knows, and by names in SQL texts), and all that these
/// stand on. Foreign keys that lead from there to other tables are left out. Statements that touch anything else fail
/// on it. Nothing when that is most of the schema, or the schema is small: then the whole is as good.
std::optional<neighbourhood> neighbourhood_of(const database& origin, const database& target,
                                              const std::vector<change>& changes);

}  // namespace squall::kit
