// A name for a migration that nobody named.
#pragma once

#include <string>
#include <vector>

#include "kit/diff/change.hpp"

namespace squall::kit {

/// What the changes do, in a few words: `create_users`, `add_slug_to_products`, `rename_users_to_people`; of several
/// changes the weightiest, and `_and_more`. `init` for the first migration of all.
std::string suggest_migration_name(const std::vector<change>& changes, bool is_first);

}  // namespace squall::kit
