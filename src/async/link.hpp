// One connection of an asynchronous pool, and the waiting for its socket.
#pragma once

#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <exception>
#include <memory>
#include <optional>

#include "client/connect_steps.hpp"
#include "client/exchange.hpp"
#include "squall/asio/request.hpp"

namespace squall::detail {

/// Lives on the strand of its pool. It waits only while it has something to wait for, so that a context with nothing to
/// do ends.
class async_link : public std::enable_shared_from_this<async_link> {
 public:
  explicit async_link(async_pool_state& pool);

  /// Connects; tells the pool.
  void connect();
  void start(std::shared_ptr<async_request> request);
  /// Makes the server stop with a request that is under way, or closes the connection. @return false when it is not
  /// here
  bool cancel(async_request& request);
  /// Ends a wait for a notification, if it has not ended: with the failure, or with nothing.
  void end_wait(const async_request& request, const std::exception_ptr& failure);
  /// Drops the notifications that nobody waited for.
  void forget_notifications() noexcept;
  /// Ends all that is under way with the failure.
  void close(const std::exception_ptr& failure);
  /// Forgets all that is under way.
  void drop() noexcept;
  /// It belongs to nobody any more: ends a transaction, then goes back.
  void give_back();

  [[nodiscard]] bool is_connecting() const noexcept { return steps_ != nullptr; }
  [[nodiscard]] bool is_shared() const noexcept { return exchange_ && hold == nullptr && !tidying_; }
  [[nodiscard]] bool is_idle() const noexcept { return is_shared() && exchange_->size() == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return exchange_ ? exchange_->size() : 0; }
  [[nodiscard]] bool holds(const async_request& request) const noexcept {
    return exchange_ && exchange_->holds(request);
  }
  /// Whether it may be used once more.
  [[nodiscard]] bool is_fit() const noexcept;

  std::shared_ptr<async_hold> hold;  ///< whose it is alone

 private:
  class waiter;

  void step();
  void opened();
  void failed(const std::exception_ptr& failure);
  void watch(int socket);
  void wait(connect_steps::wait what);
  void woken(connect_steps::wait what, bool aborted);
  void settle();
  void tell_notifications();
  void end_waits();
  [[nodiscard]] bool waits_to_read() const noexcept { return exchange_->waits_to_read() || !listening_.empty(); }
  void arm();

  async_pool_state& pool_;
  ::asio::posix::stream_descriptor socket_;  // of a copy of libpq's descriptor
  ::asio::steady_timer connect_timer_;
  std::unique_ptr<connect_steps> steps_;
  std::unique_ptr<connection::state> session_;
  std::optional<exchange> exchange_;
  std::deque<std::shared_ptr<async_request>> listening_;  // those who wait for a notification
  bool reading_ = false, writing_ = false;
  bool tidying_ = false;
  bool listens_ = false;
  bool closed_ = false;
  std::chrono::steady_clock::time_point made_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point used_ = made_;
};

}  // namespace squall::detail
