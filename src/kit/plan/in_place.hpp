// What ALTER can change in place, and other questions about single objects.
#pragma once

#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

/// True when only what ALTER can change in place differs between two values of one kind.
bool alters_in_place(const object_id& id, const object& before, const object& after);

/// False when the table must be dropped and made again, rows and all: PostgreSQL cannot partition a table that is
/// there, nor change the partition key, nor turn a table into a foreign one.
bool table_alters_in_place(const table& before, const table& after);

/// True when a foreign key on `columns` of its table can stand on this key.
bool is_key_of(const object_id& id, const object& value, const std::vector<std::string>& columns);

/// Indexes and constraints that have one.
constexpr bool has_index(object_kind kind) {
  return kind == object_kind::index || kind == object_kind::primary_key || kind == object_kind::unique ||
         kind == object_kind::exclusion;
}

/// True for what every partition and child of a table has of it: columns and checks.
constexpr bool is_inherited_kind(object_kind kind) { return kind == object_kind::column || kind == object_kind::check; }

/// The index of the parent table that this one (of a partition) is attached to; empty when it is not.
const std::string& attached_to(const object& value);

/// True for an index or key ON ONLY a partitioned table.
bool is_only(const object& value);

}  // namespace squall::kit
