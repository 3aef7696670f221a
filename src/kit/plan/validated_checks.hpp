// Checks that are valid in a partition or child while the parent that it has them from says NOT VALID.
#pragma once

#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// True of a check that is NOT VALID and comes to partitions and children.
inline bool is_unproven_for_heirs(const check& rule) {
  return rule.state == constraint_state::not_valid && !rule.no_inherit;
}

/// The checks that `table` has from the tables above it and that are NOT VALID in the one it has them from.
std::vector<object_id> unproven_checks_above(const database& db, const object_id& table);

/// True when such a check is valid in `of` all the same.
bool is_validated_ahead(const table& of, const std::string& check_name);

}  // namespace squall::kit
