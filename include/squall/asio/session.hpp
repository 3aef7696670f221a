// The statements of an asynchronous session, with Asio's completion tokens.
//
//     std::vector<User> all = co_await db.async_all(select().from(users), asio::use_awaitable);
//     std::optional<User> ann = co_await db.async_first(by_email, "ann@b.c", asio::use_awaitable);
//     co_await db.async_execute(update(users).set(…).where(…), asio::use_awaitable);
//     db.async_one(q, [](std::exception_ptr failure, User user) { … });
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "squall/asio/operation.hpp"
#include "squall/pipeline.hpp"

namespace squall {

namespace detail {

// What a query is taken for. nested.hpp adds nested reads.
template <class Query>
struct async_takes {
  using all = take_all<Query>;
  using first = take_first<Query>;
  using one = take_one<Query>;
  using count = take_count<Query>;
  using usual = take_usual<Query>;
};

template <class Take, class Query, class... Argument>
void add_statement(statement_queue& queue, const Query& query, const Argument&... arguments) {
  if constexpr (requires { Take::enqueue(queue, query, arguments...); })
    Take::enqueue(queue, query, arguments...);
  else
    enqueue<Take>(queue, query, arguments...);
}
template <class Query>
struct async_usual {
  using take = typename async_takes<Query>::usual;
  static void add(statement_queue& queue, const Query& query) { add_statement<take>(queue, query); }
};
template <class Query, class... Argument>
struct async_usual<statement_call<Query, Argument...>> {
  using take = typename async_takes<Query>::usual;
  static void add(statement_queue& queue, const statement_call<Query, Argument...>& call) {
    std::apply([&](const auto&... argument) { add_statement<take>(queue, call.query, argument...); }, call.arguments);
  }
};

template <class Take>
struct take_only {
  typename Take::type operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return Take::take(results.front());
  }
};
template <class... Take>
struct take_each {
  std::tuple<typename Take::type...> operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return std::tuple<typename Take::type...>{Take::take(results[I])...};
    }(std::index_sequence_for<Take...>{});
  }
};
/// `pg_notify()`.
void add_notify(statement_queue& queue, std::string_view channel, std::string_view payload);

struct take_last_result {
  result operator()(std::vector<result>& results, std::shared_ptr<async_hold>&) const {
    return std::move(results.front());
  }
};

}  // namespace detail

/// A pool, a connection of it or a transaction, as a parameter: a function that takes it need not know which. It may be
/// copied, and used from several coroutines at once: what they say at the same time goes in one pipeline.
///
/// Each function takes a completion token last; in front of it stand the values of param<0>, param<1>, …. What the
/// values refer to is copied before the function returns. Failures are those of squall::database.
class async_session {
 public:
  explicit async_session(detail::async_target to) : to_(std::move(to)) {}

