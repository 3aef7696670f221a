// Objects whose statements say all about them: views, functions, triggers, types, roles …
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kit/plan/composite_values.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

work_phase creation_phase(object_kind kind) {
  switch (kind) {
    case object_kind::role:
      return work_phase::create_roles;
    case object_kind::extension:
    case object_kind::language:
    case object_kind::foreign_data_wrapper:
    case object_kind::foreign_server:
    case object_kind::user_mapping:
      return work_phase::extensions;
    case object_kind::base_type:
    case object_kind::domain:
    case object_kind::composite_type:
    case object_kind::range_type:
    case object_kind::collation:
    case object_kind::cast:  // a column's default may need one, which pg_depend does not tell
    case object_kind::conversion:
    case object_kind::text_search_parser:
    case object_kind::text_search_template:
    case object_kind::text_search_dictionary:
    case object_kind::text_search_configuration:
      return work_phase::types;
    case object_kind::routine:
    case object_kind::aggregate:
    case object_kind::operator_:
    case object_kind::operator_family:
    case object_kind::operator_class:
    case object_kind::transform:
    case object_kind::access_method:
      return work_phase::routines;
    case object_kind::view:
    case object_kind::materialized_view:
      return work_phase::views;
    case object_kind::statistics:
    case object_kind::trigger:
    case object_kind::rule:
    case object_kind::policy:
      return work_phase::table_objects;
    case object_kind::default_privileges:
      return work_phase::default_privileges;
    default:
      return work_phase::others;
  }
}

// Roles belong to the cluster: another of its databases may have brought this one along (manual, chapter 22).
std::string unless_role_exists(const object_id& id, const std::string& sql) {
  return fmt::format(
      "DO $squall$\nBEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN\n    {};\n  END "
      "IF;\nEND\n$squall$",
      sql_literal(id.name), sql);
}

}  // namespace

