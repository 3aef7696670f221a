// How the values of a column become those of another type. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/plan/plan.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/type_change.hpp"

namespace squall::kit {

struct type_conversion {
  type_change cost;
  std::optional<std::string> author;  ///< the USING expression that somebody declared
  /// What stands behind the column where PostgreSQL needs to be told: `::bigint`, `::text::mood`. Empty: the cast of
  /// an assignment.
  std::string cast;

  [[nodiscard]] bool writes_rows() const { return cost.rewrites || author.has_value(); }
};

/// Of a column that has another type (or collation) afterwards.
type_conversion conversion_of(const settled_changes& changes, const plan_options& options, const object_id& column);

/// What it may lose, where it may fail and whom it breaks.
std::vector<hazard> hazards_of_conversion(const settled_changes& changes, const object_id& column,
                                          const type_conversion& how);

}  // namespace squall::kit
