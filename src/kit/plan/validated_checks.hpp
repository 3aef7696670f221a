// Checks that are valid in a partition or child while the parent that it has them from says NOT VALID.
#pragma once

#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The checks that `table` has from the tables above it and that are NOT VALID in the one it has them from.
std::vector<object_id> unproven_checks_above(const database& db, const object_id& table);

/// True when such a check is valid in `of` all the same.
bool is_validated_ahead(const table& of, const std::string& check_name);

}  // namespace squall::kit
