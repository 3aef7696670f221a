// Indexes and keys of partitioned tables that are in use: CREATE INDEX on a partitioned table takes no CONCURRENTLY, so
// it is made ON ONLY the table, each partition's part is built by itself and attached (manual, 5.11.2.2).
#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {

void planner::build_parts_apart() {
  std::vector<object_id> wanted;
  for (const auto* set : {&changes_.created, &replaced_.objects}) {
    for (const auto& id : *set) {
      const bool whole = has_index(id.kind) && is_partitioned(id.owner_table()) && attached_to(after(id)).empty();
      if (whole && can_build_apart(id)) {
        wanted.push_back(id);
      }
    }
  }
  for (const auto& id : wanted) {
    built_apart_.insert(id);
    add_parts(id.owner_table(), id, after(id));
  }
}

bool planner::can_build_apart(const object_id& id) const {
  if (!is_online(id.owner_table()) || is_only(after(id)) || id.kind == object_kind::exclusion) {
    return false;
  }
  const auto* primary = std::get_if<primary_key>(&after(id));
  const auto* alternate = std::get_if<unique>(&after(id));
  if ((primary != nullptr && primary->without_overlaps) || (alternate != nullptr && alternate->without_overlaps)) {
    return false;
  }
  const auto& partitions = heirs_in(heirs_after_, id.owner_table());
  return !partitions.empty() && std::all_of(partitions.begin(), partitions.end(), [&](const object_id& partition) {
    // A foreign table has no indexes, and one that comes or goes is taken up or let go by ATTACH and DETACH.
    return is_old_table(partition) && !is_moved(changes_.base, changes_.after, partition) &&
           std::get<table>(after(partition)).foreign_server.empty();
  });
}

// What PostgreSQL would make in the partitions, as objects of their own.
void planner::add_parts(const object_id& table_name, const object_id& parents_index, const object& value) {
  for (const auto& partition : heirs_in(heirs_after_, table_name)) {
    const auto& of = std::get<table>(after(partition)).partition_of;
    if (!of || *of != table_name) {
      continue;  // of a partition
    }
    auto part_id = parents_index;
    part_id.schema = partition.schema;
    part_id.table = partition.name;
    const auto parts = children_of(changes_.after, partition);
    const auto own = std::find_if(parts.begin(), parts.end(), [&](const object_id& part) {
      return has_index(part.kind) && attached_to(after(part)) == parents_index.name;
    });
    if (own != parts.end()) {
      part_id = *own;
    } else {
      auto part = value;
      std::visit(
          [&](auto& v) {
            if constexpr (requires { v.attached_to; }) {
              v.attached_to = parents_index.name;
              v.comment.clear();
            }
            if constexpr (requires { v.index_comment; }) {
              v.index_comment.clear();
            }
          },
          part);
      part_id.name = usual_part_name(partition, parents_index, value);
      if (changes_.after.objects.try_emplace(part_id, std::move(part)).second) {
        changes_.created.insert(part_id);
      }
    }
    if (is_partitioned(partition)) {
      built_apart_.insert(part_id);
      add_parts(partition, part_id, after(part_id));
    }
  }
}

// Names that the parts of an index which goes have had are free when it is gone.
void planner::wire_parts_apart() {
  for (const auto& id : built_apart_) {
    for (const auto& partition : heirs_in(heirs_after_, id.owner_table())) {
      for (const auto& part : children_of(changes_.after, partition)) {
        if (!has_index(part.kind) || !is_created(part)) {
          continue;
        }
        for (const auto& old : children_of(changes_.base, id.owner_table())) {
          if (has_index(old.kind)) {
            edges(gone_, old, [&](std::size_t first) {
              edges(ready_, part, [&](std::size_t second) { graph_.before(first, second); });
            });
          }
        }
      }
    }
  }
}

}  // namespace squall::kit
