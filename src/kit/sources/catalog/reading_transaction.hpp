// One snapshot for all the queries of a reading, in one round trip.
#pragma once

#include <string>
#include <vector>

#include "kit/session/prepared_queries.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit::catalog {

/// Runs `queries` in one round trip, inside one REPEATABLE READ READ ONLY transaction, with the settings that decide
/// how the server spells things (empty search_path, ISO dates, UTC, …); their results in order. The session's own
/// settings are back afterwards. Inside the caller's transaction it is a savepoint that is rolled back to: the caller's
/// isolation holds then, and his uncommitted work is seen.
///
/// `fingerprint` is asked for inside and once more behind the transaction, in the same round trip.
struct reading {
  std::vector<result> results;
  /// The fingerprint was another afterwards. Never inside the caller's transaction.
  bool changed = false;
};
reading run_in_reading_transaction(connection& db, std::vector<std::string> queries, const std::string& fingerprint,
                                   prepared_queries* again = nullptr);

}  // namespace squall::kit::catalog
