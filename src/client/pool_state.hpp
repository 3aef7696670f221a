// What stands behind a squall::pool.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "squall/pool.hpp"

namespace squall::detail {

using pool_clock = std::chrono::steady_clock;

struct pooled_connection {
  database db;
  pool_clock::time_point made = pool_clock::now();
  pool_clock::time_point used = made;
};

/// A slot is the right to one connection: to one that is there, or to make one. `slots_` of them are out or idle.
/// Nobody talks to a server while the mutex is held.
struct pool_state {
  const std::string conninfo;
  const pool_options options;

  pool_state(std::string conninfo_, pool_options options_);

  /// nullptr when none became free.
  std::unique_ptr<pooled_connection> acquire(std::chrono::milliseconds timeout);
  void take_back(std::unique_ptr<pooled_connection> connection) noexcept;
  [[nodiscard]] pool_metrics metrics() const;
  void close_idle();
  void close() noexcept;

 private:
  using connections = std::vector<std::unique_ptr<pooled_connection>>;

  /// A call of acquire() that waits. It gets a slot, with a connection or without.
  struct waiter {
    std::condition_variable ready;
    std::unique_ptr<pooled_connection> connection;
    bool served = false;
  };

  bool wait_for_slot(std::unique_lock<std::mutex>& lock, pool_clock::time_point deadline,
                     std::unique_ptr<pooled_connection>& connection);
  /// A connection for a slot: the one that came with it if it lives, else a new one. Gives the slot up when it throws.
  std::unique_ptr<pooled_connection> fill(std::unique_ptr<pooled_connection> found);
  std::unique_ptr<pooled_connection> make() const;
  [[nodiscard]] bool is_fit(pooled_connection& connection, bool may_ask) const noexcept;
  /// Ends what was left open. @return whether the connection can be used again
  [[nodiscard]] bool tidy(pooled_connection& connection) const noexcept;
  /// Under the mutex: a slot for who waits longest, or for nobody.
  void give_slot_up() noexcept;
  /// Under the mutex: takes out those that have been idle for too long.
  connections take_expired();

  mutable std::mutex mutex_;
  connections idle_;  // the most recently used last
  std::deque<waiter*> waiters_;
  std::size_t slots_ = 0;
  bool closed_ = false;
  pool_metrics counts_;
};

}  // namespace squall::detail
