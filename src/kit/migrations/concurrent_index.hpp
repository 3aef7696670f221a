// CREATE and DROP INDEX CONCURRENTLY after a run that broke off: what is there already?
#pragma once

#include "kit/migrations/statement_traits.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit::detail {

enum class index_standing {
  absent,
  invalid,    ///< what a failed build leaves behind (manual, CREATE INDEX, "Building Indexes Concurrently")
  built,      ///< valid, and what the statement would make
  different,  ///< valid, but something else under that name
};

index_standing look_at_index(connection& db, const concurrent_index& wanted);

/// Removes what a failed build left, if there is such: outside a transaction.
void drop_if_invalid(connection& db, const concurrent_index& index);

/// True when a relation of that name is there.
bool index_exists(connection& db, const relation_name& index);

}  // namespace squall::kit::detail
