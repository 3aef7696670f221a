// One runner at a time in a database.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "squall/client/connection.hpp"

namespace squall::kit::detail {

/// A session-level advisory lock, held while the object lives. Polled, never waited for inside the server: a session
/// blocked in pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY waits for that (a deadlock).
class run_lock {
 public:
  /// Throws kit::error when another runner still has it after `timeout`.
  run_lock(connection& db, std::chrono::milliseconds timeout, const std::function<void(const std::string&)>& progress);
  ~run_lock();
  run_lock(const run_lock&) = delete;
  run_lock& operator=(const run_lock&) = delete;

  [[nodiscard]] bool waited() const { return waited_; }

 private:
  connection& db_;
  bool waited_ = false;
};

/// A query that gives one row while this session holds the lock: it does not any more when a pooler in transaction
/// mode has put another server session behind the connection.
extern const char* const lock_is_held_query;

}  // namespace squall::kit::detail
