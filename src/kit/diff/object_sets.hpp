// Walking two models side by side.
#pragma once

#include <iterator>
#include <optional>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The objects of one kind that only one of two models has, each in the order of identities.
struct one_sided {
  std::vector<object_id> gone;  ///< only in the first
  std::vector<object_id> come;  ///< only in the second
};

/// Calls `function(const_iterator in_a or nullopt, const_iterator in_b or nullopt)` for every identity from `first`
/// on, as long as `within(id)`; one linear walk.
template <class Within, class Function>
void walk_both(const database& a, const database& b, const object_id& first, Within within, Function function) {
  using iterator = decltype(a.objects)::const_iterator;
  auto in_a = a.objects.lower_bound(first);
  auto in_b = b.objects.lower_bound(first);
  const auto ended = [&](const database& db, iterator it) { return it == db.objects.end() || !within(it->first); };
  while (true) {
    const bool a_ended = ended(a, in_a);
    const bool b_ended = ended(b, in_b);
    if (a_ended && b_ended) {
      return;
    }
    const auto order = a_ended   ? std::strong_ordering::greater
                       : b_ended ? std::strong_ordering::less
                                 : in_a->first <=> in_b->first;
    const std::optional<iterator> from_a = order <= 0 ? std::optional(in_a++) : std::nullopt;
    const std::optional<iterator> from_b = order >= 0 ? std::optional(in_b++) : std::nullopt;
    function(from_a, from_b);
  }
}

inline one_sided one_sided_of(const database& a, const database& b, object_kind kind) {
  one_sided sides;
  walk_both(
      a, b, object_id{kind, {}, {}, {}}, [&](const object_id& id) { return id.kind == kind; },
      [&](const auto& in_a, const auto& in_b) {
        if (!in_b) {
          sides.gone.push_back((*in_a)->first);
        } else if (!in_a) {
          sides.come.push_back((*in_b)->first);
        }
      });
  return sides;
}

}  // namespace squall::kit
