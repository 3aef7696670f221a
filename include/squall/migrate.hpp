// Migrations from inside an application: a service brings its database up to date when it starts.
// Link squall::kit.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall {

/// A migration that could not be applied, or a folder and a history that do not fit together. what() names the file,
/// the line and the statement where there is one; hint() is the next step.
class migration_error : public error {
 public:
  migration_error(const std::string& message, std::string hint, std::string migration = {}, error_fields server = {})
      : error(message), hint_(std::move(hint)), migration_(std::move(migration)), server_(std::move(server)) {}
  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  /// The failed migration's id, empty when none was under way.
  [[nodiscard]] const std::string& migration() const noexcept { return migration_; }
  /// What the server said about the failed statement, empty when it was not asked.
  [[nodiscard]] const error_fields& server() const noexcept { return server_; }

 private:
  std::string hint_;
  std::string migration_;
  error_fields server_;
};

struct migrate_options {
  std::chrono::milliseconds lock_timeout{2000};  ///< for each lock on a table; retried with growing pauses
  int lock_retries = 10;
  /// For another instance that migrates at this moment: all but one wait, then find nothing to do.
  std::chrono::milliseconds wait_for_other{600'000};
  std::chrono::milliseconds batch_time{200};  ///< how long a batch of a step in batches should take
  std::chrono::milliseconds batch_pause{50};  ///< between two batches, for everybody else
  bool accept_edited = false;                 ///< an applied up.sql that was edited since
  bool allow_out_of_order = false;            ///< a migration older than one that is applied
  bool accept_missing = false;                ///< an applied migration whose folder is gone
  std::optional<std::string> target;          ///< stop after this one: its id, a unique prefix of it, or its name
  std::function<void(const std::string& line)> progress;
};

struct migrate_report {
  std::vector<std::string> applied;  ///< ids, in order
  bool waited = false;               ///< another instance was at it
  std::chrono::milliseconds duration{};
};

/// Applies what is pending in the folder, as `squall migrate` does. Safe to call from any number of instances at once.
/// `db` must be a direct connection (no pooler in transaction mode) outside a transaction; its settings are as before
/// afterwards. Throws migration_error or database_error; what a failed migration did is rolled back.
///
///     squall::connection db{url};
///     squall::migrate(db, "migrations");
migrate_report migrate(connection& db, const std::filesystem::path& folder, const migrate_options& options = {});

}  // namespace squall
