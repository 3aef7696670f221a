#include "kit/diff/rename_settler.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/diff/candidate_pairs.hpp"
#include "kit/diff/leaf_renames.hpp"
#include "kit/diff/object_sets.hpp"
#include "kit/diff/similarity.hpp"

namespace squall::kit {

namespace {

/// The order in which renames can be done one after another: one that vacates a name before the one that takes it.
std::vector<std::pair<object_id, object_id>> in_order(const rename_map& names) {
  std::vector<std::pair<object_id, object_id>> ordered;
  std::set<object_id> done;
  for (const auto& [from, to] : names.all()) {
    std::vector<std::pair<object_id, object_id>> chain;
    for (const auto* next = &from; next != nullptr && done.insert(*next).second;) {
      const auto* target = names.find(*next);
      if (target == nullptr) {
        break;
      }
      chain.emplace_back(*next, *target);
      next = target;
    }
    ordered.insert(ordered.end(), chain.rbegin(), chain.rend());
  }
  return ordered;
}

using answer_list = std::vector<std::pair<object_id, object_id>>;

/// Leaves out answers that cannot be meant any more: what they rename is still there, or what it should become is
/// there already, and no other answer explains that. So an old `.renamed_from()` does no harm.
answer_list without_stale(answer_list answers, const database& current, const database& after) {
  while (true) {
    std::set<object_id> leaving;
    std::set<object_id> arriving;
    for (const auto& [from, to] : answers) {
      leaving.insert(from);
      arriving.insert(to);
    }
    const auto stale = std::remove_if(answers.begin(), answers.end(), [&](const auto& answer) {
      return (current.contains(answer.second) && !leaving.contains(answer.second)) ||
             (after.contains(answer.first) && !arriving.contains(answer.first));
    });
    if (stale == answers.end()) {
      return answers;
    }
    answers.erase(stale, answers.end());
  }
}

/// Two names that change places look the same before and after: nobody can tell whether it is done, so it is not done.
bool in_circle(const std::map<object_id, object_id>& answers, const object_id& start) {
  auto it = answers.find(start);
  for (std::size_t steps = 0; it != answers.end() && steps <= answers.size(); ++steps) {
    if (it->second == start) {
      return true;
    }
    it = answers.find(it->second);
  }
  return false;
}

rename_map without_conflicts(const answer_list& answers) {
  std::map<object_id, object_id> by_old;
  std::map<object_id, object_id> by_new;
  for (const auto& [from, to] : answers) {
    const auto [old_entry, old_is_new] = by_old.emplace(from, to);
    const auto [new_entry, new_is_new] = by_new.emplace(to, from);
    if (old_entry->second != to) {
      throw error(describe(from) + " is said to be renamed to both " + display_name(old_entry->second) + " and " +
                      display_name(to),
                  "keep one of the two answers", exit_code::usage);
    }
    if (new_entry->second != from) {
      throw error(describe(to) + " is said to be the new name of both " + display_name(new_entry->second) + " and " +
                      display_name(from),
                  "keep one of the two answers", exit_code::usage);
    }
  }
  rename_map names;
  for (const auto& [from, to] : by_old) {
    if (!in_circle(by_old, from)) {
      names.add(from, to);
    }
  }
  return names;
}

}  // namespace

void rename_settler::settle() {
  settle_kind(object_kind::schema);
  settle_kind(object_kind::enum_type);
  settle_kind(object_kind::table);
  settle_kind(object_kind::column);
  settle_leaves();
}

void rename_settler::settle_kind(object_kind kind) {
  carry_out(answers_for(kind));
  if (!options_.decide_create) {
    ask(kind);
  }
}

/// What no data stands on: first as answered, then whatever differs in nothing but its name.
void rename_settler::settle_leaves() {
  for (const auto kind : {object_kind::sequence, object_kind::primary_key, object_kind::unique, object_kind::check,
                          object_kind::foreign_key, object_kind::exclusion, object_kind::index}) {
    carry_out(answers_for(kind));
  }
  // The names of sequences stand in defaults, so they go first.
  carry_out(renamed_sequences(renamed(), after_, known_new_));
  carry_out(renamed_table_parts(renamed(), after_, known_new_));
}

rename_map rename_settler::answers_for(object_kind kind) const {
  answer_list answers;
  for (const auto& answer : options_.renames) {
    if (answer.to.kind != kind || answer.from.kind != kind || !after_.contains(answer.to)) {
      continue;
    }
    const auto from = as_renamed_so_far(answer.from);
    if (from && *from != answer.to && keeps_parent(*from, answer.to)) {
      answers.emplace_back(*from, answer.to);
    }
  }
  return without_conflicts(without_stale(std::move(answers), renamed(), after_));
}

/// An answer may name an object as it was called in `before`, or under the new name of its table or schema.
std::optional<object_id> rename_settler::as_renamed_so_far(const object_id& from) const {
  object_id followed = from;
  for (const auto& names : done_) {
    followed = names.follow(followed);
  }
  if (renamed().contains(followed)) {
    return followed;
  }
  return renamed().contains(from) ? std::optional(from) : std::nullopt;
}

/// Tables, types and sequences may move to another schema; columns, constraints and indexes stay with their table, and
/// an owned sequence with its column.
bool rename_settler::keeps_parent(const object_id& from, const object_id& to) const {
  if (from.table != to.table) {
    return false;
  }
  const auto* owned = renamed().find<sequence>(from);
  return from.schema == to.schema || (!from.belongs_to_table() && (owned == nullptr || !owned->owned_by));
}

void rename_settler::ask(object_kind kind) {
  const auto sides = one_sided_of(renamed(), after_, kind);
  if (sides.gone.empty() || sides.come.empty()) {
    return;
  }
  using parent = std::pair<std::string, std::string>;
  const auto parent_of = [](const object_id& id) { return parent(id.schema, id.table); };
  std::map<parent, one_sided> families;
  for (const auto& id : sides.gone) {
    families[parent_of(id)].gone.push_back(id);
  }
  for (const auto& id : sides.come) {
    if (!known_new_.contains(id)) {
      families[parent_of(id)].come.push_back(id);
    }
  }
  for (const auto& [family, members] : families) {
    const auto pairs = candidate_pairs(renamed(), members.gone, after_, members.come);
    for (std::size_t i = 0; i < members.come.size(); ++i) {
      decision question{members.come[i], {}};
      for (const std::size_t n : pairs[i]) {
        const auto& dropped = members.gone[n];
        const double score = similarity(renamed(), dropped, after_, question.created);
        if (is_plausible(renamed(), dropped, after_, question.created, score)) {
          question.candidates.push_back({original_of(dropped), score});
        }
      }
      std::sort(question.candidates.begin(), question.candidates.end(), [](const auto& a, const auto& b) {
        return std::tie(b.score, a.dropped) < std::tie(a.score, b.dropped);
      });
      if (!question.candidates.empty()) {
        open_.push_back(std::move(question));
      }
    }
  }
}

void rename_settler::carry_out(rename_map names) {
  if (names.empty()) {
    return;
  }
  if (!renamed_) {
    renamed_ = before_;
  }
  names = without_inherited_columns(*renamed_, names);
  for (auto& [from, to] : in_order(names)) {
    changes_.push_back({change_verb::rename, from, to, std::nullopt, std::nullopt});
  }
  const rename_map own = names;
  add_inherited_columns(*renamed_, names);
  rename_map back;
  for (const auto& [from, to] : names.all()) {
    back.add(to, from);
  }
  apply_renames(*renamed_, own);
  done_.push_back(std::move(names));
  undone_.push_back(std::move(back));
}

object_id rename_settler::original_of(object_id id) const {
  for (auto names = undone_.rbegin(); names != undone_.rend(); ++names) {
    id = names->follow(id);
  }
  return id;
}

}  // namespace squall::kit
