#include "kit/sources/catalog/inherited_columns.hpp"

#include <algorithm>
#include <utility>

#include "kit/model/inheritance.hpp"

namespace squall::kit::catalog {

void inherited_columns::take(oid table, object_id id, column value, bool local) {
  tables_[table].list.push_back({std::move(id), std::move(value), local});
}

void inherited_columns::settle() {
  for (auto& [table_oid, columns] : tables_) {
    settle(table_oid, columns);
  }
}

void inherited_columns::settle(oid table_oid, table_columns& columns) {
  if (std::exchange(columns.settled, true)) {
    return;
  }
  // Parents first: what they have is what a child is compared with.
  if (const auto parents = state_.parents.find(table_oid); parents != state_.parents.end()) {
    for (const oid parent : parents->second) {
      if (const auto found = tables_.find(parent); found != tables_.end()) {
        settle(parent, found->second);
      }
    }
  }
  const auto& table = state_.relations.at(table_oid);
  for (auto& taken : columns.list) {
    if (says_more(table, table_oid, taken)) {
      state_.add(taken.id, taken.value);
    }
  }
}

/// Marks the column when it is inherited; false when it is that and nothing else.
bool inherited_columns::says_more(const relation& table, oid table_oid, pending& taken) const {
  auto& value = taken.value;
  if (table.is_typed) {
    column plain;
    plain.type = value.type;
    plain.collation = value.collation;
    plain.inherited = value.inherited = true;
    return !(value == plain);
  }
  // A partition cannot have columns that its table lacks, and ATTACH leaves no trace of who had them first.
  if (!table.is_partition && taken.local) {
    return true;
  }
  const auto* parents = column_of_parent(table_oid, taken.id.name);
  if (parents == nullptr) {
    return true;  // of a table that is not read
  }
  value.inherited = true;
  return !(value == implied_column(*parents));
}

const column* inherited_columns::column_of_parent(oid table_oid, const std::string& name) const {
  const auto parents = state_.parents.find(table_oid);
  if (parents == state_.parents.end()) {
    return nullptr;
  }
  for (const oid parent : parents->second) {
    if (const auto* found = find_column(parent, name)) {
      return found;
    }
  }
  return nullptr;
}

const column* inherited_columns::find_column(oid table_oid, const std::string& name) const {
  if (const auto taken = tables_.find(table_oid); taken != tables_.end()) {
    const auto& list = taken->second.list;
    const auto found = std::find_if(list.begin(), list.end(), [&](const pending& p) { return p.id.name == name; });
    return found == list.end() ? nullptr : &found->value;
  }
  const auto* table = state_.find_relation(table_oid);
  return table == nullptr ? nullptr : state_.result.model.find<column>(column_id(table->id, name));
}

}  // namespace squall::kit::catalog
