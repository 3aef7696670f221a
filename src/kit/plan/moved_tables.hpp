// Partitions that leave their table or come to one. Of child tables see child_moves.hpp.
#pragma once

#include <set>

#include "kit/model/model.hpp"

namespace squall::kit {

/// What a partition has from its table alone is no object of the model. One that leaves keeps it, and one that comes
/// must have it before: for each such table both models are made to say all of it.
/// @return the tables, `remade` ones aside
std::set<object_id> say_what_moved_tables_have(database& base, database& after, const std::set<object_id>& remade);

/// True when `id` is in both and has other parents.
bool is_moved(const database& base, const database& after, const object_id& id);

/// True when `id` stays a partition of its table and gets another bound.
bool is_rebound(const database& base, const database& after, const object_id& id);

/// The name that PostgreSQL gives to the part of a partitioned table's index or key in a partition
/// (ChooseIndexName() in indexcmds.c), when it is free.
std::string usual_part_name(const object_id& partition, const object_id& parents_index, const object& value);

}  // namespace squall::kit
