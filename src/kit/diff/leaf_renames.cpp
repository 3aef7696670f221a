#include "kit/diff/leaf_renames.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "kit/diff/object_sets.hpp"
#include "kit/diff/similarity.hpp"

namespace squall::kit {

namespace {

/// Two lists of objects that may pair up with one another.
using family = one_sided;

template <class Key>
using families = std::map<Key, family>;

/// Pairs equal objects of a family. Similar names first matter only where several are equal.
void pair_equal(const database& before, const database& after, const family& members, rename_map& names) {
  std::vector<bool> taken(members.gone.size(), false);
  for (const auto& created : members.come) {
    std::optional<std::size_t> best;
    double best_score = -1;
    for (std::size_t i = 0; i < members.gone.size(); ++i) {
      if (taken[i] || before.objects.at(members.gone[i]) != after.objects.at(created)) {
        continue;
      }
      const double score = name_similarity(members.gone[i].name, created.name);
      if (score > best_score) {
        best = i;
        best_score = score;
      }
    }
    if (best) {
      taken[*best] = true;
      names.add(members.gone[*best], created);
    }
  }
}

template <class Key, class KeyOf>
families<Key> families_of(const database& before, const database& after, object_kind kind,
                          const std::set<object_id>& known_new, KeyOf key_of) {
  const auto sides = one_sided_of(before, after, kind);
  families<Key> grouped;
  if (sides.gone.empty() || sides.come.empty()) {
    return grouped;
  }
  for (const auto& id : sides.gone) {
    grouped[key_of(before, id)].gone.push_back(id);
  }
  for (const auto& id : sides.come) {
    if (!known_new.contains(id)) {
      grouped[key_of(after, id)].come.push_back(id);
    }
  }
  return grouped;
}

}  // namespace

rename_map renamed_sequences(const database& before, const database& after, const std::set<object_id>& known_new) {
  // Those without an owner are told apart by their settings too, so that no family of theirs is large.
  using key = std::tuple<std::string, std::optional<object_id>, std::string, std::int64_t, std::int64_t>;
  const auto key_of = [](const database& db, const object_id& id) -> key {
    const auto& value = *db.find<sequence>(id);
    if (value.owned_by) {
      return {id.schema, value.owned_by, {}, 0, 0};
    }
    return {id.schema, std::nullopt, value.data_type, value.options.start, value.options.increment};
  };
  rename_map names;
  for (const auto& [of, members] : families_of<key>(before, after, object_kind::sequence, known_new, key_of)) {
    if (std::get<1>(of) && members.gone.size() == 1 && members.come.size() == 1) {
      names.add(members.gone.front(), members.come.front());
    } else {
      pair_equal(before, after, members, names);
    }
  }
  return names;
}

rename_map renamed_table_parts(const database& before, const database& after, const std::set<object_id>& known_new) {
  using key = std::pair<std::string, std::string>;
  const auto key_of = [](const database&, const object_id& id) -> key { return {id.schema, id.table}; };
  rename_map names;
  for (const auto kind : {object_kind::primary_key, object_kind::unique, object_kind::check, object_kind::foreign_key,
                          object_kind::exclusion, object_kind::index}) {
    for (const auto& [of, members] : families_of<key>(before, after, kind, known_new, key_of)) {
      pair_equal(before, after, members, names);
    }
  }
  return names;
}

}  // namespace squall::kit
