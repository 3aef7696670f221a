// Partitions that get another bound: detached and attached again.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

work_step planner::detach_step(const object_id& partition) const {
  const auto& parent = *std::get<table>(base(partition)).partition_of;
  return {{.sql = fmt::format("{} DETACH PARTITION {}", sql_alter_table(parent), sql_name(partition)),
           .lock = lock_mode::access_exclusive,
           .objects = {partition}}};
}

work_step planner::attach_step(const object_id& partition) const {
  const auto& value = std::get<table>(after(partition));
  return {{.sql = sql_attach_partition(partition, value),
           .lock = lock_mode::access_exclusive,
           .scans = true,
           .objects = {partition},
           .hazards = {{hazard_kind::may_fail, partition,
                        fmt::format("Fails if a row of {} is outside of the bound.", display_name(partition))}}}};
}

// In one go, all of a table's: what else happens to the table or the partitions happens while they belong together.
// Then they have the same columns, keys and indexes, which ATTACH puts together again by what they are.
void planner::plan_rebound_partitions() {
  std::map<object_id, std::vector<object_id>> rebound;
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::table && is_rebound(changes_.base, changes_.after, id)) {
      rebound[*std::get<table>(after(id)).partition_of].push_back(id);
    }
  }
  for (auto& [parent, partitions] : rebound) {
    work_node node{.key = key(work_phase::alter_tables, parent, 0)};
    std::transform(partitions.begin(), partitions.end(), std::back_inserter(node.steps),
                   [&](const object_id& id) { return detach_step(id); });
    std::transform(partitions.begin(), partitions.end(), std::back_inserter(node.steps),
                   [&](const object_id& id) { return attach_step(id); });
    rebinds_.push_back({parent, graph_.add(std::move(node))});
    say_inherited_triggers_again(rebinds_.back(), partitions);
  }
}

// A partition that is detached loses what it has of its table's triggers; attached, it has them as the table says.
void planner::say_inherited_triggers_again(const rebind& of, const std::vector<object_id>& partitions) {
  for (const auto& partition : partitions) {
    auto tables = heirs_in(heirs_after_, partition);
    tables.push_back(partition);
    for (const auto& table : tables) {
      for (const auto& id : members_of(changes_.after, table, object_kind::trigger)) {
        if (!std::get<trigger>(after(id)).inherited || !changes_.base.contains(id) || is_replaced(id)) {
          continue;
        }
        work_node again{.key = key(work_phase::table_objects, id, 1), .makes = {id}};
        for (auto& sql : create_statements(id, after(id))) {
          again.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_row_exclusive, .objects = {id}}});
        }
        finish(again.steps, id, nullptr);
        graph_.before(of.node, add(std::move(again)));
      }
    }
  }
}

// Bounds must not overlap: partitions that go or leave are gone by then, those that come, come later. Foreign keys that
// reference the table do not let a partition go that has referenced rows: they are made again. And ATTACH would make
// the partition's part of an index that is made ON ONLY the table for the time being.
void planner::wire_rebinds() {
  for (const auto& r : rebinds_) {
    const auto is_part_of = [&](const database& db, const object_id& id) {
      const auto* value = db.find<table>(id);
      return value != nullptr && value->partition_of == r.parent;
    };
    for (const auto& sibling : heirs_in(heirs_before_, r.parent)) {
      if (is_part_of(changes_.base, sibling)) {
        edges(gone_, sibling, [&](std::size_t first) { graph_.before(first, r.node); });
      }
    }
    for (const auto& move : moves_) {
      if (move.leave && is_part_of(changes_.base, move.table)) {
        graph_.before(*move.leave, r.node);
      }
      if (move.join && is_part_of(changes_.after, move.table)) {
        graph_.before(r.node, *move.join);
      }
    }
    for (const auto& [late, partition] : late_attachments_) {
      if (is_part_of(changes_.after, partition)) {
        graph_.before(r.node, late);
      }
    }
    auto referenced = wholes_of(changes_.base, r.parent);
    referenced.push_back(r.parent);
    for (const auto& whole : referenced) {
      for (const auto& id : children_of(changes_.after, whole)) {
        if (has_index(id.kind) && (is_created(id) || is_replaced(id))) {
          edges(ready_, id, [&](std::size_t later) { graph_.before(r.node, later); });
        }
      }
    }
    for (const auto& id : replaced_.objects) {
      const auto* key = std::get_if<foreign_key>(&base(id));
      if (key != nullptr &&
          std::find(referenced.begin(), referenced.end(), key->referenced_table) != referenced.end()) {
        edges(gone_, id, [&](std::size_t first) { graph_.before(first, r.node); });
        edges(ready_, id, [&](std::size_t later) { graph_.before(r.node, later); });
      }
    }
  }
}

}  // namespace squall::kit
