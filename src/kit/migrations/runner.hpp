// Applies and takes back migrations on a live database.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/migrations/migration.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

/// Lives in `squall.migrations`, one row a migration.
enum class migration_state : std::uint8_t { applying, applied, rolling_back };

struct applied_migration {
  std::string id;
  std::string checksum;
  migration_state state{};
  int steps_done = 0;     ///< of the script that is under way; each statement outside a transaction counts as a step
  std::string batch_key;  ///< of a step in batches that is under way: the key of the last row that is done
  std::string steps_checksum;  ///< SHA-256 of the steps that are done or under way in batches, empty when none is
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
  std::chrono::milliseconds lock_timeout{2000};  ///< for each DDL; retried with backoff
  int lock_retries = 10;
  std::chrono::milliseconds wait_for_other{600'000};  ///< for another runner's advisory lock
  std::chrono::milliseconds batch_time{200};          ///< how long a batch of rows should take; its size follows
  std::chrono::milliseconds batch_pause{50};          ///< after each batch that changed rows
  bool accept_edited = false;                         ///< takes an edited file's checksum as the applied one
  bool allow_out_of_order = false;
  bool accept_missing = false;
  std::optional<std::string> target;  ///< stop after this id (a unique prefix or name will do)
  bool dry_run = false;
  /// rollback(): takes a migration back whose way up broke off, and deletes its record; with `dry_run` it only looks.
  /// Empty: refused, since down.sql starts where up.sql ends.
  std::function<void(const migration& m, const applied_migration& record)> take_back_unfinished = {};
  /// Called before and after each step; progress for people. May be empty.
  std::function<void(const std::string& line)> progress;
};

struct run_report {
  std::vector<std::string> done;  ///< ids, in order
  bool waited = false;            ///< another runner held the lock
  std::int64_t duration_ms = 0;
};

/// A statement of a migration failed. What its transaction did is rolled back.
class migration_failed : public error {
 public:
  struct context {
    std::string migration;       ///< its id
    std::filesystem::path file;  ///< up.sql or down.sql
    int line = 0;                ///< 1-based; where the server saw the mistake, else the statement's first line
    std::string statement;
    std::string remains;  ///< a sentence: what stays applied, and what to do
  };
  migration_failed(context where, error_fields server);

  [[nodiscard]] const std::string& migration() const noexcept { return where_.migration; }
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return where_.file; }
  [[nodiscard]] int line() const noexcept { return where_.line; }
  [[nodiscard]] const std::string& statement() const noexcept { return where_.statement; }
  /// What the server said. `detail` may hold values of rows; it is no part of what().
  [[nodiscard]] const error_fields& server() const noexcept { return server_; }

 private:
  context where_;
  error_fields server_;
};

/// The history and the folder side by side: the folder's migrations in their order, then what only the history knows.
/// Reads only; works before the history table exists.
std::vector<migration_status> migration_statuses(connection& db, const std::vector<migration>& migrations);

/// Applies what is pending. A migration of one transactional step is one transaction with its history row; any other
/// goes step by step, and a run that broke off resumes at the step that broke. All scripts are checked before the
/// first runs. Settings that scripts change for the session are put back.
/// Throws migration_failed with the statement that failed, kit::error for a history that does not fit the folder
/// (edited, missing, out of order), database_error otherwise.
run_report migrate(connection& db, const std::vector<migration>& migrations, const runner_options& options = {});

/// Runs down.sql by the same rules. Taking back the last migration of all removes the schema `squall` too.
/// Takes back the last `count` applied migrations (newest first), or all down to and excluding options.target.
run_report rollback(connection& db, const std::vector<migration>& migrations, std::size_t count,
                    const runner_options& options = {});

}  // namespace squall::kit
