// Whole tables: created with all that fits between their parentheses, dropped with all that hangs on them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// For each table, the indexes of the tables that `reaches` names for it; order_cutting_rings() wants that.
template <class Reaches>
std::vector<std::size_t> table_order(const std::vector<object_id>& tables, Reaches reaches) {
  std::map<object_id, std::size_t> position;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    position.emplace(tables[i], i);
  }
  std::vector<std::vector<std::size_t>> needs(tables.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    reaches(tables[i], [&](const object_id& from, const object_id& to) {
      const auto a = position.find(from);
      const auto b = position.find(to);
      if (a != position.end() && b != position.end() && a != b) {
        needs[a->second].push_back(b->second);
      }
    });
  }
  return order_cutting_rings(needs);
}

std::vector<object_id> tables_in(const std::set<object_id>& ids) {
  std::vector<object_id> out;
  for (const auto& id : ids) {
    if (id.kind == object_kind::table) {
      out.push_back(id);
    }
  }
  return out;
}

// The foreign keys of a table in a model.
std::vector<object_id> foreign_keys_of(const database& db, const object_id& table) {
  std::vector<object_id> out;
  for (auto it = db.objects.lower_bound({object_kind::foreign_key, table.schema, table.name, ""});
       it != db.objects.end() && it->first.kind == object_kind::foreign_key && it->first.owner_table() == table; ++it) {
    out.push_back(it->first);
  }
  return out;
}

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
    for (const auto& id : foreign_keys_of(changes_.after, table)) {
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
    for (const auto& id : foreign_keys_of(changes_.after, table)) {
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
      for (const auto& id : foreign_keys_of(changes_.base, table)) {
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

void planner::plan_altered_tables() {
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::table) {
      alter_table(id);
    }
  }
  settle_others_by_index();
}

}  // namespace squall::kit
