#include "kit/emit/made_together.hpp"

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/in_place.hpp"

namespace squall::kit {

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
