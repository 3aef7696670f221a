// What a table is beyond its columns: persistence, parents, partitions, row-level security, storage …
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/column_work.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

bool contains(const std::vector<object_id>& ids, const object_id& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

// Leaving its table comes before all that is done to a partition, coming to one after it. Of child tables see
// plan_children.cpp.
void planner::move_table(const object_id& id) {
  const auto& b = std::get<table>(base(id));
  const auto& a = std::get<table>(after(id));
  work_node leave{.key = key(work_phase::alter_tables, id, 0)};
  work_node join{.key = key(work_phase::alter_tables, id, 9)};
  const auto step_of = [&](std::string sql) {
    return work_step{{.sql = std::move(sql), .lock = lock_mode::access_exclusive, .objects = {id}}};
  };
  const bool repartitioned = b.partition_of != a.partition_of;
  if (repartitioned && b.partition_of) {
    leave.steps.push_back(detach_step(id));
  }
  for (const auto& parent : b.inherits) {
    if (!contains(a.inherits, parent)) {
      leave.steps.push_back(step_of(fmt::format("{} NO INHERIT {}", sql_alter_table(id), sql_name(parent))));
    }
  }
  for (const auto& parent : a.inherits) {
    if (!contains(b.inherits, parent)) {
      join.steps.push_back(step_of(fmt::format("{} INHERIT {}", sql_alter_table(id), sql_name(parent))));
    }
  }
  if (repartitioned && a.partition_of) {
    join.steps.push_back(attach_step(id));
  }
  moves_.push_back({id, std::nullopt, std::nullopt});
  if (!leave.steps.empty()) {
    moves_.back().leave = graph_.add(std::move(leave));
  }
  if (!join.steps.empty()) {
    join.key.phase = work_phase::index_new_tables;
    moves_.back().join = graph_.add(std::move(join));
  }
}

void planner::wire_moves() {
  for (const auto& move : moves_) {
    const auto before = [&](const std::optional<std::size_t>& first, const std::optional<std::size_t>& second) {
      if (first && second) {
        graph_.before(*first, *second);
      }
    };
    const bool is_child =
        !std::get<table>(base(move.table)).partition_of && !std::get<table>(after(move.table)).partition_of;
    // A child table takes over columns and checks, a partition keys and indexes, too.
    const auto touched_by = [&](const std::vector<object_id>& ids) {
      return std::any_of(ids.begin(), ids.end(), [&](const object_id& id) {
        const bool is_part = id.belongs_to_table() && id.owner_table() == move.table;
        return id == move.table || (is_part && (!is_child || is_inherited_kind(id.kind)));
      });
    };
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      const auto& work = graph_.at(node);
      if (!touched_by(work.makes) && !touched_by(work.alters) && !touched_by(work.drops)) {
        continue;
      }
      before(move.leave, node);
      // A foreign key or an index that fits the parent's would become a part of it.
      const bool is_later = std::any_of(work.makes.begin(), work.makes.end(), [&](const object_id& id) {
        return id.kind == object_kind::foreign_key || id.kind == object_kind::trigger ||
               (id.kind == object_kind::index && attached_to(after(id)).empty() && !is_partitioned(move.table));
      });
      is_later ? before(move.join, node) : before(node, move.join);
    }
    before(move.leave, move.join);
    for (const auto& part : children_of(changes_.after, move.table)) {
      if (part.kind == object_kind::check) {  // validated, too
        edges(ready_, part, [&](std::size_t first) { before(first, move.join); });
      }
    }
    // What happens to the old parents is not to happen here, and what the new ones are to be, they are.
    for (const auto& parent : parents_of(std::get<table>(base(move.table)))) {
      edges(gone_, parent, [&](std::size_t later) { before(move.leave, later); });
      for (const auto& part : children_of(changes_.base, parent)) {
        edges(gone_, part, [&](std::size_t later) { before(move.leave, later); });
        edges(altering_, part, [&](std::size_t later) { before(move.leave, later); });
      }
      for (const auto& part : children_of(changes_.after, parent)) {
        if (is_created(part)) {
          edges(ready_, part, [&](std::size_t later) { before(move.leave, later); });
        }
      }
    }
    for (const auto& parent : parents_of(std::get<table>(after(move.table)))) {
      edges(ready_, parent, [&](std::size_t first) { before(first, move.join); });
      for (const auto& part : children_of(changes_.after, parent)) {
        if (part.kind != object_kind::foreign_key) {
          edges(ready_, part, [&](std::size_t first) { before(first, move.join); });
        }
      }
      for (const auto& part : children_of(changes_.base, parent)) {
        if (is_inherited_kind(part.kind)) {
          edges(gone_, part, [&](std::size_t first) { before(first, move.join); });
        }
      }
    }
    for (const auto& a : attachments_) {
      if (a.node && a.index.owner_table() == move.table) {
        before(move.join, a.node);
      }
    }
  }
}

