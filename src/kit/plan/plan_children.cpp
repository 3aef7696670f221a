// Child tables (INHERITS) that get other parents, or whose columns and checks become their own or stop being that.
// Where no parent has them for a while, columns are held by one for the time being, which hands them over.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/child_moves.hpp"
#include "kit/plan/column_work.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/published_tables.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

bool contains(const std::vector<object_id>& ids, const object_id& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

work_step say(const object_id& table, std::string sql, std::string comment = {}) {
  return {
      {.sql = std::move(sql), .comment = std::move(comment), .lock = lock_mode::access_exclusive, .objects = {table}}};
}

std::string leave(const object_id& table, const object_id& parent) {
  return fmt::format("{} NO INHERIT {}", sql_alter_table(table), sql_name(parent));
}
std::string join(const object_id& table, const object_id& parent) {
  return fmt::format("{} INHERIT {}", sql_alter_table(table), sql_name(parent));
}
std::string drop_table(const object_id& table) { return "DROP TABLE " + sql_name(table); }

column bare(const column& value) {
  column out;
  out.type = value.type;
  out.collation = value.collation;
  out.generated = value.generated;
  out.generated_virtual = value.generated_virtual;
  return out;
}

}  // namespace

void planner::plan_children() {
  for (const auto& [id, move] : changes_.children) {
    child_work work{.table = id};
    work.held_by = id;
    work.held_by.name = fresh_name(id, "parent");
    hold_columns(move, work);
    if (!move.leave.empty()) {
      work_node node{.key = key(work_phase::alter_tables, id, 1)};
      for (const auto& parent : move.leave) {
        node.steps.push_back(say(id, leave(id, parent)));
      }
      work.leave = graph_.add(std::move(node));
    }
    if (!move.join.empty()) {
      work_node node{.key = key(work_phase::alter_tables, id, 9)};
      node.key.phase = work_phase::index_new_tables;
      for (const auto& parent : move.join) {
        node.steps.push_back(say(id, join(id, parent)));
      }
      work.join = graph_.add(std::move(node));
    }
    moves_.push_back({id, work.leave, work.join});
    child_works_.emplace(id, std::move(work));
  }
}

void planner::hold_columns(const child_move& move, child_work& work) {
  const auto& id = work.table;
  work_node node{.key = key(work_phase::alter_tables, id, 0)};
  if (!move.made_own.empty()) {
    auto aside = id;
    aside.name = fresh_name(id, "own");
    node.steps.push_back(
        say(id, fmt::format("CREATE TABLE {} (LIKE {} INCLUDING GENERATED)", sql_name(aside), sql_name(id)),
            "A column that comes from a parent becomes the table's own, too, when another parent "
            "ONLY drops it."));
    node.steps.push_back(say(id, join(id, aside)));
    for (const auto& name : move.made_own) {
      node.steps.push_back(
          say(id, fmt::format("ALTER TABLE ONLY {} DROP COLUMN {}", sql_name(aside), sql_identifier(name.name))));
    }
    node.steps.push_back(say(id, leave(id, aside)));
    node.steps.push_back(say(id, drop_table(aside)));
  }
  if (!move.held.empty() || !move.adopted.empty()) {
    std::vector<std::string> lines;
    for (const auto& name : move.held) {
      lines.push_back(sql_column_definition(name, bare(std::get<column>(base(name)))));
    }
    table plain;
    node.steps.push_back(say(id, sql_create_table(work.held_by, plain, lines),
                             "Columns that are to be a parent's and not the table's own have to come through one."));
    node.steps.push_back(say(id, join(id, work.held_by)));
    work.holds = true;
  }
  if (!node.steps.empty()) {
    work.hold = graph_.add(std::move(node));
  }
}

// The table that a held column is altered through.
std::optional<object_id> planner::holder_of(const object_id& id) const {
  const auto found = changes_.children.find(id.owner_table());
  return found != changes_.children.end() && contains(found->second.held, id)
             ? std::optional(child_works_.at(found->first).held_by)
             : std::nullopt;
}

bool planner::is_adopted_check(const object_id& id) const {
  const auto found = changes_.children.find(id.owner_table());
  return found != changes_.children.end() && contains(found->second.adopted_checks, id);
}

void planner::finish_children() {
  for (const auto& [id, move] : changes_.children) {
    auto& work = child_works_.at(id);
    if (!move.adopted.empty()) {
      adopt_columns(move, work);
    }
    std::optional<object_id> rules;
    if (!move.adopted_checks.empty()) {
      rules = id;
      rules->name = fresh_name(id, "checks");
      adopt_checks(move, *rules, work);
    }
    work_node node{.key = key(work_phase::alter_tables, id, 9)};
    node.key.phase = work_phase::index_new_tables;
    for (const auto& aside : {work.holds ? std::optional(work.held_by) : std::nullopt, rules}) {
      if (aside) {
        node.steps.push_back(say(id, leave(id, *aside)));
        node.steps.push_back(say(id, drop_table(*aside)));
      }
    }
    if (!node.steps.empty()) {
      work.released = graph_.add(std::move(node));
    }
  }
}

