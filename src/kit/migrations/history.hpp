// The table squall.migrations. Every call that writes expects an open transaction.
#pragma once

#include <string>
#include <vector>

#include "kit/migrations/runner.hpp"

namespace squall::kit::detail {

/// The rows in the order in which they were applied; none when there is no table.
std::vector<applied_migration> read_history(connection& db);

/// Makes schema and table unless they are there.
void ensure_history(connection& db);

/// Inserts the row or brings it up to date. `duration_ms` is added to what the row has.
void save_record(connection& db, const applied_migration& record);

/// Deletes the row; with the last one also the table and, when Squall made it and nothing else is in it, the schema.
void delete_record(connection& db, const std::string& id);

/// user@host of this process.
std::string current_user_at_host();

}  // namespace squall::kit::detail
