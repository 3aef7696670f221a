// Indexes that stand on their own.
#include <fmt/format.h>

#include "kit/plan/expression_scan.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
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
  if (!expressions_of(object(value)).empty()) {
    s.hazards.push_back(
        {hazard_kind::may_fail, id, fmt::format("Fails if an expression of {} fails for a row.", display_name(id))});
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
    if (id.kind == object_kind::index && !done_.contains(id) && !goes_with_parent_index(id)) {
      drop_index(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (id.kind != object_kind::index) {
      continue;
    }
    const bool has_parts = is_partitioned(id.owner_table()) || !attached_to(base(id)).empty() ||
                           is_moved(changes_.base, changes_.after, id.owner_table());
    if (!has_parts && is_online(id.owner_table()) && !stands_on_changing_column(id, base(id)) &&
        !stands_on_changing_column(id, after(id))) {
      replace_index(id);
    } else {
      if (!goes_with_parent_index(id) && !done_.contains(id)) {
        drop_index(id);
      }
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
      set_key_statistics(node.steps, id, &base(id));
      if (attached_to(base(id)).empty() && !attached_to(after(id)).empty()) {
        attach_index(id);
      }
      finish(node.steps, id, &base(id));
      add(std::move(node));
    }
  }
  name_parts_after_attaching();
}

void planner::add_index(const object_id& id) {
  if (take_prepared_index(id) || is_named_after_attaching(id)) {
    return;
  }
  const auto table = id.owner_table();
  attach_index(id);
  const bool concurrently = is_online(table) && !is_partitioned(table);  // which takes no CONCURRENTLY
  const auto phase = concurrently          ? work_phase::concurrent
                     : is_old_table(table) ? work_phase::alter_tables
                                           : work_phase::index_new_tables;
  work_node node{.key = key(phase, id, 5), .makes = {id}};
  auto value = std::get<index>(after(id));
  const bool apart = built_apart_.contains(id);
  value.only = value.only || apart;
  auto s = build_step(id, value, concurrently);
  if (apart) {
    s.comment = built_apart_comment;
    s.scans = false;
    s.hazards.clear();
  }
  if (!is_old_table(table)) {
    s.lock = lock_mode::none;
    s.scans = false;
    s.hazards.clear();
  }
  node.steps.push_back(std::move(s));
  set_key_statistics(node.steps, id, nullptr);
  finish(node.steps, id, nullptr);
  const auto added = add(std::move(node));
  if (waits_for_heirs(id)) {
    late_for_heirs_.emplace_back(added, table);
  }
}

// ALTER INDEX … ALTER COLUMN number SET STATISTICS, of keys that are expressions.
void planner::set_key_statistics(std::vector<work_step>& steps, const object_id& id, const object* before) const {
  const auto& keys = std::get<index>(after(id)).keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto* old_keys = before == nullptr ? nullptr : &std::get<index>(*before).keys;
    const auto old = old_keys != nullptr && i < old_keys->size() ? (*old_keys)[i].statistics_target : std::nullopt;
    if (keys[i].statistics_target != old) {
      steps.push_back({{.sql = fmt::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", sql_name(id), i + 1,
                                           keys[i].statistics_target.value_or(-1)),
                        .lock = lock_mode::share_update_exclusive,
                        .objects = {id}}});
    }
  }
}

void planner::drop_index(const object_id& id) {
  // Where its column changes as well, the table is locked anyway, and the drop is quick.
  const bool concurrently =
      is_online(id.owner_table()) && !was_partitioned(id.owner_table()) && !stands_on_changing_column(id, base(id));
  work_node node{.key = key(concurrently ? work_phase::concurrent : work_phase::alter_tables, id, 1), .drops = {id}};
  const bool cascades = has_attached_constraint(id);
  node.steps.push_back(
      {{.sql = concurrently ? sql_drop_index_concurrently(id) : sql_drop(id) + (cascades ? " CASCADE" : ""),
        .comment = cascades ? "The constraints of partitions whose indexes are attached to it go with it." : "",
        .transactional = !concurrently,
        .lock = concurrently ? lock_mode::share_update_exclusive : lock_mode::access_exclusive,
        .objects = {id}}});
  drop_attached(id, node);
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
  finish(node.steps, id, nullptr);
  add(std::move(node));
}

}  // namespace squall::kit
