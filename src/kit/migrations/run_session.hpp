// What migrate() and rollback() do around their scripts.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "kit/migrations/run_lock.hpp"
#include "kit/migrations/runner.hpp"
#include "kit/migrations/session_settings.hpp"

namespace squall::kit::detail {

/// The lock, the session's settings and the clock of one run.
class run_session {
 public:
  /// Throws kit::error when `db` is in a transaction, or when the lock is not to be had.
  run_session(connection& db, const runner_options& options);

  [[nodiscard]] connection& db() const { return db_; }
  [[nodiscard]] const runner_options& options() const { return options_; }
  [[nodiscard]] const session_settings& settings() const { return settings_; }
  void say(const std::string& line) const;

  /// Puts the session's settings back, also when the run fails. Never throws.
  void restore_settings() const noexcept;

  [[nodiscard]] run_report report(std::vector<std::string> done) const;

 private:
  connection& db_;
  const runner_options& options_;
  std::chrono::steady_clock::time_point start_;
  run_lock lock_;
  session_settings settings_;
};

}  // namespace squall::kit::detail
