#include "kit/diff/diff.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "kit/diff/object_sets.hpp"
#include "kit/diff/rename_settler.hpp"

namespace squall::kit {

namespace {

/// A table's new columns in the order in which they stand in it: ADD COLUMN appends, so the order is the result.
void order_new_columns(std::vector<change>& creates) {
  const auto is_column = [](const change& c) { return c.id.kind == object_kind::column; };
  const auto first = std::find_if(creates.begin(), creates.end(), is_column);
  const auto last = std::find_if_not(first, creates.end(), is_column);
  const auto place = [](const change& c) {
    return std::tuple(std::string_view(c.id.schema), std::string_view(c.id.table), std::get<column>(*c.after).position,
                      std::string_view(c.id.name));
  };
  std::sort(first, last, [&](const change& a, const change& b) { return place(a) < place(b); });
}

}  // namespace

diff_result diff(const database& before, const database& after, const diff_options& options) {
  rename_settler renames(before, after, options);
  renames.settle();

  std::vector<change> creates;
  std::vector<change> alters;
  std::vector<change> drops;
  walk_both(
      renames.renamed(), after, object_id{}, [](const object_id&) { return true; },
      [&](const auto& was, const auto& is) {
        if (!was) {
          creates.push_back({change_verb::create, (*is)->first, std::nullopt, std::nullopt, (*is)->second});
        } else if (!is) {
          drops.push_back({change_verb::drop, (*was)->first, std::nullopt, (*was)->second, std::nullopt});
        } else if ((*was)->second != (*is)->second) {
          alters.push_back({change_verb::alter, (*is)->first, std::nullopt, (*was)->second, (*is)->second});
        }
      });
  order_new_columns(creates);
  std::reverse(drops.begin(), drops.end());

  diff_result result{std::move(renames.changes()), std::move(renames.open())};
  for (auto* list : {&creates, &alters, &drops}) {
    std::move(list->begin(), list->end(), std::back_inserter(result.changes));
  }
  return result;
}

std::vector<change> changes_between(const database& before, const database& after) {
  diff_options how;
  how.decide_create = true;
  return diff(before, after, how).changes;
}

}  // namespace squall::kit
