// Tables that leave a parent or come to one.
#pragma once

#include <set>

#include "kit/model/model.hpp"

namespace squall::kit {

/// What a partition or child has from its parents alone is no object of the model. A table that leaves its parent keeps
/// it, and one that comes to a parent must have it before: for each such table both models are made to say all of it.
/// @param adopted the columns of child tables that are not their own afterwards
/// @return the tables, `remade` ones aside
std::set<object_id> say_what_moved_tables_have(database& base, database& after, const std::set<object_id>& remade,
                                               std::set<object_id>& adopted);

/// True when `id` is in both and has other parents.
bool is_moved(const database& base, const database& after, const object_id& id);

/// True when `id` stays a partition of its table and gets another bound.
bool is_rebound(const database& base, const database& after, const object_id& id);

/// The name that PostgreSQL gives to the part of a partitioned table's index or key in a partition
/// (ChooseIndexName() in indexcmds.c), when it is free.
std::string usual_part_name(const object_id& partition, const object_id& parents_index, const object& value);

}  // namespace squall::kit
