// Rows for every table of a scratch database, so that a migration is tried on data and not on emptiness.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kit/proof/sample_values.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct sample_report {
  std::size_t tables = 0;  ///< that have rows now
  std::size_t rows = 0;
  /// Tables that stayed empty, and why, one sentence each.
  std::vector<std::string> without_rows;
};

/// Puts a few rows into each table that can hold some, within its constraints: values at the ends of their types, NULL
/// where it may stand, rows of referenced tables in foreign keys, bounds of partitions in their keys. What the
/// constraints ask for is found by trying, constraint by constraint. Triggers and rules of the schema do not fire
/// (session_replication_role, which needs a superuser: a scratch server has one).
/// Throws connection_error.
sample_report insert_sample_rows(connection& db, sample_kind kind);

}  // namespace squall::kit
