// Tables that are dropped and made again under the same name.
#pragma once

#include <set>

#include "kit/plan/settle.hpp"

namespace squall::kit {

/// A table that no ALTER can turn into what it shall be is dropped and made again: with its partitions, which go with
/// it, and all that belongs to them. Adds those among `altered` to `remade`, and what goes with them and with the
/// tables that are in it already.
void add_remade_tables(const settled_changes& changes, const std::set<object_id>& altered, std::set<object_id>& remade);

}  // namespace squall::kit