void planner::alter_table(const object_id& id) {
  const auto& b = std::get<table>(base(id));
  const auto& a = std::get<table>(after(id));
  if (is_moved(changes_.base, changes_.after, id) && !changes_.children.contains(id)) {
    move_table(id);
  }
  work_node node{.key = key(work_phase::alter_tables, id, 0), .alters = {id}};
  const auto say = [&](std::string sql) {
    node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::access_exclusive, .objects = {id}}});
  };
  table stored = b;  // as `b`, but where and how the rows are kept
  stored.unlogged = a.unlogged;
  stored.tablespace = a.tablespace;
  stored.access_method = a.access_method;
  for (auto& sql : sql_alter_table_settings(id, b, stored)) {
    say(std::move(sql));
    node.steps.back().rewrites = true;
    node.steps.back().hazards.push_back({hazard_kind::table_rewrite, id, every_row_is_rewritten(id)});
  }
  for (auto& sql : sql_alter_table_settings(id, stored, a)) {
    say(std::move(sql));
  }
  finish(node.steps, id, &base(id));
  add(std::move(node));
  settle_by_index(id);
}

// What names an index goes with it, and is said again of the one that takes its place.
bool planner::is_index_gone(const object_id& table_name, const std::string& index_name) const {
  if (index_name.empty()) {
    return false;
  }
  const auto keys = keys_of(changes_.base, table_name);
  const auto exclusions = members_of(changes_.base, table_name, object_kind::exclusion);
  const auto goes = [&](const object_id& id) { return id.name == index_name && (is_dropped(id) || is_replaced(id)); };
  return std::any_of(keys.begin(), keys.end(), goes) || std::any_of(exclusions.begin(), exclusions.end(), goes);
}

void planner::settle_by_index(const object_id& id) {
  std::optional<table> b;
  if (!is_new_table(id)) {
    b = std::get<table>(base(id));
    for (auto* name : {&b->clustered_on, &b->replica_identity_index}) {
      if (is_index_gone(id, *name)) {
        name->clear();
      }
    }
  }
  work_node late{.key = key(work_phase::table_settings, id, 0)};
  for (auto& sql : sql_table_index_settings(id, b ? &*b : nullptr, std::get<table>(after(id)))) {
    late.steps.push_back(
        {{.sql = std::move(sql), .lock = b ? lock_mode::access_exclusive : lock_mode::none, .objects = {id}}});
  }
  if (!late.steps.empty()) {
    index_settings_.emplace_back(graph_.add(std::move(late)), id);
  }
}

// Of relations that nothing else happens to.
void planner::settle_others_by_index() {
  for (const auto& [id, value] : changes_.base.objects) {
    if (is_dropped(id) || changes_.altered.contains(id)) {
      continue;
    }
    if (const auto* t = std::get_if<table>(&value);
        t != nullptr && (is_index_gone(id, t->clustered_on) || is_index_gone(id, t->replica_identity_index))) {
      settle_by_index(id);
    } else if (const auto* view = std::get_if<materialized_view>(&value);
               view != nullptr && !is_replaced(id) && is_index_gone(id, view->clustered_on)) {
      cluster_view(id, nullptr);
    }
  }
}

// Those wait for the indexes that they name.
void planner::wire_index_settings() {
  for (const auto& [node, id] : index_settings_) {
    for (const auto& part : children_of(changes_.after, id)) {
      if (has_index(part.kind)) {
        edges(ready_, part, [&, late = node](std::size_t first) { graph_.before(first, late); });
      }
    }
    edges(ready_, id, [&, late = node](std::size_t first) { graph_.before(first, late); });
  }
}

}  // namespace squall::kit
