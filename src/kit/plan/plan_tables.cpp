// Whole tables, created with all that fits between their parentheses.
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
namespace {

std::vector<std::string> key_columns(const object& value) {
  if (const auto* primary = std::get_if<primary_key>(&value)) {
    return primary->columns;
  }
  const auto* alternate = std::get_if<unique>(&value);
  return alternate == nullptr ? std::vector<std::string>() : alternate->columns;
}

}  // namespace

bool planner::can_inline(const object_id& id, const foreign_key& value) const {
  if (!value.attached_to.empty()) {
    return false;  // it comes with the parent's
  }
  if (value.state == constraint_state::not_valid) {
    return false;  // CREATE TABLE makes every constraint valid: there is no row yet
  }
  // The key that it stands on must be there when the table is made: in the table itself, or older than this plan.
  const auto keys = keys_of(changes_.after, value.referenced_table);
  const auto stands = [&](const object_id& key_id) {
    if (!is_key_of(key_id, after(key_id), value.referenced_columns)) {
      return false;
    }
    if (is_new_table(value.referenced_table)) {
      return key_id.kind != object_kind::index && !late_keys_.contains(key_id);
    }
    return !is_created(key_id) && !is_replaced(key_id);
  };
  const bool columns_settled =
      is_new_table(value.referenced_table) ||
      std::none_of(value.referenced_columns.begin(), value.referenced_columns.end(), [&](const std::string& name) {
        const auto columns = touched_columns_.find(value.referenced_table);
        return columns != touched_columns_.end() &&
               std::find(columns->second.begin(), columns->second.end(), column_id(value.referenced_table, name)) !=
                   columns->second.end();
      });
  return columns_settled && is_new_table(id.owner_table()) && std::any_of(keys.begin(), keys.end(), stands);
}

// Definitions with the names padded, so that types stand in one column. What comes from a parent is not said again.
std::vector<std::string> planner::column_lines(const object_id& table) const {
  auto columns = columns_of(changes_.after, table);
  std::erase_if(columns, [](const column_entry& c) { return c.value->inherited; });
  std::vector<std::string> out;
  for (const auto& c : columns) {
    auto value = *c.value;
    if (late_defaults_.contains(*c.id)) {
      value.default_value.reset();
    }
    // The usual name of a NOT NULL may be taken before its turn comes: by one that says so.
    if (const auto usual = not_null_name(*c.id, value); not_null_names_.contains({c.id->schema, usual})) {
      value.not_null_name = usual;
    }
    out.push_back(sql_column_definition(*c.id, value));
  }
  sql_align_types(columns, out);
  return out;
}

void planner::plan_created_tables() {
  const auto tables = tables_in(changes_.created);
  const auto order = table_order(tables, [&](const object_id& table, auto needs) {
    for (const auto& id : members_of(changes_.after, table, object_kind::foreign_key)) {
      needs(table, std::get<foreign_key>(after(id)).referenced_table);
    }
    for (const auto& parent : parents_of(std::get<kit::table>(after(table)))) {
      needs(table, parent);
    }
  });
  std::set<object_id> parents;
  for (const auto& table : tables) {
    if (const auto& of = std::get<kit::table>(after(table)).partition_of; of) {
      parents.insert(*of);
    }
  }
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto& table = tables[order[place]];
    place_[table] = place + 1;
    find_late_parts(table, parents.contains(table));
  }
  for (const auto index : order) {
    const auto& table = tables[index];
    std::vector<object_id> inline_foreign_keys;
    for (const auto& id : members_of(changes_.after, table, object_kind::foreign_key)) {
      const auto& value = std::get<foreign_key>(after(id));
      const auto referenced = place_.find(value.referenced_table);
      const bool there = referenced == place_.end() || referenced->second <= place_.at(table);
      // As of a check, NOT VALID would be lost.
      if (there && value.state != constraint_state::not_valid && can_inline(id, value)) {
        inline_foreign_keys.push_back(id);
      }
    }
    create_table(table, inline_foreign_keys);
  }
}

// What cannot be said in CREATE TABLE itself.
void planner::find_late_parts(const object_id& table, bool has_new_partitions) {
  // A UNIQUE over the columns of another key of the same CREATE TABLE is dropped without a word
  // (transformIndexConstraints in PostgreSQL's parser): it is added afterwards.
  std::set<std::vector<std::string>> keys;
  for (const auto& id : keys_of(changes_.after, table)) {
    if (auto columns = key_columns(after(id)); !columns.empty() && !keys.insert(std::move(columns)).second) {
      late_keys_.insert(id);
    }
  }
  std::set<std::string> exclusions;  // of two that say the same one is dropped, too
  for (const auto& id : members_of(changes_.after, table, object_kind::exclusion)) {
    auto nameless = id;
    nameless.name.clear();
    if (!exclusions.insert(sql_constraint_definition(nameless, after(id))).second) {
      late_keys_.insert(id);
    }
  }
  for (const auto& id : children_of(changes_.after, table)) {
    // A key that is there when a partition comes would name the partition's, too.
    const bool is_key = has_index(id.kind) && id.kind != object_kind::index;
    const bool is_late = !attached_to(after(id)).empty() || is_only(after(id));
    if (is_key && ((has_new_partitions && has_attached_indexes(id)) || is_late)) {
      late_keys_.insert(id);
    }
    // CREATE TABLE has no ONLY; and a primary key in it makes a NOT NULL of the table's own (PostgreSQL 18).
    if (is_only(after(id)) || is_over_parents_columns(id)) {
      late_keys_.insert(id);
    }
    const bool stands_on_itself =
        (id.kind == object_kind::column || id.kind == object_kind::check) && needs_in_turn(id, table);
    if (stands_on_itself && id.kind == object_kind::check) {
      late_keys_.insert(id);
    } else if (stands_on_itself) {
      late_defaults_.insert(id);
    }
    // NOT VALID is lost in CREATE TABLE, whose table is empty.
    const auto* condition = std::get_if<check>(&after(id));
    if (condition != nullptr && condition->state == constraint_state::not_valid) {
      late_keys_.insert(id);
    }
  }
}

