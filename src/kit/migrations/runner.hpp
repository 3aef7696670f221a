// Applies and takes back migrations on a live database.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kit/migrations/migration.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

/// Lives in `squall.migrations`, one row a migration.
enum class migration_state : std::uint8_t { applying, applied, rolling_back };

struct applied_migration {
  std::string id;
  std::string checksum;
  migration_state state{};
  int steps_done = 0;  ///< of the script that is under way
  std::string applied_by;
  std::string started_at;   ///< timestamptz text, UTC
  std::string finished_at;  ///< empty while it is not
  std::int64_t duration_ms = 0;
};

/// Where a migration stands, for `squall status`.
enum class standing : std::uint8_t { applied, pending, partly_applied, edited, missing, out_of_order };

struct migration_status {
  std::string id;
  standing state{};
  std::optional<applied_migration> record;
};

struct runner_options {
  std::chrono::milliseconds lock_timeout{2000};     ///< for each DDL; retried with backoff
  int lock_retries = 10;
  std::chrono::milliseconds wait_for_other{600'000};  ///< for another runner's advisory lock
  bool accept_edited = false;       ///< takes an edited file's checksum as the applied one
  bool allow_out_of_order = false;
  bool accept_missing = false;
  std::optional<std::string> target;  ///< stop after this id (a unique prefix or name will do)
  bool dry_run = false;
  /// Called before and after each step; progress for people. May be empty.
  std::function<void(const std::string& line)> progress;
};

struct run_report {
  std::vector<std::string> done;   ///< ids, in order
  bool waited = false;             ///< another runner held the lock
  std::int64_t duration_ms = 0;
};

/// The history and the folder side by side. Reads only; works before the history table exists.
std::vector<migration_status> migration_statuses(connection& db, const std::vector<migration>& migrations);

/// Applies what is pending. Throws migration_failed with the statement that failed, database_error otherwise.
run_report migrate(connection& db, const std::vector<migration>& migrations, const runner_options& options = {});

/// Takes back the last `count` applied migrations (newest first), or all down to and excluding options.target.
run_report rollback(connection& db, const std::vector<migration>& migrations, std::size_t count,
                    const runner_options& options = {});

}  // namespace squall::kit
