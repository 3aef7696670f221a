// What goes between a completion token and the pool behind it.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "squall/client/exchange_request.hpp"

namespace squall::detail {

class async_pool_state;
class async_link;

/// A connection of the pool while it belongs to somebody alone.
struct async_hold {
  std::shared_ptr<async_pool_state> pool;
  // The pool's own:
  async_link* link = nullptr;  // nullptr when it was given back or lost
  bool lost = false;
  [[nodiscard]] std::exception_ptr why_not() const;

  /// The open transactions, outermost first.
  std::uint64_t begin();
  void end(std::uint64_t transaction);
  [[nodiscard]] int depth() const;
  /// A number that no other cursor of the connection has.
  std::uint64_t next_cursor();
  /// Throws usage_error unless `transaction` is the innermost; 0 stands for none.
  void require_innermost(std::uint64_t transaction) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::uint64_t> transactions_;
  std::uint64_t last_ = 0;
  std::uint64_t last_cursor_ = 0;
};

/// A request to the pool. Lives as long as someone may have to tell it its outcome.
struct async_request : exchange_request, std::enable_shared_from_this<async_request> {
  enum class stage : std::uint8_t { waiting, running, cancelling };

  std::shared_ptr<async_hold> on;          ///< nullptr: any connection
  std::chrono::milliseconds time_limit{};  ///< zero: none
  bool wants_connection = false;           ///< all of one, to be found in `on`
  bool listens = false;                    ///< to channels, until its connection goes back
  bool wants_notification = false;         ///< what comes next to `on`, and nothing when the time is over
  // The pool's own:
  stage now = stage::waiting;
  std::chrono::steady_clock::time_point made = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point cancel_until{};
  int cancels = 0;
  std::optional<::asio::steady_timer> timer;

  void finished(std::vector<result>&& results, std::exception_ptr failure) noexcept final {
    timer.reset();
    complete(std::move(results), std::move(failure));
  }
  virtual void complete(std::vector<result>&& results, std::exception_ptr failure) noexcept = 0;
};

// All of these return at once, from any thread.
void submit(const std::shared_ptr<async_pool_state>& pool, std::shared_ptr<async_request> request);
void cancel(const std::shared_ptr<async_pool_state>& pool, std::weak_ptr<async_request> request);
/// The connection goes back when it is done with what it was given; a transaction is rolled back.
void release(std::shared_ptr<async_hold> hold) noexcept;
/// Statements of a hold that nobody waits for.
void run_unattended(const std::shared_ptr<async_hold>& hold, statement_queue statements) noexcept;
[[nodiscard]] ::asio::any_io_executor executor_of(const async_pool_state& pool);

}  // namespace squall::detail
