// Sequences, constraints and indexes that have another name and are otherwise the same: renamed without asking, since
// nothing is lost if that was not meant.
#pragma once

#include <set>

#include "kit/diff/rename_map.hpp"

namespace squall::kit {

/// Sequences: the one sequence of a column follows its column whatever else changes; others must be equal.
rename_map renamed_sequences(const database& before, const database& after, const std::set<object_id>& known_new);

/// Constraints and indexes, kind by kind within their table. Of several equal ones the best matching names pair up.
rename_map renamed_table_parts(const database& before, const database& after, const std::set<object_id>& known_new);

}  // namespace squall::kit
