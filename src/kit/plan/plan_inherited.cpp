// What a partition has from its table and is otherwise all the same: triggers that fire otherwise, foreign keys that
// are named otherwise, columns with a NOT NULL of their own. And what can only be said of a table when its heirs are
// there.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

object_id same_on(const object_id& whole, const object_id& id, const std::string& name) {
  return {id.kind, whole.schema, whole.name, name};
}

}  // namespace

void planner::needs_of_part(const object_id& id, const object& value, std::vector<object_id>& needs) const {
  const auto* on_rows = std::get_if<trigger>(&value);
  const bool is_part_of_trigger = on_rows != nullptr && on_rows->inherited;
  const bool is_part_of_key = id.kind == object_kind::foreign_key && !attached_to(value).empty();
  if (!is_part_of_trigger && !is_part_of_key) {
    return;
  }
  const auto& db = changes_.after.contains(id) ? changes_.after : changes_.base;
  for (const auto& whole : wholes_of(db, id.owner_table())) {
    needs.push_back(same_on(whole, id, is_part_of_key ? attached_to(value) : id.name));
  }
}

// The object of a table above that this one is a part of, where it is there before and after.
std::optional<object_id> planner::kept_in_ancestor(const object_id& id, const std::string& name) const {
  for (const auto& whole : wholes_of(changes_.after, id.owner_table())) {
    if (const auto above = same_on(whole, id, name); changes_.after.contains(above)) {
      return is_created(above) || is_replaced(above) ? std::nullopt : std::optional(above);
    }
  }
  return std::nullopt;
}

// It fires as its parent's does from here on.
void planner::drop_inherited_trigger(const object_id& id) {
  work_node node{.key = key(work_phase::drop_objects, id, 0), .drops = {id}};
  if (const auto above = kept_in_ancestor(id, id.name); above && !is_dropped(id.owner_table())) {
    auto follows = std::get<trigger>(base(id));
    follows.enabled = std::get<trigger>(after(*above)).enabled;
    follows.comment.clear();
    const object now(follows);
    for (auto& sql : create_statements(id, now)) {
      node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_row_exclusive, .objects = {id}}});
    }
    for (auto& sql : finishing_statements(id, &base(id), now)) {
      node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
    }
  }
  add(std::move(node));
}

// ENABLE and DISABLE of a partitioned table's trigger reach its partitions, and a trigger made anew fires there as
// ever: where a partition's is to fire otherwise and nothing else says so, it is said again.
void planner::say_firing_again(const object_id& id, bool made, std::vector<work_step>& steps) const {
  const auto* value = std::get_if<trigger>(&after(id));
  const auto* before = value == nullptr ? nullptr : changes_.base.find<trigger>(id);
  if (value == nullptr || (!made && before->enabled == value->enabled)) {
    return;
  }
  for (const auto& heir : heirs_in(heirs_after_, id.owner_table())) {
    const auto part = same_on(heir, id, id.name);
    const auto* inherited = changes_.after.find<trigger>(part);
    const auto* was = changes_.base.find<trigger>(part);
    const bool altered = !made && was != nullptr && inherited != nullptr && was->enabled != inherited->enabled;
    const bool said = is_created(part) || is_replaced(part) || altered;
    if (inherited == nullptr || !inherited->inherited || said) {
      continue;
    }
    for (auto& sql : create_statements(part, after(part))) {
      steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_row_exclusive, .objects = {part}}});
    }
    if (made) {
      finish(steps, part, nullptr);
    }
  }
}

// The name that a partition's part of a foreign key has at first: that of the key, which comes to all parts at once, or
// for a new partition of a table that has it, the table's.
std::string planner::first_name_of_partitions_key(const object_id& id) const {
  auto name = attached_to(after(id));
  if (kept_in_ancestor(id, name)) {
    return name;
  }
  for (const auto& whole : wholes_of(changes_.after, id.owner_table())) {
    const auto* above = changes_.after.find<foreign_key>(same_on(whole, id, name));
    if (above != nullptr && !above->attached_to.empty()) {
      name = above->attached_to;
    }
  }
  return name;
}

// The server gives a partition's part of a foreign key the name of its table's; that can be changed.
void planner::name_partitions_key(const object_id& id) {
  const auto given = first_name_of_partitions_key(id);
  work_node node{.key = key(work_phase::late_foreign_keys, id, 7), .makes = {id}};
  if (given != id.name) {
    node.steps.push_back({{.sql = fmt::format("{} RENAME CONSTRAINT {} TO {}", sql_alter_table(id),
                                              sql_identifier(given), sql_identifier(id.name)),
                           .lock = is_old_table(id.owner_table()) ? lock_mode::access_exclusive : lock_mode::none,
                           .objects = {id}}});
  }
  finish(node.steps, id, nullptr);
  add(std::move(node));
}

