#include "kit/emit/made_together.hpp"

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/validated_checks.hpp"

namespace squall::kit {
namespace {

/// Sets of tables, joined where they have one in common.
class joined_tables {
 public:
  void join(const object_id& a, const object_id& b) {
    const object_id to = leader_of(a);
    leaders_[leader_of(b)] = to;
    leaders_[to] = to;
  }

  /// By table, the first of its set that has no parent in it.
  [[nodiscard]] std::map<object_id, object_id> firsts(const database& model) const {
    std::map<object_id, object_id> first_by_leader;
    for (const auto& [id, up] : leaders_) {
      const object_id leader = leader_of(id);
      const auto above = parents_of(std::get<table>(model.objects.at(id)));
      const bool is_under_another = std::any_of(above.begin(), above.end(), [&](const object_id& parent) {
        return leaders_.contains(parent) && leader_of(parent) == leader;
      });
      if (!is_under_another) {
        first_by_leader.emplace(leader, id);
      }
    }
    std::map<object_id, object_id> out;
    for (const auto& [id, up] : leaders_) {
      out.emplace(id, first_by_leader.at(leader_of(id)));
    }
    return out;
  }

 private:
  [[nodiscard]] object_id leader_of(object_id id) const {
    for (auto it = leaders_.find(id); it != leaders_.end() && it->second != id; it = leaders_.find(id)) {
      id = it->second;
    }
    return id;
  }

  std::map<object_id, object_id> leaders_;
};

std::set<object_id> ancestors_of(const database& model, const object_id& table_name) {
  std::set<object_id> found;
  std::vector<object_id> next{table_name};
  while (!next.empty()) {
    const auto* value = model.find<table>(next.back());
    next.pop_back();
    for (auto& parent : value == nullptr ? std::vector<object_id>{} : parents_of(*value)) {
      if (found.insert(parent).second) {
        next.push_back(std::move(parent));
      }
    }
  }
  return found;
}

}  // namespace

object_id root_of(const database& model, const object_id& table) {
  const auto wholes = wholes_of(model, table);
  return wholes.empty() ? table : wholes.back();
}

std::set<object_id> trees_made_in_one_order(const database& model) {
  std::set<object_id> roots;
  for (const auto& [id, value] : model.objects) {
    if (!attached_to(value).empty()) {
      roots.insert(root_of(model, id.owner_table()));
    }
  }
  return roots;
}

std::map<object_id, object_id> tables_made_in_one_order(const database& model) {
  std::set<object_id> tops = trees_made_in_one_order(model);
  for (const auto& [id, value] : model.objects) {
    if (const auto* rule = std::get_if<check>(&value); rule != nullptr && is_unproven_for_heirs(*rule)) {
      tops.insert(id.owner_table());
    }
  }
  joined_tables out;
  for (auto it = model.objects.lower_bound(table_id("", ""));
       !tops.empty() && it != model.objects.end() && it->first.kind == object_kind::table; ++it) {
    for (const auto& above : ancestors_of(model, it->first)) {
      if (tops.contains(above)) {
        out.join(above, it->first);
      }
    }
  }
  return out.firsts(model);
}

std::map<object_id, object_id> types_by_function(const database& model) {
  std::map<object_id, object_id> types;
  const auto stands_on = [](const routine& function, const object_id& type) {
    const auto& ids = function.references.ids;
    return std::find(ids.begin(), ids.end(), type) != ids.end();
  };
  for (const auto& [id, value] : model.objects) {
    if (id.kind != object_kind::base_type && id.kind != object_kind::range_type) {
      continue;
    }
    for (const auto& needed : references_of(value)->ids) {
      const auto* function = model.find<routine>(needed);
      if (function != nullptr && stands_on(*function, id)) {
        types.emplace(needed, id);
      }
    }
  }
  return types;
}

}  // namespace squall::kit
