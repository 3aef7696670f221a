// Columns of tables that live on.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/column_work.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/published_tables.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

bool has_deferrable_constraint(const database& db, const object_id& table) {
  const auto children = children_of(db, table);
  return std::any_of(children.begin(), children.end(), [&](const object_id& id) {
    return std::visit(
        [](const auto& v) {
          if constexpr (requires { v.timing == constraint_timing{}; }) {
            return v.timing != constraint_timing::not_deferrable;
          } else {
            return false;
          }
        },
        db.objects.at(id));
  });
}

}  // namespace

void planner::plan_columns() {
  for (const auto& id : changes_.dropped) {
    const auto* owned = std::get_if<sequence>(&base(id));
    if (owned != nullptr && owned->owned_by && !done_.contains(id)) {
      dropped_sequence_.emplace(*owned->owned_by, id);
    }
  }
  for (const auto& id : changes_.created) {
    const auto* owned = std::get_if<sequence>(&after(id));
    if (owned != nullptr && owned->owned_by) {
      created_sequence_.emplace(*owned->owned_by, id);
    }
  }
  const auto wanted = [&](const object_id& id) {
    return id.kind == object_kind::column && is_old_table(id.owner_table());
  };
  for (const auto& id : replaced_.released_defaults) {
    if (wanted(id)) {
      release_default(id);
    }
  }
  // Columns are added in their order: a position cannot be changed later.
  std::vector<object_id> added;
  std::map<object_id, std::vector<object_id>> altered;
  for (const auto& id : changes_.created) {
    if (changes_.adopted.contains(id)) {
      continue;
    }
    if (wanted(id) && (std::get<column>(after(id)).inherited || inherited_from_parents(changes_.base, id))) {
      alter_inherited(id);
    } else if (wanted(id)) {
      added.push_back(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (wanted(id) && !changes_.adopted.contains(id)) {
      drop_column(id);
      added.push_back(id);
    }
  }
  std::sort(added.begin(), added.end(), [&](const object_id& a, const object_id& b) {
    return std::pair(std::get<column>(after(a)).position, a) < std::pair(std::get<column>(after(b)).position, b);
  });
  for (const auto& id : added) {
    add_column(id);
  }
  for (const auto& id : changes_.dropped) {
    if (wanted(id) && !done_.contains(id)) {
      if (std::get<column>(base(id)).inherited || inherited_from_parents(changes_.after, id)) {
        alter_inherited(id);
      } else {
        drop_column(id);
      }
    }
  }
  for (const auto& id : changes_.altered) {
    if (!wanted(id) || is_replaced(id)) {
      continue;
    }
    // A column that leaves a type made anew goes first, one that comes to it goes after: they do not share a statement.
    const auto swaps = [&](const column& c) {
      return c.type.user_type && replaced_.swapped_types.contains(*c.type.user_type);
    };
    const auto& b = std::get<column>(base(id));
    if (b.inherited && (std::get<column>(after(id)).inherited || follows_parent(id))) {
      alter_inherited(id);
    } else if (holder_of(id) ||
               (b.type != std::get<column>(after(id)).type && (swaps(b) || swaps(std::get<column>(after(id)))))) {
      alter_columns(id.owner_table(), {id});
    } else {
      altered[id.owner_table()].push_back(id);
    }
  }
  for (const auto& [table, columns] : altered) {
    alter_columns(table, columns);
  }
}

// Of a step that may say NOT NULL of a column.
void planner::warn_of_not_null(const object_id& id, work_step& s) const {
  if (s.sql.ends_with("SET NOT NULL")) {
    s.scans = true;
    s.hazards.push_back({hazard_kind::may_fail, id, fmt::format("Fails if a row has no {}.", display_name(id))});
    s.hazards.push_back(
        {hazard_kind::full_scan, id.owner_table(),
         fmt::format("Every row of {} is read while readers and writers wait.", display_name(id.owner_table()))});
  }
}

// The default lets go of what is made again, and comes back after it.
void planner::release_default(const object_id& id) {
  const auto part = [&](const std::string& what) {
    return step{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(id.name), what),
                .lock = lock_mode::access_exclusive,
                .objects = {id}};
  };
  work_node without{.key = key(work_phase::drop_objects, id, 0)};
  without.steps.push_back({part("DROP DEFAULT")});
  releases_.emplace_back(graph_.add(std::move(without)), id);
  if (comes_back_later(id)) {
    work_node again{.key = key(work_phase::routines, id, 2)};
    again.steps.push_back({part("SET DEFAULT " + std::get<column>(after(id)).default_value->sql)});
    late_default_nodes_.emplace_back(graph_.add(std::move(again)), id);
  }
}

// One that changes is set where its column is altered.
bool planner::comes_back_later(const object_id& id) const {
  const auto* a = changes_.after.find<column>(id);
  const bool set_anyway =
      changes_.altered.contains(id) && a != nullptr && a->default_value != std::get<column>(base(id)).default_value;
  return a != nullptr && a->default_value && !set_anyway;
}

void planner::drop_column(const object_id& id) {
  work_node node{.key = key(work_phase::alter_tables, id, 8), .drops = {id}};
  work_step s{{.sql = sql_drop(id), .lock = lock_mode::access_exclusive, .objects = {id}}};
  const auto& value = std::get<column>(base(id));
  if (prepared_.columns.contains(id)) {
    s.comment = fmt::format("The values of {} are in the new column.", display_name(id));
  } else if (!value.generated) {
    s.hazards.push_back({hazard_kind::data_loss, id, fmt::format("The values of {} are lost.", display_name(id))});
  } else if (is_replaced(id)) {
    node.key.rank = key(work_phase::alter_tables, id, 2).rank;
    s.comment = "A generated column cannot be altered in place; its values follow from its expression.";
  }
  if (const auto owned = dropped_sequence_.find(id); owned != dropped_sequence_.end()) {
    node.drops.push_back(owned->second);
    done_.insert(owned->second);
  }
  node.steps.push_back(std::move(s));
  add(std::move(node));
}

// What ADD COLUMN costs and where it fails.
void planner::warn_of_new_column(const object_id& id, const column& value, work_step& s) const {
  const auto table = id.owner_table();
  s.rewrites = value.generated || value.identity ||
               (value.default_value && !is_cheap_default(value.default_value->sql)) ||
               has_checked_domain(changes_.after, value.type);
  if (s.rewrites) {
    s.hazards.push_back({hazard_kind::table_rewrite, table, every_row_is_rewritten(table)});
  }
  if (value.generated && !value.generated_virtual) {
    s.hazards.push_back(
        {hazard_kind::may_fail, id, fmt::format("Fails if the expression of {} fails for a row.", display_name(id))});
  }
  const bool fills_itself = value.default_value || value.identity || value.generated;
  const bool refuses_null = value.not_null || wants_value(changes_.after, value.type);
  if (refuses_null && !fills_itself) {
    s.scans = true;
    s.hazards.push_back({hazard_kind::may_fail, id,
                         fmt::format("Fails if {} has rows: {} {} NOT NULL and has neither a default nor a backfill.",
                                     display_name(table), display_name(id), value.not_null ? "is" : "has a domain's")});
  }
}

void planner::add_column(const object_id& id) {
  if (prepared_.columns.contains(id)) {
    take_prepared_column(id);
    return;
  }
  const auto table = id.owner_table();
  const auto& value = std::get<column>(after(id));
  const auto backfill = options_.intended.backfills.find(id);
  const bool fills_itself = value.default_value || value.identity || value.generated;
  // A default that is another one for each row would have the table written again: rows that are there get it later.
  const bool default_later = value.default_value && !is_cheap_default(value.default_value->sql) && is_online(table) &&
                             !has_checked_domain(changes_.after, value.type) &&
                             !refuses_updates(changes_.base, table) && !refuses_updates(changes_.after, table);
  const bool filled = default_later || (backfill != options_.intended.backfills.end() && !fills_itself);

  work_node node{.key = key(work_phase::alter_tables, id, 3), .makes = {id}};
  node.key.rank += value.position;
  auto first = value;
  first.not_null = value.not_null && !filled;
  if (default_later) {
    first.default_value.reset();
  }
  work_step s{{.sql = sql_create(id, first), .lock = lock_mode::access_exclusive, .objects = {id}}};
  warn_of_new_column(id, first, s);
  node.steps.push_back(std::move(s));
  if (default_later) {
    node.steps.push_back({{.sql = fmt::format("{} ALTER COLUMN {} SET DEFAULT {}", sql_alter_table(id),
                                              sql_identifier(id.name), value.default_value->sql),
                           .comment = "Apart from ADD COLUMN, which would write every row for this default.",
                           .lock = lock_mode::access_exclusive,
                           .objects = {id}}});
  }
  inherit_not_null(id, value, std::nullopt, node);
  for (const auto& setting : sql_column_settings(nullptr, value)) {
    node.steps.push_back(
        {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(id.name), setting),
          .lock = lock_mode::access_exclusive,
          .objects = {id}}});
  }
  compress_heirs(id, {}, node.steps);
  finish(node.steps, id, nullptr);
  if (!filled) {
    add(std::move(node));
    return;
  }
  column_work work{.table = table};
  fill(id, default_later ? "DEFAULT" : backfill->second, work);
  if (value.not_null) {
    work.not_null.push_back(id);
  }
  finish_columns(std::move(node), std::move(work), {});
}

