// LISTEN and NOTIFY of an asynchronous pool (manual, NOTIFY).
//
//     squall::async_listener jobs(co_await db.async_acquire(asio::use_awaitable));
//     co_await jobs.async_listen("jobs", asio::use_awaitable);
//     for (;;) {
//       squall::notification n = co_await jobs.async_wait(asio::use_awaitable);
//       …
//     }
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "squall/asio/pool.hpp"
#include "squall/notifications.hpp"

namespace squall {

namespace detail {

/// The notification that ended a wait; nothing when its time did.
[[nodiscard]] std::optional<notification> notification_of(const std::vector<result>& received);
void add_listen(statement_queue& queue, std::string_view channel);
void add_unlisten(statement_queue& queue, std::string_view channel);

struct take_awaited_notification {
  notification operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return notification_of(results).value();
  }
};
struct take_notification {
  std::optional<notification> operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return notification_of(results);
  }
};

}  // namespace detail

/// Receives notifications on a connection of its own. It stops listening when it goes out of scope, and the connection
/// goes back to its pool. When the connection is lost, who waits fails with connection_error: what was sent
/// meanwhile is lost too, so look at the tables once a new one listens.
class [[nodiscard]] async_listener {
 public:
  explicit async_listener(async_lease connection) : connection_(std::move(connection)) {}

  /// Names are taken as they are: "Jobs" is another channel than "jobs".
  template <class Token>
  auto async_listen(std::string_view channel, Token&& token) const {
    return run(&detail::add_listen, channel, std::forward<Token>(token));
  }
  template <class Token>
  auto async_unlisten(std::string_view channel, Token&& token) const {
    return run(&detail::add_unlisten, channel, std::forward<Token>(token));
  }

  /// The next notification. Several may wait; each gets one, who came first the first. Fails with query_canceled when
  /// it is cancelled, and with usage_error within a transaction, during which none comes.
  template <class Token>
  auto async_wait(Token&& token) const {
    return wait({}, detail::take_awaited_notification{}, std::forward<Token>(token));
  }
  /// A std::optional of the next notification: std::nullopt after `time`.
  template <class Token>
  auto async_wait(std::chrono::milliseconds time, Token&& token) const {
    return wait(std::max(time, std::chrono::milliseconds(1)), detail::take_notification{}, std::forward<Token>(token));
  }

  /// The connection, for other statements.
  [[nodiscard]] const async_session& session() const noexcept { return connection_; }

 private:
  using adder = void (*)(detail::statement_queue& queue, std::string_view channel);

  template <class Token>
  auto run(adder add, std::string_view channel, Token&& token) const {
    detail::async_call call{connection_.target(), {}};
    add(call.statements, channel);
    call.listens = true;
    return detail::start_operation(std::move(call), detail::take_nothing{}, std::forward<Token>(token));
  }
  template <class Take, class Token>
  auto wait(std::chrono::milliseconds time, Take take, Token&& token) const {
    detail::async_call call{connection_.target(), {}};
    call.to.time_limit = time;
    call.wants_notification = true;
    return detail::start_operation(std::move(call), take, std::forward<Token>(token));
  }

  async_lease connection_;
};

}  // namespace squall
