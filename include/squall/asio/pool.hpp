// A pool of asynchronous sessions.
//
//     asio::io_context context;
//     squall::async_pool db(context, "postgresql://localhost/app", {.max_size = 8});
//     asio::co_spawn(context, [&]() -> asio::awaitable<void> {
//       for (const User& user : co_await db.async_all(select().from(users), asio::use_awaitable)) …;
//     }, asio::detached);
//     context.run();
#pragma once

#include <asio/execution_context.hpp>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "squall/asio/session.hpp"
#include "squall/pool.hpp"

namespace squall {

struct async_pool_options {
  std::size_t max_size = 10;  ///< connections, at most; they are made when they are needed
  /// How many statements may be under way on one connection, in one pipeline, when all are in use. A statement waits
  /// for those before it: 1 gives each a connection of its own while it runs.
  std::size_t pipeline_depth = 8;
  /// How long a statement or async_acquire() waits for a connection; then it fails with pool_timeout.
  std::chrono::milliseconds acquire_timeout = std::chrono::seconds(30);
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(30);  ///< of all hosts of `conninfo` together
  /// A statement that is cancelled, or over its time, ends when the server says so. When it does not within this time,
  /// the connection is closed.
  std::chrono::milliseconds cancel_timeout = std::chrono::seconds(5);
  std::chrono::milliseconds max_lifetime = std::chrono::minutes(30);  ///< older ones are closed; zero: never
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(10);  ///< unused ones are closed; zero: never
  std::string on_connect = {};  ///< a script for each new connection: `set search_path to app`
  connection_options connection = {};
  std::shared_ptr<statement_observer> observer = {};  ///< of all connections; called from any thread of the context
};

/// A connection of a pool for oneself alone, for settings, locks and what else belongs to a session. It goes back when
/// this goes out of scope; a transaction is rolled back then.
class [[nodiscard]] async_lease : public async_session {
 public:
  /// Of nothing: what an async_acquire() that failed gives.
  async_lease() : async_session(detail::async_target{}) {}
  explicit async_lease(detail::async_target to) : async_session(std::move(to)) {}
  async_lease(async_lease&& other) noexcept : async_session(std::exchange(other.to_, {})) {}
  async_lease& operator=(async_lease&& other) noexcept {
    if (this != &other) {
      give_back();
      to_ = std::exchange(other.to_, {});
    }
    return *this;
  }
  ~async_lease() { give_back(); }

  /// Gives it back now.
  void give_back() noexcept {
    if (to_.hold != nullptr)
      detail::release(std::exchange(to_, {}).hold);
  }
};

namespace detail {
struct take_lease {
  std::shared_ptr<async_pool_state> pool;
  async_lease operator()(std::vector<result>&, std::shared_ptr<async_hold>& hold) const {
    return async_lease({pool, std::move(hold)});
  }
};
}  // namespace detail

/// Up to `max_size` connections, on an executor. Statements share them: one that is idle is taken first, then a new one
/// is made, then the statement goes into the pipeline of the least busy. Who waits longest is served first. After the
/// server went away connections are replaced as they are needed. No thread is used but those that run the executor.
///
/// What runs the executor must outlive the pool.
class async_pool : public async_session {
 public:
  async_pool(const ::asio::any_io_executor& executor, std::string conninfo, async_pool_options options = {});
  template <std::derived_from<::asio::execution_context> Context>
  explicit async_pool(Context& context, std::string conninfo = {}, async_pool_options options = {})
      : async_pool(::asio::any_io_executor(context.get_executor()), std::move(conninfo), std::move(options)) {}
  async_pool(const async_pool&) = delete;
  async_pool& operator=(const async_pool&) = delete;
  /// Like close().
  ~async_pool() { close(); }

  /// A connection for oneself: an async_lease.
  template <class Token>
  auto async_acquire(Token&& token) const {
    detail::async_call call{target(), {}};
    call.wants_connection = true;
    detail::take_lease take{target().pool};
    return detail::start_operation(std::move(call), std::move(take), std::forward<Token>(token));
  }

  /// Gives out nothing any more: those who wait fail with usage_error. What is under way is ended in peace.
  void close() noexcept;
  [[nodiscard]] pool_metrics metrics() const;
};

}  // namespace squall
