// Columns that a table has from others: partitions, child tables (INHERITS) and typed tables (OF).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The tables that `value` is a partition or child of.
std::vector<object_id> parents_of(const table& value);

/// The tables that a partition is a part of, the nearest first; none for what is no partition.
std::vector<object_id> wholes_of(const database& db, const object_id& partition);

/// What a partition or child table gets of its parent's column when it is made (MergeAttributes() in PostgreSQL's
/// tablecmds.c): type, NOT NULL, default, generation, collation, storage and compression; no comment, privileges,
/// statistics target or options. A child's column that is just this is no object of the model.
column implied_column(const column& parents);

/// The column `name` of `table` as it is: its object, or else what the table has from its parents or its type alone;
/// nothing when there is none.
std::optional<column> effective_column(const database& db, const object_id& table, const std::string& name);

/// What `column` has from the parents or the type of its table, whatever its own object says; nothing when it is not
/// there.
std::optional<column> inherited_from_parents(const database& db, const object_id& column);

/// The partitions and children of `table` in `db`, and theirs. Linear in the number of tables.
std::vector<object_id> descendants_of(const database& db, const object_id& table);

}  // namespace squall::kit
