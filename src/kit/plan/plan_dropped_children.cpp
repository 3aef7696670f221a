// Child tables (INHERITS) that are dropped: out of the way of what their parents get.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kit/model/inheritance.hpp"
#include "kit/plan/child_moves.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {

// A statement about a column of two parents reaches the child by both or not at all, and one that comes has to fit the
// child's own: one that is to go leaves them.
void planner::leave_before_drop(const object_id& id) {
  std::map<std::string, std::size_t> parents_with;  // or itself
  std::vector<object_id> touched;                   // columns of parents that live on
  std::vector<object_id> old;
  for (const auto& c : columns_of(changes_.base, id)) {
    parents_with[c.id->name] += c.value->inherited ? 0 : 1;
  }
  for (const auto& parent : std::get<table>(base(id)).inherits) {
    auto names = column_names_of(changes_.base, parent);
    if (changes_.after.contains(parent)) {
      names.merge(column_names_of(changes_.after, parent));
    }
    for (const auto& name : names) {
      ++parents_with[name];
    }
    if (is_old_table(parent)) {
      old.push_back(parent);
    }
  }
  for (const auto& parent : old) {
    const auto columns = touched_columns_.find(parent);
    if (columns != touched_columns_.end()) {
      std::copy_if(columns->second.begin(), columns->second.end(), std::back_inserter(touched),
                   [&](const object_id& c) { return parents_with[c.name] > 1; });
    }
  }
  if (touched.empty()) {
    return;
  }
  work_node node{.key = key(work_phase::alter_tables, id, 0)};
  for (const auto& parent : old) {
    node.steps.push_back({{.sql = fmt::format("{} NO INHERIT {}", sql_alter_table(id), sql_name(parent)),
                           .lock = lock_mode::access_exclusive,
                           .objects = {id}}});
  }
  early_leaves_.push_back({graph_.add(std::move(node)), id, std::move(touched)});
}

void planner::wire_early_leaves() {
  for (const auto& [left, table_name, columns] : early_leaves_) {
    for (const auto& column_name : columns) {
      for (const auto* nodes : {&altering_, &gone_, &ready_}) {
        edges(*nodes, column_name, [&, first = left](std::size_t later) { graph_.before(first, later); });
      }
    }
    edges(gone_, table_name, [&, first = left](std::size_t later) { graph_.before(first, later); });
  }
}

}  // namespace squall::kit