void planner::unname_partitions_key(const object_id& id) {
  const auto& given = attached_to(base(id));
  work_node node{.key = key(work_phase::alter_tables, id, 0), .drops = {id}};
  if (kept_in_ancestor(id, given) && !is_dropped(id.owner_table())) {
    auto plain = std::get<foreign_key>(base(id));
    plain.comment.clear();
    for (auto& sql : finishing_statements(id, &base(id), object(plain))) {
      node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
    }
    if (given != id.name) {
      node.steps.push_back({{.sql = fmt::format("{} RENAME CONSTRAINT {} TO {}", sql_alter_table(id),
                                                sql_identifier(id.name), sql_identifier(given)),
                             .lock = lock_mode::access_exclusive,
                             .objects = {id}}});
    }
  }
  add(std::move(node));
}

// Columns of a partition whose NOT NULL has a name of its own, or whose values follow from another expression than in
// their table: a partition may say so in its parentheses.
std::vector<std::string> planner::inherited_lines(const object_id& id) const {
  std::vector<std::string> out;
  const bool is_partition = std::get<table>(after(id)).partition_of.has_value();
  for (const auto& c : columns_of(changes_.after, id)) {
    if (!c.value->inherited) {
      continue;
    }
    const auto given = inherited_from_parents(changes_.after, *c.id);
    if (is_partition && given && c.value->generated && c.value->generated != given->generated) {
      out.push_back(fmt::format("{} GENERATED ALWAYS AS ({}) {}", sql_identifier(c.id->name), c.value->generated->sql,
                                c.value->generated_virtual ? "VIRTUAL" : "STORED"));
    }
    if (c.value->not_null && !c.value->not_null_name.empty() && !c.value->not_null_not_valid) {
      out.push_back(sql_named_not_null(*c.id, *c.value));
    }
  }
  return out;
}

// ALTER TABLE of a parent that stays changes the column's type here, too.
bool planner::follows_parent(const object_id& id) const {
  const auto* before = changes_.base.find<table>(id.owner_table());
  const auto* after_value = changes_.after.find<table>(id.owner_table());
  const auto* a = changes_.after.find<column>(id);
  if (before == nullptr || after_value == nullptr || a == nullptr) {
    return false;
  }
  const auto moves = changes_.children.find(id.owner_table());
  const auto parents = moves != changes_.children.end()                    ? moves->second.kept
                       : before->partition_of == after_value->partition_of ? parents_of(*after_value)
                                                                           : std::vector<object_id>();
  return std::any_of(parents.begin(), parents.end(), [&](const object_id& parent) {
    const auto now = effective_column(changes_.base, parent, id.name);
    const auto then = effective_column(changes_.after, parent, id.name);
    return now && then && then->type == a->type && (now->type != then->type || now->collation != then->collation);
  });
}

// A column that its table has from a parent, and that differs from the parent's in more or less than before.
void planner::alter_inherited(const object_id& id) {
  const auto own = [&](const database& db) -> std::optional<column> {
    if (const auto* value = db.find<column>(id)) {
      return *value;
    }
    return inherited_from_parents(db, id);
  };
  const auto b = own(changes_.base) ? own(changes_.base) : inherited_from_parents(changes_.after, id);
  const auto a = own(changes_.after);
  const bool is_there = changes_.after.contains(id);
  work_node node{.key = key(work_phase::alter_tables, id, 5)};
  (is_there ? node.alters : node.drops).push_back(id);
  if (a && b) {
    column wanted = *a;
    if (!is_there && is_retyped(*b, *a)) {
      // The parent's ALTER, which comes later, says these to its children, too.
      wanted = with_usual_storage(std::move(wanted));
      wanted.default_value.reset();
    }
    const auto above = inherited_from_parents(changes_.base, id);
    if (!is_there && above && above->not_null) {
      wanted.not_null = b->not_null;  // as does its DROP NOT NULL, before which a partition's is refused
    }
    const bool is_partition = std::get<table>(after(id.owner_table())).partition_of.has_value();
    if (!is_there && above && is_partition && above->default_value != a->default_value &&
        !is_moved(changes_.base, changes_.after, id.owner_table())) {
      wanted.default_value = b->default_value;  // as does its SET DEFAULT, whose sequence may have to be made first
    }
    for (auto& part : sql_inherited_column_changes(as_retyped(*b, *a), wanted)) {
      node.steps.push_back(
          {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(id.name), part),
            .lock = lock_mode::access_exclusive,
            .objects = {id}}});
      warn_of_not_null(id, node.steps.back());
    }
    const auto alter = [&](const std::string& action) {
      node.steps.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), action),
                             .lock = lock_mode::access_exclusive,
                             .objects = {id}}});
    };
    if (!b->not_null && a->not_null && (a->not_null_not_valid || !a->not_null_name.empty())) {
      alter("ADD " + sql_named_not_null(id, *a));
    }
    for (const auto& action : sql_not_null_changes(id, *b, wanted)) {
      alter(action);
    }
    const object before(*b);
    const object after_value(*a);
    for (auto& sql : finishing_statements(id, &before, after_value)) {
      node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
    }
  }
  add(std::move(node));
}

