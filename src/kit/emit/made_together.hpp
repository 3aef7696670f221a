// Objects that can be made in one order only, and therefore are said in one place.
#pragma once

#include <map>
#include <set>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The table at the root of the tree that `table` is in: itself, when it is no partition.
object_id root_of(const database& model, const object_id& table);

/// The roots of the trees that hold an index or constraint which is attached to the parent's: it has to be there before
/// the partition gets one by itself.
std::set<object_id> trees_made_in_one_order(const database& model);

/// The tables whose statements keep their order, by table, each with the one whose place they share: those of such
/// trees, and a table with a check that nobody validated, with its partitions and children. A later one would have it
/// as valid.
std::map<object_id, object_id> tables_made_in_one_order(const database& model);

/// The functions that base and range types are made of and that take or return the type, with that type: it has to be
/// there before them as a shell.
std::map<object_id, object_id> types_by_function(const database& model);

}  // namespace squall::kit
