#include "kit/model/inheritance.hpp"

#include <algorithm>

namespace squall::kit {

std::vector<object_id> parents_of(const table& value) {
  if (value.partition_of) {
    return {*value.partition_of};
  }
  return value.inherits;
}

std::vector<object_id> wholes_of(const database& db, const object_id& partition) {
  std::vector<object_id> out;
  const auto* value = db.find<table>(partition);
  while (value != nullptr && value->partition_of && out.size() < db.objects.size()) {
    out.push_back(*value->partition_of);
    value = db.find<table>(*value->partition_of);
  }
  return out;
}

column implied_column(const column& parents) {
  column value = parents;
  value.inherited = true;
  value.comment.clear();
  value.access = {};
  value.statistics_target.reset();
  value.options.clear();
  value.foreign_options.clear();
  value.not_null_name.clear();
  // A child does not get its parent's identity; a partition does, from PostgreSQL 17 on, as a part of the parent's.
  value.identity.reset();
  return value;
}

std::optional<column> inherited_from_parents(const database& db, const object_id& id) {
  const auto* value = db.find<table>(id.owner_table());
  if (value == nullptr) {
    return std::nullopt;
  }
  for (const auto& parent : parents_of(*value)) {
    if (const auto found = effective_column(db, parent, id.name)) {
      return implied_column(*found);
    }
  }
  if (const auto* type = value->of_type ? db.find<composite_type>(*value->of_type) : nullptr) {
    for (const auto& attribute : type->attributes) {
      if (attribute.name == id.name) {
        column made;
        made.type = attribute.type;
        made.collation = attribute.collation;
        made.inherited = true;
        return made;
      }
    }
  }
  return std::nullopt;
}

std::optional<column> effective_column(const database& db, const object_id& table_name, const std::string& name) {
  const auto id = column_id(table_name, name);
  if (const auto* own = db.find<column>(id)) {
    return *own;
  }
  return inherited_from_parents(db, id);
}

std::vector<object_id> descendants_of(const database& db, const object_id& table_name) {
  std::map<object_id, std::vector<object_id>> children;
  for (auto it = db.objects.lower_bound({object_kind::table, "", "", ""});
       it != db.objects.end() && it->first.kind == object_kind::table; ++it) {
    for (const auto& parent : parents_of(std::get<table>(it->second))) {
      children[parent].push_back(it->first);
    }
  }
  std::vector<object_id> found{table_name};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const auto& child : children[found[i]]) {
      if (std::find(found.begin(), found.end(), child) == found.end()) {
        found.push_back(child);
      }
    }
  }
  found.erase(found.begin());
  return found;
}

}  // namespace squall::kit
