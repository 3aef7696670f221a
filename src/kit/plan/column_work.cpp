#include "kit/plan/column_work.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// ALTER TABLE with its parts, one a line when there are several.
std::string alter_table(const object_id& table, const std::vector<std::string>& parts) {
  std::string out = sql_alter_table(table);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out += (parts.size() == 1 ? " " : i == 0 ? "\n  " : ",\n  ") + parts[i];
  }
  return out;
}

}  // namespace

void column_work::part(const object_id& column, const std::string& text) {
  parts.push_back(fmt::format("ALTER COLUMN {} {}", sql_identifier(column.name), text));
  if (std::find(altered.objects.begin(), altered.objects.end(), column) == altered.objects.end()) {
    altered.objects.push_back(column);
  }
}

void column_work::warn(hazard_kind kind, const object_id& column, std::string message) {
  hazard h{kind, column, std::move(message)};
  const auto same = [&](const hazard& other) { return other.kind == h.kind && other.message == h.message; };
  if (std::none_of(altered.hazards.begin(), altered.hazards.end(), same)) {
    altered.hazards.push_back(std::move(h));
  }
}

void column_work::flush(std::vector<work_step>& steps) {
  if (parts.empty()) {
    return;
  }
  altered.sql = alter_table(table, parts);
  altered.lock = lock_mode::access_exclusive;
  steps.push_back(std::move(altered));
  parts.clear();
  altered = {};
}

work_step backfill_step(const object_id& column, const std::string& expression, bool online, bool late) {
  return {{.sql = fmt::format("UPDATE {} SET {} = {} WHERE {} IS NULL", sql_name(column.owner_table()),
                              sql_identifier(column.name), expression, sql_identifier(column.name)),
           .comment = late ? fmt::format("Rows that came without {} since; from here on there can be none.",
                                         display_name(column))
                           : fmt::format("Gives {} a value in the rows that are there.", display_name(column)),
           .commit_after = online,
           .in_batches = online,
           .lock = lock_mode::row_exclusive,
           .scans = true,
           .objects = {column}},
          online};
}

work_step set_not_null_step(const object_id& table, const std::vector<object_id>& columns) {
  work_step out{{.lock = lock_mode::access_exclusive, .scans = true, .objects = columns}};
  std::vector<std::string> parts;
  for (const auto& id : columns) {
    parts.push_back(fmt::format("ALTER COLUMN {} SET NOT NULL", sql_identifier(id.name)));
    out.hazards.push_back({hazard_kind::may_fail, id, fmt::format("Fails if a row has no {}.", display_name(id))});
  }
  out.hazards.push_back({hazard_kind::full_scan, table,
                         fmt::format("Every row of {} is read while readers and writers wait.", display_name(table))});
  out.sql = alter_table(table, parts);
  return out;
}

void set_not_null_online(const object_id& table, const std::vector<object_id>& columns,
                         const std::vector<std::string>& check_names, std::vector<work_step>& quick,
                         std::vector<work_step>& slow) {
  std::vector<std::string> adds;
  std::vector<std::string> sets;
  std::vector<std::string> drops;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = sql_identifier(columns[i].name);
    const auto name = sql_identifier(check_names[i]);
    adds.push_back(fmt::format("ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", name, column));
    sets.push_back(fmt::format("ALTER COLUMN {} SET NOT NULL", column));
    drops.push_back("DROP CONSTRAINT " + name);
    slow.push_back({{.sql = fmt::format("{} VALIDATE CONSTRAINT {}", sql_alter_table(table), name),
                     .lock = lock_mode::share_update_exclusive,
                     .scans = true,
                     .objects = {columns[i]},
                     .hazards = {{hazard_kind::may_fail, columns[i],
                                  fmt::format("Fails if a row has no {}.", display_name(columns[i]))}}},
                    true});
  }
  quick.push_back({{.sql = alter_table(table, adds),
                    .comment = "NOT NULL without a long lock: a check, validated below, spares SET NOT NULL the scan.",
                    .lock = lock_mode::access_exclusive,
                    .objects = columns}});
  slow.push_back({{.sql = alter_table(table, sets), .lock = lock_mode::access_exclusive, .objects = columns}, true});
  slow.push_back({{.sql = alter_table(table, drops), .lock = lock_mode::access_exclusive, .objects = columns}});
}

}  // namespace squall::kit