// NOT VALID ones are added to a table that is there. Beside its parent a partition is made with the parent's names.
void planner::inherit_not_null(const object_id& id, const column& value, const std::optional<column>& given,
                               work_node& node) const {
  const auto alter = [&](const std::string& action) {
    node.steps.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), action), .objects = {id}}});
  };
  if (value.not_null && value.not_null_not_valid) {
    alter("ADD " + sql_named_not_null(id, value));
    return;
  }
  const auto* of = changes_.after.find<table>(id.owner_table());
  const bool beside = of != nullptr && of->partition_of && is_old_table(*of->partition_of) && given;
  if (!beside || !value.not_null || value.not_null_name.empty()) {
    return;
  }
  const auto parents = column_id(*of->partition_of, id.name);
  const auto above = effective_column(changes_.after, *of->partition_of, id.name);
  if (above && above->not_null) {
    alter(fmt::format("RENAME CONSTRAINT {} TO {}", sql_identifier(not_null_name(parents, *above)),
                      sql_identifier(value.not_null_name)));
  } else {
    alter("ADD " + sql_named_not_null(id, value));
  }
}

// A child that is made later would have a NOT VALID check valid, and a key ON ONLY its table as part of itself.
bool planner::waits_for_heirs(const object_id& id) const {
  const auto* condition = std::get_if<check>(&after(id));
  return is_only(after(id)) || (condition != nullptr && condition->state == constraint_state::not_valid);
}

// A NOT VALID check that stays what it is goes and comes in one statement, which reads nothing.
bool planner::is_said_again(const object_id& id) const {
  const auto* rule = std::get_if<check>(&after(id));
  return rule != nullptr && rule->state == constraint_state::not_valid && base(id) == after(id) &&
         !stands_on_changing_column(id, base(id)) && !is_adopted_check(id);
}

void planner::say_check_again(const object_id& id) {
  work_node node{.key = key(work_phase::index_new_tables, id, 7), .makes = {id}, .drops = {id}};
  node.steps.push_back({{.sql = fmt::format("{}\n  DROP CONSTRAINT {},\n  ADD {}", sql_alter_table(id),
                                            sql_identifier(id.name), sql_constraint_definition(id, after(id))),
                         .comment = "A new child has its parents' checks as valid ones.",
                         .lock = lock_mode::access_exclusive,
                         .objects = {id}}});
  finish(node.steps, id, nullptr);
  late_for_children_.emplace_back(add(std::move(node)), id.owner_table());
}

// A primary key of columns whose NOT NULL comes from a parent.
bool planner::is_over_parents_columns(const object_id& id) const {
  const auto* value = std::get_if<primary_key>(&after(id));
  return value != nullptr && std::any_of(value->columns.begin(), value->columns.end(), [&](const std::string& name) {
           const auto column_name = column_id(id.owner_table(), name);
           const auto* own = changes_.after.find<column>(column_name);
           return own == nullptr ? inherited_from_parents(changes_.after, column_name).has_value()
                                 : own->inherited || own->not_null_inherited;
         });
}

void planner::wire_heirs() {
  for (const auto& [late, table_name] : late_for_children_) {
    for (const auto& heir : heirs_in(heirs_after_, table_name)) {
      if (!is_created(heir) || std::get<table>(after(heir)).partition_of) {
        continue;
      }
      edges(ready_, heir, [&, node = late](std::size_t first) { graph_.before(first, node); });
      // One of the child's own is merged with it.
      for (const auto& id : graph_.at(late).makes) {
        edges(ready_, same_on(heir, id, id.name), [&, node = late](std::size_t later) { graph_.before(node, later); });
      }
    }
  }
  for (const auto& [late, table_name] : late_for_heirs_) {
    for (const auto& heir : heirs_in(heirs_after_, table_name)) {
      edges(ready_, heir, [&, node = late](std::size_t first) { graph_.before(first, node); });
    }
  }
}

}  // namespace squall::kit