// A default or check may call a function that takes a row of the very table.
bool planner::needs_in_turn(const object_id& part, const object_id& table) const {
  std::vector<object_id> queue;
  const auto push = [&](const object_id& id) {
    const bool other = !id.belongs_to_table() && id != table && is_standalone(id.kind) && is_created(id);
    if (other && std::find(queue.begin(), queue.end(), id) == queue.end()) {
      queue.push_back(id);
    }
  };
  for (const auto& id : dependencies_of(part, after(part))) {
    push(id);
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const auto& id : dependencies_of(queue[i], after(queue[i]))) {
      if (id == table || (id.belongs_to_table() && id.owner_table() == table)) {
        return true;
      }
      push(id);
    }
  }
  return false;
}

void planner::create_table(const object_id& id, const std::vector<object_id>& inline_foreign_keys) {
  const auto& value = std::get<table>(after(id));
  work_node node{.key = key(work_phase::create_tables, id, 0), .makes = {id}};
  auto lines = column_lines(id);
  std::vector<object_id> commented{id};
  // INHERITS locks the parents against changes of what is inherited.
  const bool has_old_parent = std::any_of(value.inherits.begin(), value.inherits.end(),
                                          [&](const object_id& parent) { return is_old_table(parent); });
  lock_mode lock = has_old_parent ? lock_mode::share_update_exclusive : lock_mode::none;
  for (const auto& child : children_of(changes_.after, id)) {
    const bool late =
        child.kind == object_kind::index || late_keys_.contains(child) ||
        (child.kind == object_kind::foreign_key &&
         std::find(inline_foreign_keys.begin(), inline_foreign_keys.end(), child) == inline_foreign_keys.end());
    if (late) {
      continue;
    }
    if (is_constraint(child.kind)) {
      lines.push_back(sql_constraint_definition(child, after(child)));
    }
    if (const auto* fk = std::get_if<foreign_key>(&after(child)); fk != nullptr && is_old_table(fk->referenced_table)) {
      lock = lock_mode::share_row_exclusive;
    }
    node.makes.push_back(child);
    commented.push_back(child);
  }
  if (const auto columns = columns_of(changes_.after, id); !columns.empty()) {
    // Comments on columns in their order, not by name.
    std::size_t at = 1;
    for (const auto& c : columns) {
      commented.at(at++) = *c.id;
    }
  }
  if (value.partition_of && is_old_table(*value.partition_of)) {
    create_beside_parent(id, value, lines, node);
  } else {
    const auto more = inherited_lines(id);
    lines.insert(lines.end(), more.begin(), more.end());
    auto placed = value;
    // A partition goes to its table's tablespace unless it is told otherwise.
    const auto* whole = value.partition_of ? changes_.after.find<table>(*value.partition_of) : nullptr;
    if (whole != nullptr && !whole->tablespace.empty() && value.tablespace.empty()) {
      placed.tablespace = "pg_default";
    }
    node.steps.push_back({{.sql = sql_create_table(id, placed, lines), .lock = lock, .objects = {id}}});
  }
  inherit_columns(id, node);
  for (const auto& carrier : commented) {
    finish(node.steps, carrier, nullptr);
  }
  for (auto& sql : sql_new_table_settings(id, value)) {
    node.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
  }
  add(std::move(node));
  for (const auto& child : commented) {
    if (late_defaults_.contains(child)) {
      set_late_default(child);
    }
  }
  settle_by_index(id);
}

void planner::set_late_default(const object_id& id) {
  const auto& value = std::get<column>(after(id));
  work_node node{.key = key(work_phase::routines, id, 2)};
  node.steps.push_back({{.sql = fmt::format("{} ALTER COLUMN {} SET DEFAULT {}", sql_alter_table(id),
                                            sql_identifier(id.name), value.default_value->sql),
                         .objects = {id}}});
  late_default_nodes_.emplace_back(graph_.add(std::move(node)), id);
}

void planner::plan_altered_tables() {
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::table) {
      alter_table(id);
    }
  }
  settle_others_by_index();
}

}  // namespace squall::kit