// They come through the parent for the time being; values of one that is there are copied.
void planner::adopt_columns(const child_move& move, child_work& work) {
  const auto& id = work.table;
  auto columns = move.adopted;
  std::sort(columns.begin(), columns.end(), [&](const object_id& a, const object_id& b) {
    return std::get<column>(after(a)).position < std::get<column>(after(b)).position;
  });
  work_node node{.key = key(work_phase::alter_tables, id, 4), .makes = columns};
  std::string values;
  std::vector<std::pair<object_id, object_id>> kept;  // with the name that it has meanwhile
  for (const auto& name : columns) {
    if (changes_.base.contains(name)) {
      const auto& b = std::get<column>(base(name));
      const auto& a = std::get<column>(after(name));
      if (b.type != a.type || b.collation != a.collation) {
        column_work retyped{.table = id};
        alter_type(name, retyped);
        retyped.flush(retyped.before);
        node.steps.insert(node.steps.end(), retyped.before.begin(), retyped.before.end());
      }
      kept.emplace_back(name, column_id(id, fresh_name(name, "old")));
      node.steps.push_back(say(id, sql_rename(name, kept.back().second.name)));
      if (a.generated) {
        continue;  // its values follow
      }
      values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", sql_identifier(name.name),
                            sql_identifier(kept.back().second.name));
    }
  }
  for (const auto& name : columns) {
    auto value = std::get<column>(after(name));
    if (changes_.base.contains(name)) {
      value.not_null = false;
      value.default_value.reset();
    }
    node.steps.push_back(say(id, sql_create(column_id(work.held_by, name.name), object(value))));
    warn_of_new_column(name, value, node.steps.back());
  }
  if (!values.empty()) {
    copy_values(id, values, node);
  }
  for (const auto& [name, old] : kept) {
    node.steps.push_back(say(id, sql_drop(old)));
    const auto& value = std::get<column>(after(name));
    const auto alter = fmt::format("{} ALTER COLUMN {} ", sql_alter_table(id), sql_identifier(name.name));
    if (value.default_value) {
      node.steps.push_back(say(id, alter + "SET DEFAULT " + value.default_value->sql));
    }
    if (value.not_null) {
      node.steps.push_back(say(id, alter + "SET NOT NULL"));
      warn_of_not_null(name, node.steps.back());
    }
  }
  for (const auto& name : columns) {
    for (const auto& setting : sql_column_settings(nullptr, std::get<column>(after(name)))) {
      node.steps.push_back(
          say(id, fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(name.name), setting)));
    }
    finish(node.steps, name, nullptr);
  }
  work.made = add(std::move(node));
  for (const auto& [name, old] : kept) {
    gone_[name].push_back(*work.made);  // as what stands on it sees it
    for (const auto& heir : heirs_in(heirs_before_, id)) {
      gone_[column_id(heir, name.name)].push_back(*work.made);
    }
  }
}

// Of the table and its children, which have the column from it.
void planner::copy_values(const object_id& id, const std::string& values, work_node& node) const {
  // A published table without a key takes no UPDATE.
  std::vector<object_id> refusing;
  auto all = heirs_in(heirs_before_, id);
  all.push_back(id);
  for (const auto& one : all) {
    const bool lives_on = is_old_table(one) && changes_.after.contains(one);
    if (lives_on && (refuses_updates(changes_.base, one) || refuses_updates(changes_.after, one))) {
      refusing.push_back(one);
    }
  }
  for (const auto& one : refusing) {
    node.steps.push_back(say(one, sql_alter_table(one) + " REPLICA IDENTITY FULL"));
  }
  node.steps.push_back(say(id, fmt::format("UPDATE {} SET {}", sql_name(id), values)));
  node.steps.back().rewrites = true;
  node.steps.back().hazards.push_back({hazard_kind::table_rewrite, id, every_row_is_rewritten(id)});
  for (const auto& one : refusing) {
    const auto then = std::get<table>(after(one)).replica_identity;
    node.steps.push_back(
        say(one, fmt::format("{} REPLICA IDENTITY {}", sql_alter_table(one),
                             then == replica_identity_kind::full      ? "FULL"
                             : then == replica_identity_kind::nothing ? "NOTHING"
                                                                      : "DEFAULT")));  // an index is named later
  }
}

