// What a column has beside its values: storage, compression, statistics target, options.
#include <fmt/format.h>

#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {

column planner::with_usual_storage(column value) {
  value.storage.clear();
  value.compression.clear();
  return value;
}

bool planner::is_retyped(const column& before, const column& after) {
  return before.type != after.type || before.collation != after.collation;
}

// ALTER COLUMN … TYPE puts storage and compression back to what is usual, if only the collation changes, too
// (ATExecAlterColumnType() in tablecmds.c).
column planner::as_retyped(const column& before, const column& after) {
  return is_retyped(before, after) ? with_usual_storage(before) : before;
}

// SET COMPRESSION is the one of them that never goes on to partitions and child tables (ATPrepCmd()).
void planner::compress_heirs(const object_id& id, const column& before, std::vector<work_step>& steps) const {
  const auto& now = std::get<column>(after(id));
  if (before.compression == now.compression) {
    return;
  }
  for (const object_id& heir : heirs_in(heirs_after_, id.owner_table())) {
    const auto name = column_id(heir, id.name);
    if (!is_old_table(heir) || changes_.after.contains(name)) {
      continue;
    }
    steps.push_back(
        {{.sql = fmt::format("{} ALTER COLUMN {} SET COMPRESSION {}", sql_alter_table(name), sql_identifier(id.name),
                             now.compression.empty() ? "default" : now.compression),
          .lock = lock_mode::access_exclusive,
          .objects = {name}}});
  }
}

}  // namespace squall::kit
