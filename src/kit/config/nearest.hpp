// "Did you mean …?": the word nearest to a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

/// Letters to insert, remove, replace or swap with a neighbour to make `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that is nearest to `word`, when it is near enough to be what was meant: at most a third of the
/// letters differ.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace squall::kit
