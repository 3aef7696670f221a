// A pool of connections, for programs with more threads than connections.
//
//     squall::pool pool{"postgresql://localhost/app", {.max_size = 8}};
//     auto db = pool.acquire();                       // goes back when `db` goes out of scope
//     db->insert(users).values({.email = "a@b.c"}).execute();
//     pool.transaction([&](auto& tx) { … });          // acquires for the time of the transaction
//     std::vector<User> all = pool.all(select().from(users));
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "squall/database.hpp"

namespace squall {

struct pool_options {
  std::size_t max_size = 10;  ///< connections, at most; they are made when they are needed
  /// How long acquire() waits for one that is in use. A connection that is being made has libpq's connect_timeout.
  std::chrono::milliseconds acquire_timeout = std::chrono::seconds(30);
  std::chrono::milliseconds max_lifetime = std::chrono::minutes(30);  ///< older ones are closed; zero: never
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(10);  ///< unused ones are closed; zero: never
  /// One that was idle for longer is asked whether it lives, by a round trip, before it is handed out. Whether the
  /// server has hung up is looked at each time, at no round trip.
  std::chrono::milliseconds check_after = std::chrono::seconds(30);
  std::string on_connect = {};  ///< a script for each new connection: `set search_path to app`
  std::string on_return = {};   ///< a script for each that comes back: `discard all`
  connection_options connection = {};
  std::shared_ptr<statement_observer> observer = {};  ///< of all connections; called from any thread
};

struct pool_metrics {
  std::size_t in_use = 0;  ///< those that are being made, too
  std::size_t idle = 0;
  std::size_t waiting = 0;  ///< calls of acquire()
  // Since the pool was made:
  std::uint64_t acquired = 0;
  std::uint64_t created = 0;
  std::uint64_t closed = 0;               ///< broken, too old or unused
  std::uint64_t failed = 0;               ///< attempts to connect
  std::uint64_t timeouts = 0;             ///< of acquire()
  std::chrono::nanoseconds wait_total{};  ///< in acquire(), making connections included
};

/// No connection became free within the time.
class pool_timeout : public error {
 public:
  using error::error;
};

namespace detail {
struct pool_state;
struct pooled_connection;
}  // namespace detail

/// A connection of a pool, which goes back when this goes out of scope. What is left open on it is ended then: a
/// transaction is rolled back. It may outlive the pool; its transactions and streams may not outlive it.
class [[nodiscard]] lease {
 public:
  lease(lease&&) noexcept;
  lease& operator=(lease&&) noexcept;
  lease(const lease&) = delete;
  lease& operator=(const lease&) = delete;
  ~lease();

  [[nodiscard]] database& operator*() const;
  [[nodiscard]] database* operator->() const { return &**this; }
  /// For functions that take a squall::session.
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator session() const { return {**this}; }
  /// Gives it back now.
  void release() noexcept;

 private:
  friend class pool;
  lease(std::shared_ptr<detail::pool_state> pool, std::unique_ptr<detail::pooled_connection> connection) noexcept;

  std::shared_ptr<detail::pool_state> pool_;
  std::unique_ptr<detail::pooled_connection> connection_;
};

/// Up to `max_size` connections, shared by any number of threads. Who waits longest is served first. After the server
/// went away its connections are replaced as they are asked for: nothing needs to be done when it comes back.
class pool {
 public:
  /// Connects when first asked. `conninfo` as in squall::database.
  explicit pool(std::string conninfo = {}, pool_options options = {});
  /// Like close(). Leases that are out stay usable.
  ~pool();
  pool(const pool&) = delete;
  pool& operator=(const pool&) = delete;

  /// A connection that works, as far as one can tell. Throws pool_timeout when none was free in time,
  /// connection_error when a new one could not be made.
  lease acquire();
  lease acquire(std::chrono::milliseconds timeout);
  /// The same without waiting for others: std::nullopt when all are in use.
  std::optional<lease> try_acquire();

  /// One statement on any connection.
  template <class Query, class... Argument>
  [[nodiscard]] auto all(const Query& query, const Argument&... arguments) {
    return acquire()->all(query, arguments...);
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto first(const Query& query, const Argument&... arguments) {
    return acquire()->first(query, arguments...);
  }
  template <class Query, class... Argument>
  auto one(const Query& query, const Argument&... arguments) {
    return acquire()->one(query, arguments...);
  }
  template <class Query, class... Argument>
  std::int64_t execute(const Query& query, const Argument&... arguments) {
    return acquire()->execute(query, arguments...);
  }
  /// A script, as connection::run().
  result run(const std::string& sql);

  /// `f(auto& tx)` in a transaction on one connection; see database::transaction().
  template <class F>
  auto transaction(F&& f) {
    return acquire()->transaction(f);
  }
  template <class F>
  auto transaction(const transaction_options& options, F&& f) {
    return acquire()->transaction(options, f);
  }

  [[nodiscard]] pool_metrics metrics() const;
  /// Closes what has been idle for too long, as acquire() does: for programs that are quiet for hours.
  void close_idle();
  /// Closes the idle connections, and those in use as they come back. Who waits gets a usage_error, and so does
  /// acquire() from now on.
  void close() noexcept;

 private:
  std::shared_ptr<detail::pool_state> state_;
};

}  // namespace squall
