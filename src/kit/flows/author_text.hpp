// Changes between canonical models, told in the author's own words.
#pragma once

#include <vector>

#include "kit/diff/change.hpp"
#include "kit/flows/sources.hpp"

namespace squall::kit {

/// The changes between `models` in their author's words, or in words that PostgreSQL parses to what it printed.
std::vector<change> in_own_words(std::vector<change> changes, const comparable_models& models);

/// `changes` lead to the canonical form of `author`. Each expression that a change brings is replaced by the
/// author's spelling of it, so that a plan never carries PostgreSQL's deparse; what an alter leaves as it was keeps
/// the spelling of `before`, so that nothing seems to change that does not.
std::vector<change> with_author_text(std::vector<change> changes, const database& author);

/// The same changes as they fit `recorded`, a model that says the same as the one they were made from in other words:
/// what each starts from is taken from it.
std::vector<change> as_recorded(std::vector<change> changes, const database& recorded);

}  // namespace squall::kit
