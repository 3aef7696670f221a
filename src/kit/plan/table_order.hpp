// In which order tables are made or dropped that need each other.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "kit/model/object_id.hpp"
#include "kit/plan/work_graph.hpp"

namespace squall::kit {

/// Places in `tables`, each behind what it needs where that can be: `reaches(table, needs)` calls `needs(from, to)`.
template <class Reaches>
std::vector<std::size_t> table_order(const std::vector<object_id>& tables, Reaches reaches) {
  std::map<object_id, std::size_t> position;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    position.emplace(tables[i], i);
  }
  std::vector<std::vector<std::size_t>> needs(tables.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    reaches(tables[i], [&](const object_id& from, const object_id& to) {
      const auto a = position.find(from);
      const auto b = position.find(to);
      if (a != position.end() && b != position.end() && a != b) {
        needs[a->second].push_back(b->second);
      }
    });
  }
  return order_cutting_rings(needs);
}

inline std::vector<object_id> tables_in(const std::set<object_id>& ids) {
  std::vector<object_id> out;
  for (const auto& id : ids) {
    if (id.kind == object_kind::table) {
      out.push_back(id);
    }
  }
  return out;
}

}  // namespace squall::kit