void planner::fill(const object_id& column, const std::string& expression, column_work& work) const {
  const bool online = is_online(work.table);
  work.backfills.push_back(backfill_step(column, expression, online));
  if (online) {
    work.late_backfills.push_back(backfill_step(column, expression, online, true));
  }
}

// Backfills, NOT NULL by the recipe that fits, and what comes last.
void planner::finish_columns(work_node node, column_work work, const std::vector<object_id>& columns) {
  const auto& table = work.table;
  const auto append = [](std::vector<work_step>& to, std::vector<work_step>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  const bool filled = !work.backfills.empty();
  append(node.steps, work.backfills);
  if (filled && !is_online(table) && has_deferrable_constraint(changes_.base, table)) {
    // ALTER TABLE refuses a table with pending trigger events.
    node.steps.push_back({{.sql = "SET CONSTRAINTS ALL IMMEDIATE", .objects = {table}}});
  }
  work_node slow{.key = node.key};
  slow.key.phase = work_phase::validate;
  if (!work.not_null.empty() && is_online(table)) {
    std::vector<std::string> names;
    for (const auto& id : work.not_null) {
      names.push_back(fresh_name({object_kind::check, id.schema, id.table, id.name}, "not_null"));
    }
    append(slow.steps, work.late_backfills);
    set_not_null_online(table, work.not_null, names, node.steps, slow.steps);
  } else if (!work.not_null.empty()) {
    node.steps.push_back(set_not_null_step(table, work.not_null));
  }
  auto& last = slow.steps.empty() ? node : slow;
  append(last.steps, work.last);
  for (const auto& id : columns) {
    finish(last.steps, id, &base(id));
  }
  if (node.steps.empty()) {
    return;
  }
  auto touched = node.makes;
  touched.insert(touched.end(), node.alters.begin(), node.alters.end());
  const auto quick = add(std::move(node));
  if (!slow.steps.empty()) {
    const auto index = graph_.add(std::move(slow));
    graph_.before(quick, index);
    for (const auto& id : touched) {
      ready_[id].push_back(index);
      for (const auto& heir : heirs_in(heirs_after_, id.owner_table())) {
        ready_[column_id(heir, id.name)].push_back(index);
      }
    }
  }
}

void planner::alter_columns(const object_id& table, const std::vector<object_id>& columns) {
  work_node node{.key = key(work_phase::alter_tables, columns.front(), 4), .alters = columns};
  column_work work{.table = table};
  for (const auto& id : columns) {
    alter_identity(id, node, work);
    alter_type(id, work);
    alter_nullness(id, work);
    const auto& now = std::get<column>(after(id));
    const column left = as_retyped(std::get<column>(base(id)), now);
    for (const auto& setting : sql_column_settings(&left, now)) {
      work.part(id, setting);
    }
    compress_heirs(id, left, work.last);
  }
  auto& steps = node.steps;
  steps.insert(steps.end(), std::make_move_iterator(work.before.begin()), std::make_move_iterator(work.before.end()));
  work.flush(steps);
  finish_columns(std::move(node), std::move(work), columns);
}

void planner::alter_nullness(const object_id& id, column_work& work) const {
  const auto& b = std::get<column>(base(id));
  const auto& a = std::get<column>(after(id));
  if (b.not_null && !a.not_null) {
    work.part(id, "DROP NOT NULL");
    return;
  }
  const auto later = [&](const std::string& action) {
    work.last.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), action),
                          .lock = lock_mode::access_exclusive,
                          .objects = {id}}});
  };
  for (const auto& action : sql_not_null_changes(id, b, a)) {
    later(action);
  }
  if (b.not_null || !a.not_null) {
    return;
  }
  if (a.not_null_not_valid) {
    later("ADD " + sql_named_not_null(id, a));
    return;
  }
  if (!a.not_null_name.empty()) {
    auto usual = a;
    usual.not_null_name.clear();
    for (const auto& action : sql_not_null_changes(id, usual, a)) {
      later(action);
    }
  }
  if (const auto found = options_.intended.backfills.find(id); found != options_.intended.backfills.end()) {
    fill(id, found->second, work);
  }
  work.not_null.push_back(id);
}

}  // namespace squall::kit
