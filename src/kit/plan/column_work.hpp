// What is to be done to the columns of one table, sorted into statements. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "kit/plan/work_graph.hpp"

namespace squall::kit {

/// Collects the parts of one ALTER TABLE, what goes before and after it, and the columns that become NOT NULL.
struct column_work {
  object_id table;
  std::vector<work_step> before;
  std::vector<std::string> parts;  ///< `ALTER COLUMN x …`: one statement, one pass over the table
  work_step altered;               ///< carries the hazards of `parts`
  std::vector<work_step> backfills;
  std::vector<work_step> late_backfills;  ///< again, once the check lets no row without a value in
  std::vector<object_id> not_null;
  std::vector<work_step> last;  ///< needs NOT NULL in place

  void part(const object_id& column, const std::string& text);
  void warn(hazard_kind kind, const object_id& column, std::string message);

  /// The ALTER TABLE of the parts so far; none when there are none.
  void flush(std::vector<work_step>& steps);
};

/// UPDATE … SET column = expression WHERE column IS NULL. Online it commits by itself: its row locks and its pending
/// trigger events must not meet the DDL that follows; and it runs in batches.
/// `late`: for rows that came while it did.
work_step backfill_step(const object_id& column, const std::string& expression, bool online, bool late = false);

/// SET NOT NULL in one statement: reads the table under ACCESS EXCLUSIVE.
work_step set_not_null_step(const object_id& table, const std::vector<object_id>& columns);

/// NOT NULL for a table in use: a check that is not validated (quick), its validation (writers go on), SET NOT NULL,
/// which then reads nothing (manual, ALTER TABLE, SET NOT NULL), and the check goes. `check_names` has one for each
/// column. The first step is for `quick`, the others for `slow`.
void set_not_null_online(const object_id& table, const std::vector<object_id>& columns,
                         const std::vector<std::string>& check_names, std::vector<work_step>& quick,
                         std::vector<work_step>& slow);

/// True of a domain with constraints, or one over such a one: a new column of it makes PostgreSQL write the table again
/// (ATExecAddColumn() in tablecmds.c).
bool has_checked_domain(const database& db, type_name type);

/// True when the type is a domain that takes no NULL and has no default.
bool wants_value(const database& db, type_name type);

/// The sentence of a table_rewrite hazard.
std::string every_row_is_rewritten(const object_id& table);

}  // namespace squall::kit
