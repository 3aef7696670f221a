#include "kit/plan/remade_tables.hpp"

#include <algorithm>
#include <vector>

#include "kit/model/inheritance.hpp"
#include "kit/model/sql_tokens.hpp"
#include "kit/plan/in_place.hpp"

namespace squall::kit {
namespace {

// The type of a column in the key of a partitioned table stays what it is (manual, ALTER TABLE, SET DATA TYPE).
bool retypes_partition_key(const settled_changes& changes, const object_id& id) {
  const auto* of = changes.base.find<table>(id.owner_table());
  const auto* b = changes.base.find<column>(id);
  const auto* a = changes.after.find<column>(id);
  if (of == nullptr || of->partition_by.empty() || b == nullptr || a == nullptr ||
      (b->type == a->type && b->collation == a->collation)) {
    return false;
  }
  const auto tokens = scan_sql(of->partition_by);
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const sql_token& token) { return token.is_name() && token.value == id.name; });
}

}  // namespace

void add_remade_tables(const settled_changes& changes, const std::set<object_id>& altered,
                       std::set<object_id>& remade) {
  std::vector<object_id> tables;
  for (const auto& id : altered) {
    const auto* b = changes.base.find<table>(id);
    const auto* a = changes.after.find<table>(id);
    if (b != nullptr && a != nullptr && !table_alters_in_place(*b, *a)) {
      tables.push_back(id);
    } else if (id.kind == object_kind::column && retypes_partition_key(changes, id)) {
      tables.push_back(id.owner_table());
    }
  }
  for (const auto& id : remade) {
    if (id.kind == object_kind::table) {
      tables.push_back(id);
    }
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const auto& partition : descendants_of(changes.base, tables[i])) {
      if (std::find(tables.begin(), tables.end(), partition) == tables.end()) {
        tables.push_back(partition);
      }
    }
  }
  if (tables.empty()) {
    return;
  }
  const std::set<object_id> all(tables.begin(), tables.end());
  remade.insert(all.begin(), all.end());
  for (const auto& [id, value] : changes.base.objects) {
    const auto* owned = std::get_if<sequence>(&value);
    const auto* about = std::get_if<statistics>(&value);
    const bool of_table = (id.belongs_to_table() && all.contains(id.owner_table())) ||
                          (about != nullptr && all.contains(about->table)) ||
                          (owned != nullptr && owned->owned_by && all.contains(owned->owned_by->owner_table()));
    if (of_table && changes.after.contains(id)) {
      remade.insert(id);
    }
  }
}

}  // namespace squall::kit
