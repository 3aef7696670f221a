#include "kit/proof/losses.hpp"

#include <algorithm>

#include "kit/model/inheritance.hpp"

namespace squall::kit {
namespace {

/// The table and all that it is a partition or child of.
std::vector<object_id> lineage(const object_id& table_of, const database& origin) {
  std::vector<object_id> out{table_of};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto* value = origin.find<table>(out[i]);
    if (value == nullptr) {
      continue;
    }
    for (object_id& parent : parents_of(*value)) {
      if (std::find(out.begin(), out.end(), parent) == out.end()) {
        out.push_back(std::move(parent));
      }
    }
  }
  return out;
}

bool covers(const object_id& said, const object_id& lost, const std::vector<object_id>& tables) {
  if (said.kind == object_kind::schema) {
    return said.name == lost.schema;
  }
  const object_id table_said = said.owner_table();
  if (std::find(tables.begin(), tables.end(), table_said) == tables.end()) {
    return false;
  }
  return said.kind == object_kind::table || (said.kind == lost.kind && said.name == lost.name);
}

}  // namespace

bool loss_is_said(const object_id& lost, const std::vector<hazard>& hazards, const database& origin) {
  const auto is_loss = [](const hazard& h) { return h.kind == hazard_kind::data_loss; };
  if (std::none_of(hazards.begin(), hazards.end(), is_loss)) {
    return false;  // the usual case, asked for each column
  }
  const auto tables = lineage(lost.owner_table(), origin);
  return std::any_of(hazards.begin(), hazards.end(),
                     [&](const hazard& h) { return is_loss(h) && covers(h.object, lost, tables); });
}

}  // namespace squall::kit
