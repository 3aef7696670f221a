// What cannot be altered in place is dropped and made again, and so is what stands on it.
#pragma once

#include <set>

#include "kit/plan/settle.hpp"

namespace squall::kit {

struct replacements {
  std::set<object_id> objects;            ///< to drop and make again
  std::set<object_id> swapped_types;      ///< types to make anew, columns converted
  std::set<object_id> released_defaults;  ///< columns whose default calls something that is made again
};
replacements find_replacements(const settled_changes& changes);

}  // namespace squall::kit
