// Whole tables, dropped with all that hangs on them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"
#include "kit/plan/table_order.hpp"

namespace squall::kit {

// DROP TABLE of a partitioned table takes its partitions along: the table that goes with this one, or itself.
object_id planner::dropped_with(object_id table_name) const {
  for (const auto* value = changes_.base.find<table>(table_name);
       value != nullptr && value->partition_of && is_dropped(*value->partition_of);
       value = changes_.base.find<table>(table_name)) {
    table_name = *value->partition_of;
  }
  return table_name;
}

void planner::plan_dropped_tables() {
  const auto tables = tables_in(changes_.dropped);
  std::vector<object_id> roots;
  std::map<object_id, std::vector<object_id>> members;  // of each statement
  for (const auto& table : tables) {
    const auto root = dropped_with(table);
    if (root == table) {
      roots.push_back(table);
    }
    members[root].push_back(table);
  }
  // A table goes before the tables that it references: whoever references it must be gone already.
  const auto order = table_order(roots, [&](const object_id& root, auto needs) {
    for (const auto& table : members.at(root)) {
      for (const auto& id : members_of(changes_.base, table, object_kind::foreign_key)) {
        needs(dropped_with(std::get<foreign_key>(base(id)).referenced_table), root);
      }
      for (const auto& parent : parents_of(std::get<kit::table>(base(table)))) {
        needs(dropped_with(parent), root);
      }
    }
  });
  std::map<object_id, std::size_t> place;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[roots[order[i]]] = i;
  }
  std::map<object_id, std::vector<object_id>> owned;  // sequences that go with their column
  for (const auto& id : changes_.dropped) {
    const auto* value = std::get_if<sequence>(&base(id));
    if (value != nullptr && value->owned_by) {
      owned[value->owned_by->owner_table()].push_back(id);
    }
  }
  for (const auto& [root, at] : place) {
    work_node node{.key = key(work_phase::drop_tables, root, 1)};
    node.key.place = at;
    detach_referenced(root, node);
    const bool is_foreign = !std::get<table>(base(root)).foreign_server.empty();
    work_step drop{{.sql = fmt::format("DROP {}TABLE {}", is_foreign ? "FOREIGN " : "", sql_name(root)),
                    .lock = lock_mode::access_exclusive}};
    leave_before_drop(root);
    for (const auto& table : members.at(root)) {
      node.drops.push_back(table);
      drop.objects.push_back(table);
      drop.hazards.push_back(
          {hazard_kind::data_loss, table, fmt::format("The rows of {} are lost.", display_name(table))});
      drop_parts_with(table, place, at, node);
      for (const auto& id : owned[table]) {
        node.drops.push_back(id);
        done_.insert(id);
      }
    }
    node.steps.push_back(std::move(drop));
    add(std::move(node));
  }
}

// What goes with a table, but for the foreign keys that tie it to one that goes earlier.
void planner::drop_parts_with(const object_id& table, const std::map<object_id, std::size_t>& place, std::size_t at,
                              work_node& node) {
  for (const auto& child : children_of(changes_.base, table)) {
    const auto* fk = std::get_if<foreign_key>(&base(child));
    const auto referenced = fk == nullptr ? place.end() : place.find(dropped_with(fk->referenced_table));
    if (referenced != place.end() && referenced->second < at) {
      continue;  // one of a ring of tables: plan_constraints() drops it first
    }
    node.drops.push_back(child);
    done_.insert(child);
  }
  for (const auto kind : {object_kind::trigger, object_kind::rule, object_kind::policy}) {
    for (const auto& part : members_of(changes_.base, table, kind)) {
      node.drops.push_back(part);
      done_.insert(part);
    }
  }
}

// A foreign key that references a partitioned table hangs on each of its partitions, too: one that lives on lets go of
// a partition when that is detached (manual, 5.11.2.2).
void planner::detach_referenced(const object_id& root, work_node& node) const {
  const auto& value = std::get<table>(base(root));
  if (!value.partition_of) {
    return;
  }
  const auto ancestors = wholes_of(changes_.base, root);
  const bool referenced = std::any_of(changes_.base.objects.begin(), changes_.base.objects.end(), [&](const auto& o) {
    const auto* fk = std::get_if<foreign_key>(&o.second);
    return fk != nullptr && !is_dropped(o.first) && !is_replaced(o.first) &&
           std::find(ancestors.begin(), ancestors.end(), fk->referenced_table) != ancestors.end();
  });
  if (referenced) {
    node.steps.push_back(
        {{.sql = fmt::format("{} DETACH PARTITION {}", sql_alter_table(*value.partition_of), sql_name(root)),
          .comment = "Foreign keys to the partitioned table let go of the partition.",
          .lock = lock_mode::access_exclusive,
          .objects = {root}}});
  }
}

}  // namespace squall::kit
