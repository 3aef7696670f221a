// Indexes that stand on their own.
#include <fmt/format.h>

#include "kit/plan/planner.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

work_step build_step(const object_id& id, const index& value, bool concurrently) {
  work_step s{{.sql = sql_create_index(id, id.name, value, concurrently),
               .transactional = !concurrently,
               .lock = concurrently ? lock_mode::share_update_exclusive : lock_mode::share,
               .scans = true,
               .objects = {id}}};
  if (value.unique) {
    s.hazards.push_back({hazard_kind::may_fail, id,
                         fmt::format("Fails if two rows of {} have the same key.", display_name(id.owner_table()))});
  }
  if (!concurrently) {
    s.hazards.push_back({hazard_kind::full_scan, id.owner_table(),
                         fmt::format("Every row of {} is read while writers wait.", display_name(id.owner_table()))});
  }
  return s;
}

}  // namespace

void planner::plan_indexes() {
  for (const auto& id : changes_.dropped) {
    if (id.kind == object_kind::index && !done_.contains(id)) {
      drop_index(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (id.kind != object_kind::index) {
      continue;
    }
    if (is_online(id.owner_table()) && !stands_on_changing_column(id, base(id)) &&
        !stands_on_changing_column(id, after(id))) {
      replace_index(id);
    } else {
      drop_index(id);
      add_index(id);
    }
  }
  for (const auto& id : changes_.created) {
    if (id.kind == object_kind::index) {
      add_index(id);
    }
  }
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::index && !is_replaced(id)) {
      work_node node{.key = key(work_phase::alter_tables, id, 6), .alters = {id}};
      for (auto& sql : sql_alter_index(id, std::get<index>(base(id)), std::get<index>(after(id)))) {
        node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
      }
      comment_step(node.steps, id, comment_text(base(id)));
      add(std::move(node));
    }
  }
}

void planner::add_index(const object_id& id) {
  const auto table = id.owner_table();
  const auto phase = is_online(table)      ? work_phase::concurrent
                     : is_old_table(table) ? work_phase::alter_tables
                                           : work_phase::index_new_tables;
  work_node node{.key = key(phase, id, 5), .makes = {id}};
  auto s = build_step(id, std::get<index>(after(id)), is_online(table));
  if (!is_old_table(table)) {
    s.lock = lock_mode::none;
    s.scans = false;
    s.hazards.clear();
  }
  node.steps.push_back(std::move(s));
  comment_step(node.steps, id, "");
  add(std::move(node));
}

void planner::drop_index(const object_id& id) {
  // Where its column changes as well, the table is locked anyway, and the drop is quick.
  const bool concurrently = is_online(id.owner_table()) && !stands_on_changing_column(id, base(id));
  work_node node{.key = key(concurrently ? work_phase::concurrent : work_phase::alter_tables, id, 1), .drops = {id}};
  node.steps.push_back({{.sql = concurrently ? sql_drop_index_concurrently(id) : sql_drop(id),
                         .transactional = !concurrently,
                         .lock = concurrently ? lock_mode::share_update_exclusive : lock_mode::access_exclusive,
                         .objects = {id}}});
  add(std::move(node));
}

void planner::replace_index(const object_id& id) {
  auto aside = id;
  aside.name = fresh_name(id, "old");
  work_node node{.key = key(work_phase::concurrent, id, 5), .makes = {id}, .drops = {id}};
  node.steps.push_back({{.sql = sql_rename(id, aside.name),
                         .comment = "The old index serves queries until the new one is built.",
                         .lock = lock_mode::share_update_exclusive,
                         .objects = {id}}});
  node.steps.push_back(build_step(id, std::get<index>(after(id)), true));
  node.steps.push_back({{.sql = sql_drop_index_concurrently(aside),
                         .transactional = false,
                         .lock = lock_mode::share_update_exclusive,
                         .objects = {id}}});
  comment_step(node.steps, id, "");
  add(std::move(node));
}

}  // namespace squall::kit
