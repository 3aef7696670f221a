// What was built under another name takes the place of what goes: it is renamed, and nothing is read or written.
#include <fmt/format.h>

#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

void planner::take_prepared_column(const object_id& id) {
  const auto& ready = prepared_.columns.at(id);
  const auto& value = std::get<column>(after(id));
  work_node node{.key = key(work_phase::alter_tables, id, 3), .makes = {id}};
  node.key.rank += value.position;
  const auto alter = [&](const std::string& action) {
    node.steps.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), action),
                           .lock = lock_mode::access_exclusive,
                           .objects = {id}}});
  };
  const auto name = sql_identifier(id.name);
  alter(fmt::format("RENAME COLUMN {} TO {}", sql_identifier(ready.name), name));
  if (value.not_null && value.not_null_not_valid) {
    alter("ADD " + sql_named_not_null(id, value));
  } else if (value.not_null) {
    alter(fmt::format("ALTER COLUMN {} SET NOT NULL", name));  // the check spares it the scan
    auto usual = value;
    usual.not_null_name.clear();
    usual.not_null_no_inherit = false;
    for (const auto& action : sql_not_null_changes(id, usual, value)) {
      alter(action);
    }
  }
  if (!ready.check.empty()) {
    alter("DROP CONSTRAINT " + sql_identifier(ready.check));
  }
  if (value.default_value) {
    alter(fmt::format("ALTER COLUMN {} SET DEFAULT {}", name, value.default_value->sql));
  }
  if (value.identity) {
    alter(fmt::format("ALTER COLUMN {} ADD {}", name, sql_identity(id, *value.identity, value.type.sql)));
    if (ready.aside) {
      const auto& bounds = value.identity->options;
      node.steps.push_back(
          {{.sql = fmt::format("SELECT setval(pg_get_serial_sequence({}, {}), least(greatest(last_value, {}), {}), "
                               "is_called AND last_value BETWEEN {} AND {}) FROM {}",
                               sql_literal(sql_name(id.owner_table())), sql_literal(id.name), bounds.minimum,
                               bounds.maximum, bounds.minimum, bounds.maximum, sql_name(*ready.aside)),
            .comment = "The numbers go on where they were.",
            .objects = {id}}});
      node.steps.push_back({{.sql = sql_drop(*ready.aside), .objects = {id}}});
    }
    // Privileges and the comment of the column itself are there; those of its sequence are not.
    auto without = value;
    without.identity.reset();
    const object before(std::move(without));
    finish(node.steps, id, &before);
  }
  add(std::move(node));
}

bool planner::take_prepared_constraint(const object_id& id) {
  const auto ready = prepared_.parts.find(id);
  if (ready == prepared_.parts.end()) {
    return false;
  }
  work_node node{.key = key(work_phase::alter_tables, id, id.kind == object_kind::foreign_key ? 6 : 5), .makes = {id}};
  const bool is_key = has_index(id.kind);
  const auto action =
      is_key ? sql_use_index(id, ready->second, after(id))
             : fmt::format("RENAME CONSTRAINT {} TO {}", sql_identifier(ready->second), sql_identifier(id.name));
  node.steps.push_back({{.sql = fmt::format("{} {}", sql_alter_table(id), action),
                         .lock = lock_mode::access_exclusive,
                         .objects = {id}}});
  if (is_key) {
    finish(node.steps, id, nullptr);
  }
  add(std::move(node));
  return true;
}

bool planner::take_prepared_index(const object_id& id) {
  const auto ready = prepared_.parts.find(id);
  if (ready == prepared_.parts.end()) {
    return false;
  }
  auto aside = id;
  aside.name = ready->second;
  work_node node{.key = key(work_phase::alter_tables, id, 5), .makes = {id}};
  node.steps.push_back(
      {{.sql = sql_rename(aside, id.name), .lock = lock_mode::share_update_exclusive, .objects = {id}}});
  add(std::move(node));
  return true;
}

}  // namespace squall::kit
