// Constraints that are not part of a CREATE TABLE.
#include <fmt/format.h>

#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

bool is_unique_key(object_kind kind) { return kind == object_kind::primary_key || kind == object_kind::unique; }

constraint_state state_of(const object& value) {
  if (const auto* c = std::get_if<check>(&value)) {
    return c->state;
  }
  const auto* fk = std::get_if<foreign_key>(&value);
  return fk == nullptr ? constraint_state::valid : fk->state;
}

// WITHOUT OVERLAPS has a GiST index, which ADD CONSTRAINT … USING INDEX does not take (manual, ALTER TABLE).
bool is_temporal(const object& value) {
  const auto* primary = std::get_if<primary_key>(&value);
  return primary != nullptr ? primary->without_overlaps
                            : std::holds_alternative<unique>(value) && std::get<unique>(value).without_overlaps;
}

// ALTER INDEX of the index behind a constraint, which has its name.
std::vector<std::string> index_setting_changes(const object_id& id, const object& before, const object& after) {
  return std::visit(
      [&](const auto& b) -> std::vector<std::string> {
        if constexpr (requires { b.index_comment; }) {
          const auto& a = std::get<std::remove_cvref_t<decltype(b)>>(after);
          index old_index{.storage_parameters = b.storage_parameters, .tablespace = b.tablespace};
          index new_index{.storage_parameters = a.storage_parameters, .tablespace = a.tablespace};
          return sql_alter_index(id, old_index, new_index);
        } else {
          return {};
        }
      },
      before);
}

hazard duplicates(const object_id& id) {
  return {hazard_kind::may_fail, id,
          fmt::format("Fails if two rows of {} have the same key.", display_name(id.owner_table()))};
}

hazard violations(const object_id& id) {
  return {
      hazard_kind::may_fail, id,
      fmt::format("Fails if a row of {} does not obey {}.", display_name(id.owner_table()), sql_identifier(id.name))};
}

}  // namespace

