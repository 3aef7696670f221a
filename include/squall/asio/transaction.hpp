// Transactions of an asynchronous session: db.async_transaction(…).
#pragma once

#include <asio/associated_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/asio/pool.hpp"
#include "squall/client/transaction.hpp"

namespace squall {

namespace detail {

/// `begin …`, or `savepoint …` at a depth of more than 0. Throws usage_error for options that a savepoint cannot have.
void add_begin(statement_queue& queue, const transaction_options& options, int depth);
/// `commit`, or the release of the savepoint.
void add_commit(statement_queue& queue, int depth);
void add_rollback(statement_queue& queue, int depth);
/// Throws usage_error when the server has rolled back instead.
void require_committed(const std::vector<result>& results, int depth);
/// How long to wait before another try after `failed` others; std::nullopt: there is none.
[[nodiscard]] std::optional<std::chrono::microseconds> wait_before_retry(int failed, int retries);

/// Ends the transaction that it began unless that has ended: what happens when a coroutine is destroyed midway.
class transaction_guard {
 public:
  explicit transaction_guard(std::shared_ptr<async_hold> hold);
  transaction_guard(const transaction_guard&) = delete;
  transaction_guard& operator=(const transaction_guard&) = delete;
  ~transaction_guard();

  [[nodiscard]] int depth() const noexcept { return depth_; }
  [[nodiscard]] std::uint64_t transaction() const noexcept { return transaction_; }
  void close() noexcept { open_ = false; }

 private:
  std::shared_ptr<async_hold> hold_;
  int depth_;  // of what is around it
  std::uint64_t transaction_;
  bool open_ = true;
};

// What a co_await is given has a name here: g++ 12.2 copies closures and aggregates within one bit by bit, and destroys
// both (GCC PR 99576).

template <class Check>
::asio::awaitable<void> run_call(async_call call, Check check) {
  call.may_repeat = false;
  auto take = [check](std::vector<result>& results, std::shared_ptr<async_hold>&) { check(results); };
  co_await start_operation(std::move(call), std::move(take), ::asio::use_awaitable);
}

inline ::asio::awaitable<async_lease> acquire_for(async_target to) {
  async_call call{std::move(to), {}};
  call.wants_connection = true;
  take_lease take{call.to.pool};
  co_return co_await start_operation(std::move(call), std::move(take), ::asio::use_awaitable);
}

template <class T>
struct kept_value {
  std::optional<T> value;
  template <class Awaitable>
  ::asio::awaitable<void> keep(Awaitable made) {
    value.emplace(co_await std::move(made));
  }
  T take() { return std::move(*value); }
};
template <>
struct kept_value<void> {
  template <class Awaitable>
  ::asio::awaitable<void> keep(Awaitable made) {
    co_await std::move(made);
  }
  void take() {}
};

/// One attempt, on the connection of `to`.
template <class T, class F>
::asio::awaitable<T> run_transaction_once(async_target to, const transaction_options& options, F& f) {
  transaction_guard guard(to.hold);
  async_target inner = to;
  inner.transaction = guard.transaction();
  const int depth = guard.depth();
  kept_value<T> value;
  bool begun = depth == 0;  // an outermost one may have begun and then refused an option
  std::exception_ptr failure;
  try {
    async_call begin{inner, {}};
    add_begin(begin.statements, options, depth);
    co_await run_call(std::move(begin), [](std::vector<result>&) {});
    begun = true;
    auto made = f(async_session(inner));
    co_await value.keep(std::move(made));
    async_call commit{inner, {}};
    add_commit(commit.statements, depth);
    co_await run_call(std::move(commit), [depth](std::vector<result>& results) { require_committed(results, depth); });
  } catch (...) {
    failure = std::current_exception();
  }
  guard.close();
  if (failure == nullptr)
    co_return value.take();
  if (!begun)
    std::rethrow_exception(failure);
  // A coroutine that was cancelled may not wait any more, but the transaction has to end all the same.
  const bool throws = co_await ::asio::this_coro::throw_if_cancelled();
  co_await ::asio::this_coro::throw_if_cancelled(false);
  async_call rollback{inner, {}};
  rollback.to.time_limit = {};
  add_rollback(rollback.statements, depth);
  try {
    co_await run_call(std::move(rollback), [](std::vector<result>&) {});
  } catch (const error&) {  // the connection is lost, and the transaction with it
  }
  co_await ::asio::this_coro::throw_if_cancelled(throws);
  std::rethrow_exception(failure);
}

template <class T, class F>
::asio::awaitable<T> run_transaction(async_target to, transaction_options options, F f) {
  async_lease lease;
  const bool outermost = to.hold == nullptr || to.hold->depth() == 0;
  if (to.hold != nullptr)
    to.hold->require_innermost(to.transaction);
  for (int failed = 0;; ++failed) {
    std::exception_ptr failure;
    if (to.hold == nullptr)
      lease = co_await acquire_for(to);
    async_target on = to.hold == nullptr ? lease.target() : to;
    on.time_limit = to.time_limit;
    try {
      co_return co_await run_transaction_once<T>(std::move(on), options, f);
    } catch (const retryable_error&) {
      failure = std::current_exception();
    }
    const auto wait = wait_before_retry(failed, outermost ? options.retries : 0);
    if (!wait)
      std::rethrow_exception(failure);
    lease.give_back();
    ::asio::steady_timer timer(co_await ::asio::this_coro::executor, *wait);
    co_await timer.async_wait(::asio::use_awaitable);
  }
}

template <class T>
struct awaited;
template <class T, class Executor>
struct awaited<::asio::awaitable<T, Executor>> {
  using type = T;
};

template <class F, class Token>
auto start_transaction(const async_session& db, const transaction_options& options, F f, Token&& token) {
  static_assert(
      requires { typename awaited<std::invoke_result_t<F&, async_session>>::type; },
      "squall: async_transaction() takes a function of an async_session that gives an asio::awaitable");
  using value_type = typename awaited<std::invoke_result_t<F&, async_session>>::type;
  auto made = run_transaction<value_type>(db.target(), options, std::move(f));
  // In a coroutine it is a part of that, on its executor; for other tokens it is a coroutine of its own.
  if constexpr (std::is_same_v<std::decay_t<Token>, ::asio::use_awaitable_t<>>) {
    return made;
  } else {
    const ::asio::any_io_executor executor = ::asio::get_associated_executor(token, db.get_executor());
    return ::asio::co_spawn(executor, std::move(made), std::forward<Token>(token));
  }
}

}  // namespace detail

// Found where this header is included.
using detail::start_transaction;

}  // namespace squall
