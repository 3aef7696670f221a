#include "kit/diff/candidate_pairs.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>

namespace squall::kit {

namespace {

constexpr std::size_t few_pairs = 20'000;
/// A trait that more objects than this have (a column `id`) tells nothing.
constexpr std::size_t everywhere = 32;

/// What makes an object recognisable: column names, labels, and the words of its name.
std::set<std::string> traits_of(const database& db, const object_id& id) {
  std::set<std::string> traits;
  for (std::size_t from = 0; from <= id.name.size();) {
    const std::size_t end = std::min(id.name.find('_', from), id.name.size());
    traits.insert("word " + id.name.substr(from, end - from));
    from = end + 1;
  }
  if (id.kind == object_kind::table) {
    for (const auto& column : columns_of(db, id)) {
      traits.insert("column " + column.id->name);
    }
  } else if (const auto* value = db.find<enum_type>(id)) {
    for (const auto& label : value->labels) {
      traits.insert("label " + label);
    }
  }
  return traits;
}

}  // namespace

std::vector<std::vector<std::size_t>> candidate_pairs(const database& before, const std::vector<object_id>& dropped,
                                                      const database& after, const std::vector<object_id>& created) {
  std::vector<std::vector<std::size_t>> pairs(created.size());
  if (dropped.size() * created.size() <= few_pairs) {
    for (auto& candidates : pairs) {
      candidates.resize(dropped.size());
      std::iota(candidates.begin(), candidates.end(), std::size_t{0});
    }
    return pairs;
  }
  std::unordered_map<std::string, std::vector<std::size_t>> having;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    for (const auto& trait : traits_of(before, dropped[i])) {
      having[trait].push_back(i);
    }
  }
  for (std::size_t i = 0; i < created.size(); ++i) {
    std::set<std::size_t> found;
    for (const auto& trait : traits_of(after, created[i])) {
      const auto it = having.find(trait);
      if (it != having.end() && it->second.size() <= everywhere) {
        found.insert(it->second.begin(), it->second.end());
      }
    }
    pairs[i].assign(found.begin(), found.end());
  }
  return pairs;
}

}  // namespace squall::kit