void planner::plan_constraints() {
  for (const auto& id : changes_.dropped) {
    if (is_constraint(id.kind) && !done_.contains(id) && !goes_with_parent_index(id)) {
      drop_constraint(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (!is_constraint(id.kind)) {
      continue;
    }
    const bool in_one = is_unique_key(id.kind) && is_online(id.owner_table()) &&
                        !stands_on_changing_column(id, base(id)) && !stands_on_changing_column(id, after(id));
    const bool has_parts = is_partitioned(id.owner_table()) || !attached_to(base(id)).empty();
    if (in_one && !has_parts) {
      replace_key(id);
    } else if (is_said_again(id)) {
      say_check_again(id);
    } else {
      if (!goes_with_parent_index(id)) {
        drop_constraint(id);
      }
      if (!is_adopted_check(id)) {
        add_constraint(id);
      }
    }
  }
  for (const auto& id : changes_.created) {
    if (is_constraint(id.kind) && !ready_.contains(id) && !is_adopted_check(id)) {
      add_constraint(id);
    }
  }
  for (const auto& id : changes_.altered) {
    if (is_constraint(id.kind) && !is_replaced(id) && !is_adopted_check(id)) {
      alter_constraint(id);
    }
  }
}

void planner::drop_constraint(const object_id& id) {
  if (id.kind == object_kind::foreign_key && !attached_to(base(id)).empty()) {
    unname_partitions_key(id);
    return;
  }
  work_node node{.key = key(work_phase::alter_tables, id, 0), .drops = {id}};
  drop_attached(id, node);
  node.steps.push_back({{.sql = sql_drop(id), .lock = lock_mode::access_exclusive, .objects = {id}}});
  add(std::move(node));
}

void planner::alter_constraint(const object_id& id) {
  work_node node{.key = key(work_phase::alter_tables, id, 6), .alters = {id}};
  const auto* b = std::get_if<foreign_key>(&base(id));
  const auto* a = std::get_if<foreign_key>(&after(id));
  if (b != nullptr && a->timing != b->timing) {
    const auto timing = a->timing == constraint_timing::not_deferrable ? " NOT DEFERRABLE"
                        : a->timing == constraint_timing::deferrable   ? " DEFERRABLE INITIALLY IMMEDIATE"
                                                                       : " DEFERRABLE INITIALLY DEFERRED";
    node.steps.push_back(
        {{.sql = fmt::format("{} ALTER CONSTRAINT {}{}", sql_alter_table(id), sql_identifier(id.name), timing),
          .lock = lock_mode::access_exclusive,
          .objects = {id}}});
  }
  if (state_of(base(id)) == constraint_state::not_valid && state_of(after(id)) == constraint_state::valid) {
    node.steps.push_back(
        {{.sql = fmt::format("{} VALIDATE CONSTRAINT {}", sql_alter_table(id), sql_identifier(id.name)),
          .lock = lock_mode::share_update_exclusive,
          .scans = true,
          .objects = {id},
          .hazards = {violations(id)}},
         true});
  }
  for (auto& sql : index_setting_changes(id, base(id), after(id))) {
    node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
  }
  if (attached_to(base(id)).empty() && !attached_to(after(id)).empty()) {
    attach_index(id);
  }
  finish(node.steps, id, &base(id));
  add(std::move(node));
}

void planner::add_constraint(const object_id& id) {
  const auto table = id.owner_table();
  const auto& value = after(id);
  const bool is_fk = id.kind == object_kind::foreign_key;
  if (is_fk && !attached_to(value).empty()) {
    name_partitions_key(id);
    return;
  }
  if (take_prepared_constraint(id)) {
    return;
  }
  attach_index(id);
  if (is_unique_key(id.kind) && is_online(table) && !is_partitioned(table) && !is_temporal(value)) {
    work_node node{.key = key(work_phase::concurrent, id, 0), .makes = {id}};
    node.steps.push_back({{.sql = sql_index_for_key(id, id.name, value),
                           .transactional = false,
                           .lock = lock_mode::share_update_exclusive,
                           .scans = true,
                           .objects = {id},
                           .hazards = {duplicates(id)}}});
    node.steps.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), sql_use_index(id, id.name, value)),
                           .lock = lock_mode::access_exclusive,
                           .objects = {id}}});
    finish(node.steps, id, nullptr);
    add(std::move(node));
    return;
  }
  const auto phase = is_old_table(table) ? work_phase::alter_tables
                     : is_fk             ? work_phase::late_foreign_keys
                                         : work_phase::create_tables;
  work_node node{.key = key(phase, id, is_fk ? 6 : 5), .makes = {id}};
  work_step s{{.sql = sql_create(id, value), .objects = {id}}};
  if (built_apart_.contains(id)) {
    auto only = value;
    std::visit(
        [](auto& v) {
          if constexpr (requires { v.only; }) {
            v.only = true;
          }
        },
        only);
    node.steps.push_back({{.sql = sql_create(id, only),
                           .comment = std::string(built_apart_comment),
                           .lock = lock_mode::access_exclusive,
                           .objects = {id}}});
    finish(node.steps, id, nullptr);
    add(std::move(node));
    return;
  }
  s.lock = is_fk ? lock_mode::share_row_exclusive : lock_mode::access_exclusive;
  if (!is_old_table(table)) {
    const bool touches_old = is_fk && is_old_table(std::get<foreign_key>(value).referenced_table);
    s.lock = touches_old ? s.lock : lock_mode::none;
    node.steps.push_back(std::move(s));
    finish(node.steps, id, nullptr);
    const auto added = add(std::move(node));
    if (waits_for_heirs(id)) {
      late_for_heirs_.emplace_back(added, table);
    }
    return;
  }
  if (const auto state = state_of(value); state != constraint_state::valid) {
    node.steps.push_back(std::move(s));  // NOT VALID and NOT ENFORCED read nothing
    finish(node.steps, id, nullptr);
    const auto added = add(std::move(node));
    if (waits_for_heirs(id)) {
      late_for_children_.emplace_back(added, table);
    }
    return;
  }
  // An exclusion constraint's index cannot be built concurrently; nor can that of a partitioned table.
  if (!is_online(table) || has_index(id.kind) || (is_fk && is_partitioned(table))) {
    s.scans = true;
    s.hazards = {is_unique_key(id.kind) ? duplicates(id) : violations(id),
                 {hazard_kind::full_scan, table,
                  fmt::format("Every row of {} is read while {} wait.", display_name(table),
                              is_fk ? "writers" : "readers and writers")}};
    node.steps.push_back(std::move(s));
    finish(node.steps, id, nullptr);
    add(std::move(node));
    return;
  }
  s.sql += " NOT VALID";
  node.steps.push_back(std::move(s));
  finish(node.steps, id, nullptr);
  const auto added = add(std::move(node));
  work_node validation{.key = key(work_phase::validate, id, 5)};
  validation.steps.push_back(
      {{.sql = fmt::format("{} VALIDATE CONSTRAINT {}", sql_alter_table(id), sql_identifier(id.name)),
        .lock = lock_mode::share_update_exclusive,
        .scans = true,
        .objects = {id},
        .hazards = {violations(id)}},
       true});
  const auto validated = graph_.add(std::move(validation));
  graph_.before(added, validated);
  ready_[id].push_back(validated);
}

// The new index is built beside the old one; the constraint changes over in one statement, so that there is no moment
// without it.
void planner::replace_key(const object_id& id) {
  auto index_id = id;
  index_id.kind = object_kind::index;
  const auto name = fresh_name(index_id, "new");
  work_node node{.key = key(work_phase::concurrent, id, 0), .makes = {id}, .drops = {id}};
  node.steps.push_back({{.sql = sql_index_for_key(id, name, after(id)),
                         .transactional = false,
                         .lock = lock_mode::share_update_exclusive,
                         .scans = true,
                         .objects = {id},
                         .hazards = {duplicates(id)}}});
  node.steps.push_back({{.sql = fmt::format("{}\n  DROP CONSTRAINT {},\n  {}", sql_alter_table(id),
                                            sql_identifier(id.name), sql_use_index(id, name, after(id))),
                         .comment = "The index takes the constraint's name.",
                         .lock = lock_mode::access_exclusive,
                         .objects = {id}}});
  finish(node.steps, id, nullptr);
  add(std::move(node));
}

}  // namespace squall::kit