  /// A std::vector of all rows.
  template <class Query, class... ArgumentsAndToken>
  auto async_all(const Query& query, ArgumentsAndToken&&... rest) const {
    return start<typename detail::async_takes<Query>::all>(query, std::forward<ArgumentsAndToken>(rest)...);
  }
  /// A std::optional of the first row.
  template <class Query, class... ArgumentsAndToken>
  auto async_first(const Query& query, ArgumentsAndToken&&... rest) const {
    return start<typename detail::async_takes<Query>::first>(query, std::forward<ArgumentsAndToken>(rest)...);
  }
  /// The one row. Fails with usage_error when there is none, or more.
  template <class Query, class... ArgumentsAndToken>
  auto async_one(const Query& query, ArgumentsAndToken&&... rest) const {
    return start<typename detail::async_takes<Query>::one>(query, std::forward<ArgumentsAndToken>(rest)...);
  }
  /// How many rows were changed, by a statement that gives none.
  template <class Query, class... ArgumentsAndToken>
  auto async_execute(const Query& query, ArgumentsAndToken&&... rest) const {
    (void)sizeof(detail::check_gives_no_rows<!Query::gives_rows>);
    return start<typename detail::async_takes<Query>::count>(query, std::forward<ArgumentsAndToken>(rest)...);
  }
  /// A std::tuple of what several statements give. Outside of a transaction they are one: a failure undoes all.
  template <class... QueriesAndToken>
  auto async_pipeline(QueriesAndToken&&... rest) const {
    return detail::with_token_first(
        [&](auto&& token, const auto&... query) {
          detail::async_call call{to_, {}};
          (detail::async_usual<std::decay_t<decltype(query)>>::add(call.statements, query), ...);
          return detail::start_operation(
              std::move(call),
              detail::take_each<typename detail::async_usual<std::decay_t<decltype(query)>>::take...>{},
              std::forward<decltype(token)>(token));
        },
        std::forward<QueriesAndToken>(rest)...);
  }
  /// One statement as text, without parameters; a squall::result in binary format.
  template <class Token>
  auto async_run(std::string_view sql, Token&& token) const {
    detail::async_call call{to_, {}};
    call.statements.command(sql);
    call.may_repeat = false;
    return detail::start_operation(std::move(call), detail::take_last_result{}, std::forward<Token>(token));
  }

  /// The rows of a query, to be fetched some at a time: async_rows. In a transaction. Include <squall/asio.hpp>.
  template <class Query, class... ArgumentsAndToken>
  auto async_cursor(const Query& query, ArgumentsAndToken&&... rest) const {
    return detail::with_token_first(
        [&](auto&& token, const auto&... argument) {
          return start_cursor(*this, query, std::forward<decltype(token)>(token), argument...);
        },
        std::forward<ArgumentsAndToken>(rest)...);
  }
  /// Sends a notification to who listens to the channel, when the transaction commits.
  template <class Token>
  auto async_notify(std::string_view channel, std::string_view payload, Token&& token) const {
    detail::async_call call{to_, {}};
    detail::add_notify(call.statements, channel, payload);
    return detail::start_operation(std::move(call), detail::take_nothing{}, std::forward<Token>(token));
  }

  /// `co_await f(async_session tx)` in a transaction on one connection; in a transaction, in a savepoint. It commits
  /// when `f` returns, and passes its value on; it rolls back when `f` throws, and when the coroutine is destroyed.
  /// With
  /// `{.retries = n}` a serialization failure or deadlock runs it again, so it must be fit to run twice. Include
  /// <squall/asio.hpp>.
  template <class F, class Token>
  auto async_transaction(F f, Token&& token) const {
    return start_transaction(*this, transaction_options{}, std::move(f), std::forward<Token>(token));
  }
  template <class F, class Token>
  auto async_transaction(const transaction_options& options, F f, Token&& token) const {
    return start_transaction(*this, options, std::move(f), std::forward<Token>(token));
  }

  /// The same session; each of its statements ends within the time, or fails: with pool_timeout while it waits for a
  /// connection, later with query_canceled.
  [[nodiscard]] async_session within(std::chrono::milliseconds limit) const {
    detail::async_target to = to_;
    to.time_limit = limit;
    return async_session(std::move(to));
  }

  using executor_type = ::asio::any_io_executor;
  [[nodiscard]] executor_type get_executor() const { return detail::executor_of(*to_.pool); }
  [[nodiscard]] const detail::async_target& target() const noexcept { return to_; }

 private:
  template <class Take, class Query, class... ArgumentsAndToken>
  auto start(const Query& query, ArgumentsAndToken&&... rest) const {
    return detail::with_token_first(
        [&](auto&& token, const auto&... argument) {
          detail::async_call call{to_, {}};
          detail::add_statement<Take>(call.statements, query, argument...);
          return detail::start_operation(std::move(call), detail::take_only<Take>{},
                                         std::forward<decltype(token)>(token));
        },
        std::forward<ArgumentsAndToken>(rest)...);
  }

  friend class async_lease;

  detail::async_target to_;
};

}  // namespace squall