void planner::plan_standalone() {
  // In the order of kinds types come before the routines that go with them.
  for (const auto& id : changes_.dropped) {
    if (is_standalone(id.kind) && !done_.contains(id)) {
      drop_standalone(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (is_standalone(id.kind) && !done_.contains(id)) {
      drop_standalone(id);
    }
    if (is_standalone(id.kind)) {
      make_standalone(id);
    }
  }
  for (const auto& id : changes_.created) {
    if (is_standalone(id.kind)) {
      make_standalone(id);
    }
  }
  for (const auto& id : changes_.altered) {
    if (is_standalone(id.kind) && !is_replaced(id) && !replaced_.swapped_types.contains(id)) {
      alter_standalone(id);
    }
  }
  announce_unchecked_bodies();
}

// Of a table that holds rows and has readers (manual, 13.3.1 and the pages of the commands).
lock_mode planner::lock_of_standalone(const object_id& id) const {
  if (id.kind == object_kind::statistics) {
    const auto& on = (changes_.after.contains(id) ? std::get<statistics>(after(id)) : std::get<statistics>(base(id)));
    return is_old_table(on.table.owner_table()) ? lock_mode::share_update_exclusive : lock_mode::none;
  }
  if (id.kind == object_kind::publication) {
    return lock_mode::share_update_exclusive;  // of the tables that it names
  }
  if (id.kind == object_kind::domain && changes_.base.contains(id)) {
    return lock_mode::share;  // of the tables that have it, while its constraints are checked
  }
  if (!id.belongs_to_table() || !is_old_table(id.owner_table())) {
    return lock_mode::none;
  }
  return id.kind == object_kind::trigger ? lock_mode::share_row_exclusive : lock_mode::access_exclusive;
}

void planner::make_standalone(const object_id& id) {
  work_node node{.key = key(creation_phase(id.kind), id, 0), .makes = {id}};
  if (auto shell = shell_statements(id, after(id)); !shell.empty()) {
    // The type's own functions take and give the type: they come between its name and the rest of it.
    work_node name{.key = key(work_phase::extensions, id, 1)};
    for (auto& sql : shell) {
      name.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
    }
    shells_[id] = graph_.add(std::move(name));
  }
  auto statements = create_statements(id, after(id));
  if (id.kind == object_kind::role) {
    statements.front() = unless_role_exists(id, statements.front());
  }
  for (auto& sql : statements) {
    node.steps.push_back({{.sql = std::move(sql), .lock = lock_of_standalone(id), .objects = {id}}});
  }
  if (const auto* value = std::get_if<materialized_view>(&after(id)); value != nullptr && value->populated) {
    node.steps.front().scans = true;
  }
  if (id.kind == object_kind::extension) {
    spare_from_default_privileges(std::get<extension>(after(id)), node.steps);
  }
  finish(node.steps, id, nullptr);
  say_firing_again(id, true, node.steps);
  add(std::move(node));
  cluster_view(id, nullptr);
}

// What an extension brings along is no object of the plan, to which privileges could be given back one by one.
void planner::spare_from_default_privileges(const extension& value, std::vector<work_step>& steps) const {
  const object none{default_privileges{}};
  std::vector<work_step> before;
  for (auto it = changes_.base.objects.lower_bound({object_kind::default_privileges, "", "", ""});
       it != changes_.base.objects.end() && it->first.kind == object_kind::default_privileges; ++it) {
    const auto& [id, said] = *it;
    const bool meets = id.signature.empty() && (id.schema.empty() || value.schema.empty() || id.schema == value.schema);
    if (!meets || is_dropped(id)) {
      continue;
    }
    const auto undone = alter_statements(id, said, none);
    const auto again = alter_statements(id, none, said);
    for (const auto& sql : *undone) {
      before.push_back({{.sql = sql, .comment = "What the extension makes is to have none of these."}});
    }
    for (const auto& sql : *again) {
      steps.push_back({{.sql = sql}});
    }
  }
  steps.insert(steps.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
}

// CLUSTER of a materialized view names an index of it.
void planner::cluster_view(const object_id& id, const object* before) {
  const auto* value = std::get_if<materialized_view>(&after(id));
  const auto* old = before == nullptr ? nullptr : std::get_if<materialized_view>(before);
  if (value == nullptr || value->clustered_on.empty() || (old != nullptr && old->clustered_on == value->clustered_on)) {
    return;
  }
  work_node node{.key = key(work_phase::table_settings, id, 0)};
  for (auto& sql : clustering_statements(id, after(id))) {
    node.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
  }
  index_settings_.emplace_back(graph_.add(std::move(node)), id);
}

void planner::drop_standalone(const object_id& id) {
  if (const auto* value = std::get_if<trigger>(&base(id)); value != nullptr && value->inherited) {
    drop_inherited_trigger(id);
    return;
  }
  work_node node{.key = key(work_phase::drop_objects, id, 0), .drops = {id}};
  if (!shell_statements(id, base(id)).empty()) {
    // Its functions cannot go before it, nor it before them: they go together (CASCADE).
    for (const auto& need : dependencies_of(id, base(id))) {
      if (need.kind == object_kind::routine && (is_dropped(need) || is_replaced(need))) {
        node.drops.push_back(need);
        done_.insert(need);
      }
    }
  }
  auto lock = lock_mode::none;  // of a table that goes too: it is there until then
  if (const auto* s = std::get_if<statistics>(&base(id)); s != nullptr && s->table.kind == object_kind::table) {
    lock = lock_mode::share_update_exclusive;
  } else if (id.belongs_to_table() && changes_.base.contains(id.owner_table())) {
    lock = lock_mode::access_exclusive;
  }
  node.steps.push_back({{.sql = drop_statement(id, base(id)), .lock = lock, .objects = {id}}});
  if (const auto* value = std::get_if<subscription>(&base(id))) {
    // DROP SUBSCRIPTION takes its slot along, which no transaction can (manual, DROP SUBSCRIPTION).
    const auto slot = value->options.find("slot_name");
    const bool has_slot = slot == value->options.end() || (slot->second != "NONE" && slot->second != "none");
    node.steps.back().transactional = !has_slot;
  }
  if (id.kind == object_kind::view || id.kind == object_kind::materialized_view) {
    for (const auto kind : {object_kind::trigger, object_kind::rule, object_kind::index}) {
      for (const auto& part : members_of(changes_.base, id, kind)) {
        node.drops.push_back(part);
        done_.insert(part);
      }
    }
  }
  add(std::move(node));
}

void planner::alter_standalone(const object_id& id) {
  work_node node{.key = key(creation_phase(id.kind), id, 1), .alters = {id}};
  auto statements = alter_statements(id, base(id), after(id));
  for (auto& sql : statements.value()) {
    node.steps.push_back({{.sql = std::move(sql), .lock = lock_of_standalone(id), .objects = {id}}});
  }
  if (!node.steps.empty()) {
    say_lost_attributes(id, node.steps.front());
    if (is_stricter_domain(base(id), after(id)) && is_stored(changes_.base, id)) {
      node.steps.front().scans = true;
      node.steps.front().hazards.push_back(
          {hazard_kind::may_fail, id,
           fmt::format("Fails if a value of {} does not obey the domain as it shall be.", display_name(id))});
    }
  }
  finish(node.steps, id, &base(id));
  say_firing_again(id, false, node.steps);
  if (node.steps.empty()) {
    return;
  }
  add(std::move(node));
}

// Functions may name what is made after them: bodies are read when they run, as pg_dump has it too
// (manual, 20.11: check_function_bodies).
void planner::announce_unchecked_bodies() {
  const auto has_text_body = [&](const object_id& id) {
    const auto* value = std::get_if<routine>(&after(id));
    return value != nullptr && value->sql_body.empty() && (value->language == "sql" || value->language == "plpgsql");
  };
  const auto any = [&](const std::set<object_id>& ids) { return std::any_of(ids.begin(), ids.end(), has_text_body); };
  unchecked_bodies_ = any(changes_.created) || any(changes_.altered) ||
                      std::any_of(replaced_.objects.begin(), replaced_.objects.end(), has_text_body);
}

}  // namespace squall::kit
