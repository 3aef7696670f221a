// Indexes of partitioned tables and their parts, the indexes of the partitions: what of one changes with the other.
// Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "kit/plan/settle.hpp"

namespace squall::kit {

/// The index of the parent that `id` shall be attached to, where the partition has another part of it so far: the one
/// that PostgreSQL made, which goes with it alone.
std::optional<object_id> index_with_other_part(const settled_changes& changes, const object_id& id);

/// The index that one of a partition which stays is attached to.
std::optional<object_id> index_above(const settled_changes& changes, const object_id& id);

/// The partition's part of the index or foreign key that is called `name`, where it is an object of the model: it is
/// called or kept its own way. `kind` is that of the whole.
std::optional<object_id> said_part(const database& db, const object_id& partition, object_kind kind,
                                   const std::string& name);

/// True where the storage parameters of a partitioned table's index change: ALTER INDEX takes none.
bool has_fixed_parameters(const settled_changes& changes, const object_id& id);

/// True for an index of a partitioned table that has a comment, or parts that a partition calls or keeps its own way.
bool says_more_of_parts(const database& db, const object_id& id);

/// True of indexes that PostgreSQL does not tell apart when it looks for a part: CompareIndexInfo() in
/// src/backend/catalog/index.c sees no order of keys, no storage parameters.
bool is_taken_for(const index& a, const index& b);

/// True when ATTACH PARTITION could take one for the other.
bool fits_like(const index& a, index b);

}  // namespace squall::kit
