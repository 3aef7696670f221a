// Renames carried out first, so that everything after them speaks of objects by their final names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/plan/child_moves.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// Changes without renames: what each object is before and after, under one identity.
struct settled_changes {
  std::vector<step> renames;
  database base;  ///< `before`, with the renames done
  database after;
  std::set<object_id> created;
  std::set<object_id> dropped;
  std::set<object_id> altered;  ///< in both models and different
  /// Schemas that the renames make, for what moves into them. In `base` they are as CREATE SCHEMA leaves them.
  std::set<object_id> made_early;
  /// Of child tables (INHERITS) that live on.
  std::map<object_id, child_move> children;
  /// The columns that these adopt.
  std::set<object_id> adopted;
};

/// True for what is there before and after, and the same.
inline bool lives_on(const settled_changes& changes, const object_id& id) {
  return changes.base.contains(id) && changes.after.contains(id) && !changes.dropped.contains(id);
}

/// Works out which object becomes which, and the renames that get them there: swaps of names and names that a dropped
/// object still holds go through a temporary name.
settled_changes settle(const database& before, const std::vector<change>& changes);

/// A name of at most 63 bytes that says where it comes from; `attempt` tells several apart.
std::string temporary_name(const std::string& name, const std::string& purpose, int attempt = 0);

/// The places that a name takes in PostgreSQL's namespaces: tables, indexes and sequences share one a schema, tables
/// and types another, constraints one a table. Two objects with a slot in common cannot exist at once.
std::vector<std::string> name_slots(const object_id& id);

/// The objects of `table` in `db`, in the order of their identities: columns, constraints, indexes.
std::vector<object_id> children_of(const database& db, const object_id& table);

/// The objects of one kind that belong to a table, view or materialized view.
std::vector<object_id> members_of(const database& db, const object_id& relation, object_kind kind);

/// Its primary key, unique constraints and indexes.
std::vector<object_id> keys_of(const database& db, const object_id& table);

}  // namespace squall::kit
