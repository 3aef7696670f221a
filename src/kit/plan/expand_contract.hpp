// Type changes without a long lock: expand, fill, contract. Private to this folder.
//
// Beside the column stands a second one of the new type. A trigger computes it from the first for every row that is
// written, batches do so for the rows that are there, and a check proves that no row was left out. What stands on the
// column is built on the second one. Then one short transaction lets the first go and gives its name to the second.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kit/plan/plan.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/type_conversion.hpp"

namespace squall::kit {

/// The plan of all changes, with the columns expanded and contracted whose type change would write every row again.
/// Those where that is not possible have their rows written, and the hazard of that step says why.
plan plan_expand_contract(settled_changes changes, const plan_options& options);

/// A column on its way to another type.
struct moving_column {
  object_id id;
  std::string name;   ///< of the second column
  std::string check;  ///< which proves that it is filled
  type_conversion conversion;
  column before;
  column after;
};

/// Whether the check is NOT NULL of the second column, which PostgreSQL takes for SET NOT NULL.
inline bool proves_not_null(const moving_column& c) {
  return c.before.not_null && c.after.not_null && !c.after.not_null_not_valid;
}

/// Why columns of the table cannot be expanded and contracted, as part of a sentence; empty when they can.
std::string obstacle_of_table(const settled_changes& changes, const object_id& table);
/// The same of one column of it.
std::string obstacle_of_column(const settled_changes& changes, const object_id& column);

/// Trigger and function that keep the second columns of one table in step with the first ones.
struct sync_trigger {
  std::string trigger;
  object_id function;
};
/// CREATE FUNCTION, CREATE TRIGGER, ENABLE ALWAYS, and the checks, not validated yet.
std::vector<step> start_in_step(const sync_trigger& names, const std::vector<moving_column>& columns,
                                const std::vector<column_entry>& all);
/// UPDATE in batches of the rows that no trigger has seen.
step fill_in_step(const std::vector<moving_column>& columns);
/// DROP TRIGGER, DROP FUNCTION.
std::vector<step> stop_in_step(const sync_trigger& names, const object_id& table);

}  // namespace squall::kit
