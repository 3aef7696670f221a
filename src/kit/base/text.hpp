// Small helpers for text that people read and type.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace squall::kit {

/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b` (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that `name` is most likely a typo of, ignoring case; nothing when none is near.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

/// A-Z as a-z; every other byte as it is.
std::string lower_case(std::string_view text);

/// True when `word`, in lower case, stands somewhere in the text in whatever case.
bool contains_in_any_case(std::string_view text, std::string_view word);

/// Without white space at both ends.
std::string_view trim(std::string_view text);

/// `1 step`, `2 steps`.
std::string count_of(std::size_t n, std::string_view noun);

/// The line (from 1) of a place in `text`: `offset` bytes in, and from there the server's `position`, which counts
/// characters from 1 (0: none).
int line_at(std::string_view text, std::size_t offset, int position = 0);

/// White space folded to single spaces, cut with `…` after `limit` characters: SQL in one line of a message.
std::string one_line(std::string_view text, std::size_t limit = 120);

}  // namespace squall::kit
