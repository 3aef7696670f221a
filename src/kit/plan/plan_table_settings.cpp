// What a table is beyond its columns: persistence, parents, partitions, row-level security, storage …
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

bool contains(const std::vector<object_id>& ids, const object_id& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

void planner::alter_table(const object_id& id) {
  const auto& b = std::get<table>(base(id));
  const auto& a = std::get<table>(after(id));
  work_node node{.key = key(work_phase::alter_tables, id, 0), .alters = {id}};
  const auto say = [&](std::string sql) {
    node.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::access_exclusive, .objects = {id}}});
  };
  const bool repartitioned = b.partition_of != a.partition_of || b.partition_bound != a.partition_bound;
  if (repartitioned && b.partition_of) {
    say(fmt::format("{} DETACH PARTITION {}", sql_alter_table(*b.partition_of), sql_name(id)));
  }
  for (const auto& parent : b.inherits) {
    if (!contains(a.inherits, parent)) {
      say(fmt::format("{} NO INHERIT {}", sql_alter_table(id), sql_name(parent)));
    }
  }
  for (const auto& parent : a.inherits) {
    if (!contains(b.inherits, parent)) {
      say(fmt::format("{} INHERIT {}", sql_alter_table(id), sql_name(parent)));
    }
  }
  for (auto& sql : sql_alter_table_settings(id, b, a)) {
    say(std::move(sql));
  }
  if (b.unlogged != a.unlogged || b.tablespace != a.tablespace || b.access_method != a.access_method) {
    node.steps.back().rewrites = true;
    node.steps.back().hazards.push_back(
        {hazard_kind::table_rewrite, id,
         fmt::format("Every row of {} is written again while readers wait.", display_name(id))});
  }
  if (repartitioned && a.partition_of) {
    say(fmt::format("{} ATTACH PARTITION {} {}", sql_alter_table(*a.partition_of), sql_name(id), a.partition_bound));
    node.steps.back().scans = true;
    node.steps.back().hazards.push_back(
        {hazard_kind::may_fail, id, fmt::format("Fails if a row of {} is outside of the bound.", display_name(id))});
  }
  finish(node.steps, id, &base(id));
  add(std::move(node));
  work_node late{.key = key(work_phase::table_settings, id, 0)};
  for (auto& sql : sql_table_index_settings(id, &b, a)) {
    late.steps.push_back({{.sql = std::move(sql), .lock = lock_mode::access_exclusive, .objects = {id}}});
  }
  if (!late.steps.empty()) {
    index_settings_.emplace_back(graph_.add(std::move(late)), id);
  }
}

void planner::settle_new_table(const object_id& id) {
  work_node late{.key = key(work_phase::table_settings, id, 0)};
  for (auto& sql : sql_table_index_settings(id, nullptr, std::get<table>(after(id)))) {
    late.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
  }
  if (!late.steps.empty()) {
    index_settings_.emplace_back(graph_.add(std::move(late)), id);
  }
}

// Those wait for the indexes that they name.
void planner::wire_index_settings() {
  for (const auto& [node, id] : index_settings_) {
    for (const auto& part : children_of(changes_.after, id)) {
      if (has_index(part.kind)) {
        edges(ready_, part, [&, late = node](std::size_t first) { graph_.before(first, late); });
      }
    }
    edges(ready_, id, [&, late = node](std::size_t first) { graph_.before(first, late); });
  }
}

}  // namespace squall::kit