// A check of its own does not stop being that: it goes, and comes through a parent.
void planner::adopt_checks(const child_move& move, const object_id& aside, child_work& work) {
  const auto& id = work.table;
  work_node node{.key = key(work_phase::alter_tables, id, 8), .makes = move.adopted_checks};
  node.key.phase = work_phase::index_new_tables;
  node.steps.push_back(say(id,
                           fmt::format("CREATE TABLE {} (LIKE {} INCLUDING GENERATED)", sql_name(aside), sql_name(id)),
                           "A check that is to be a parent's and not the table's own has to come through one."));
  node.steps.push_back(say(id, join(id, aside)));
  for (const auto& name : move.adopted_checks) {
    if (changes_.base.contains(name) && !is_replaced(name)) {
      node.steps.push_back(say(id, sql_drop(name)));
      node.drops.push_back(name);
    }
    work_step made =
        say(id, fmt::format("{} ADD {}", sql_alter_table(aside), sql_constraint_definition(name, after(name))));
    if (std::get<check>(after(name)).state == constraint_state::valid) {
      made.scans = true;
      made.hazards = {
          {hazard_kind::may_fail, name,
           fmt::format("Fails if a row of {} does not obey {}.", display_name(id), sql_identifier(name.name))},
          {hazard_kind::full_scan, id,
           fmt::format("Every row of {} is read while readers and writers wait.", display_name(id))}};
    }
    node.steps.push_back(std::move(made));
  }
  work.checked = add(std::move(node));
}

// A new table has what its parents have when it is made: theirs is to be what it shall be by then.
void planner::wire_new_child(const object_id& id) {
  edges(ready_, id, [&](std::size_t made) {
    for (const auto& parent : std::get<table>(after(id)).inherits) {
      if (!is_old_table(parent)) {
        continue;
      }
      auto names = column_names_of(changes_.base, parent);
      names.merge(column_names_of(changes_.after, parent));
      for (const auto& name : names) {
        for (const auto* nodes : {&ready_, &gone_}) {
          edges(*nodes, column_id(parent, name), [&](std::size_t first) { graph_.before(first, made); });
        }
      }
      for (const auto& part : members_of(changes_.base, parent, object_kind::check)) {
        if (!is_replaced(part) || !is_said_again(part)) {
          edges(gone_, part, [&](std::size_t first) { graph_.before(first, made); });
        }
      }
    }
  });
}

void planner::wire_children() {
  wire_early_leaves();
  for (const auto& id : changes_.created) {
    if (id.kind == object_kind::table) {
      wire_new_child(id);
    }
  }
  const auto before = [&](const std::optional<std::size_t>& first, const std::optional<std::size_t>& second) {
    if (first && second) {
      graph_.before(*first, *second);
    }
  };
  for (const auto& [id, move] : changes_.children) {
    const auto& work = child_works_.at(id);
    before(work.hold, work.leave);
    before(work.hold, work.made);
    before(work.leave, work.made);
    before(work.made, work.join);
    before(work.leave, work.join);
    before(work.checked, work.join);
    before(work.leave, work.checked);
    for (const auto& first : {work.hold, work.made, work.join, work.checked}) {
      before(first, work.released);
    }
    // What happens to the columns above happens when the table has left and its columns are held.
    for (const auto& name : column_names_of(changes_.base, id)) {
      for (const auto* nodes : {&altering_, &gone_}) {
        edges(*nodes, column_id(id, name), [&](std::size_t later) { before(work.hold, later); });
        for (const auto& parent : std::get<table>(base(id)).inherits) {
          edges(*nodes, column_id(parent, name), [&](std::size_t later) { before(work.leave, later); });
        }
      }
      for (const auto& parent : move.leave) {
        edges(ready_, column_id(parent, name), [&](std::size_t later) { before(work.leave, later); });
      }
    }
    for (const auto& name : column_names_of(changes_.after, id)) {
      edges(ready_, column_id(id, name), [&](std::size_t first) {
        if (first != work.checked && first != work.released) {
          before(first, work.checked);
          before(first, work.join);
          before(first, work.released);
        }
      });
      for (const auto& parent : move.join) {
        for (const auto* nodes : {&ready_, &gone_}) {
          edges(*nodes, column_id(parent, name), [&](std::size_t first) { before(first, work.join); });
        }
      }
    }
    // One that a parent gets now, or has from its own new parents, meets the one that is here.
    if (!move.adopted.empty()) {
      for (const auto& [above, others] : child_works_) {
        const auto& below = heirs_in(heirs_before_, above);
        if (contains(below, id)) {
          before(work.made, others.join);
        }
      }
    }
    for (const auto& parent : move.kept) {
      for (const auto& name : move.adopted) {
        edges(ready_, column_id(parent, name.name), [&](std::size_t later) {
          if (graph_.at(later).key.phase != work_phase::create_tables) {  // a new table has no children that are here
            before(work.made, later);
          }
        });
      }
    }
  }
}

}  // namespace squall::kit
