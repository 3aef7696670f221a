// Which pairs are worth a closer look.
#pragma once

#include <cstddef>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// For each of `created`, the places in `dropped` of what it may be called now. All of them when they are few. When
/// the pairs are very many (two databases that have nothing to do with each other), only those that share a column
/// name, an enum label or a word of the name, and one that is not everywhere: the cost stays near linear.
std::vector<std::vector<std::size_t>> candidate_pairs(const database& before, const std::vector<object_id>& dropped,
                                                      const database& after, const std::vector<object_id>& created);

}  // namespace squall::kit
