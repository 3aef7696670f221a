// What pg_proc.proconfig and pg_roles.rolconfig hold.
#pragma once

#include <string>
#include <vector>

#include "kit/model/parts.hpp"

namespace squall::kit::catalog {

/// `name=value` entries as name → what follows TO in SET. The value of a setting that is a list of names (search_path
/// and a few others) becomes a list of literals, any other one literal.
option_map settings_of(const std::vector<std::string>& entries);

}  // namespace squall::kit::catalog
