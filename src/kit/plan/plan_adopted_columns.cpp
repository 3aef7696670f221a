// Columns that a child table shall have from its parent. INHERIT leaves a column that is there the child's own, and
// nothing takes that back (pg_attribute.attislocal): only a column that comes through a parent is the parent's.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/column_work.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/published_tables.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

void planner::adopt_columns() {
  std::map<object_id, std::vector<object_id>> columns;
  for (const auto& id : changes_.adopted) {
    columns[id.owner_table()].push_back(id);
  }
  for (auto& [table, ids] : columns) {
    std::sort(ids.begin(), ids.end(), [&](const object_id& a, const object_id& b) {
      return std::get<column>(after(a)).position < std::get<column>(after(b)).position;
    });
    adopt_columns(table, ids);
  }
}

// The columns come through a parent for the time being, which hands them over to the real one.
void planner::adopt_columns(const object_id& table, const std::vector<object_id>& columns) {
  auto aside = table;
  aside.name = fresh_name(table, "parent");
  work_node node{.key = key(work_phase::alter_tables, table, 4)};
  const auto say = [&](std::string sql, std::string comment = "") {
    node.steps.push_back({{.sql = std::move(sql),
                           .comment = std::move(comment),
                           .lock = lock_mode::access_exclusive,
                           .objects = {table}}});
  };
  std::vector<std::string> old_names;
  std::vector<object_id> kept;
  for (const auto& id : columns) {
    node.makes.push_back(id);
    if (changes_.base.contains(id)) {
      kept.push_back(id);
      old_names.push_back(fresh_name(id, "old"));
      say(sql_rename(id, old_names.back()));
    }
  }
  say(fmt::format("CREATE TABLE {} ()", sql_name(aside)),
      "Columns that are to be the parent's and not the table's own have to come through a parent.");
  say(fmt::format("{} INHERIT {}", sql_alter_table(table), sql_name(aside)));
  for (const auto& id : columns) {
    auto value = std::get<column>(after(id));
    if (changes_.base.contains(id)) {
      value.not_null = false;
      value.default_value.reset();
    }
    say(sql_create(column_id(aside, id.name), object(value)));
  }
  if (!kept.empty()) {
    std::string values;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      values +=
          fmt::format("{}{} = {}", i == 0 ? "" : ", ", sql_identifier(kept[i].name), sql_identifier(old_names[i]));
    }
    // A published table without a key takes no UPDATE.
    const bool refuses = refuses_updates(changes_.base, table) || refuses_updates(changes_.after, table);
    const std::string identity = sql_alter_table(table) + " REPLICA IDENTITY ";
    if (refuses) {
      say(identity + "FULL");
    }
    say(fmt::format("UPDATE ONLY {} SET {}", sql_name(table), values));
    node.steps.back().rewrites = true;
    node.steps.back().hazards.push_back({hazard_kind::table_rewrite, table, every_row_is_rewritten(table)});
    if (refuses) {
      const auto then = std::get<kit::table>(after(table)).replica_identity;
      say(identity + (then == replica_identity_kind::full      ? "FULL"
                      : then == replica_identity_kind::nothing ? "NOTHING"
                                                               : "DEFAULT"));  // an index is named later
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      say(sql_drop(column_id(table, old_names[i])));
      const auto& value = std::get<column>(after(kept[i]));
      const auto alter = fmt::format("{} ALTER COLUMN {} ", sql_alter_table(table), sql_identifier(kept[i].name));
      if (value.default_value) {
        say(alter + "SET DEFAULT " + value.default_value->sql);
      }
      if (value.not_null) {
        say(alter + "SET NOT NULL");
      }
    }
  }
  for (const auto& id : columns) {
    finish(node.steps, id, nullptr);
  }
  const auto made = add(std::move(node));
  for (const auto& id : kept) {
    gone_[id].push_back(made);  // as what stands on it sees it
  }
  work_node release{.key = key(work_phase::alter_tables, table, 9)};
  release.key.phase = work_phase::index_new_tables;
  const auto drop = {fmt::format("{} NO INHERIT {}", sql_alter_table(table), sql_name(aside)),
                     fmt::format("DROP TABLE {}", sql_name(aside))};
  for (const auto& sql : drop) {
    release.steps.push_back({{.sql = sql, .lock = lock_mode::access_exclusive, .objects = {table}}});
  }
  adoptions_.push_back({table, columns, made, graph_.add(std::move(release))});
}

void planner::wire_adoptions() {
  for (const auto& adopted : adoptions_) {
    graph_.before(adopted.made, adopted.released);
    for (const auto& move : moves_) {
      if (move.table == adopted.table && move.join) {
        graph_.before(*move.join, adopted.released);
      }
    }
    for (const auto& parent : parents_of(std::get<table>(after(adopted.table)))) {
      for (const auto& id : adopted.columns) {
        // One that the parent gets now meets the one that is here.
        edges(ready_, column_id(parent, id.name), [&](std::size_t node) {
          if (is_old_table(parent)) {
            graph_.before(adopted.made, node);
          }
          graph_.before(node, adopted.released);
        });
      }
    }
  }
}

}  // namespace squall::kit
