// From a completion token to a request, and from its outcome to the token's handler.
#pragma once

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/asio/request.hpp"

namespace squall::detail {

/// Where a request goes.
struct async_target {
  std::shared_ptr<async_pool_state> pool;
  std::shared_ptr<async_hold> hold;        ///< nullptr: any connection of the pool
  std::uint64_t transaction = 0;           ///< of the hold; 0: none
  std::chrono::milliseconds time_limit{};  ///< zero: none
};

/// What a request is made of, before anyone waits for it.
struct async_call {
  async_target to;
  statement_queue statements;
  bool may_repeat = true;
  bool wants_connection = false;
  bool listens = false;
  bool wants_notification = false;
};

template <class T>
struct completion_signature {
  using type = void(std::exception_ptr, T);
};
template <>
struct completion_signature<void> {
  using type = void(std::exception_ptr);
};

/// The call of the handler, in its own executor. Values are read there, not where the pool works.
template <class Take, class Handler, class Work>
struct async_completion {
  Handler handler;
  Take take;
  Work work;
  std::shared_ptr<async_hold> hold;
  std::vector<result> results;
  std::exception_ptr failure;

  using value_type = std::invoke_result_t<Take&, std::vector<result>&, std::shared_ptr<async_hold>&>;

  void operator()() {
    // Nobody may cancel what has ended; the handler may go on with the same slot.
    if (auto slot = ::asio::get_associated_cancellation_slot(handler); slot.is_connected())
      slot.clear();
    if constexpr (std::is_void_v<value_type>) {
      attempt([&] { take(results, hold); });
      call();
    } else {
      value_type value{};
      attempt([&] { value = take(results, hold); });
      call(std::move(value));
    }
  }

 private:
  template <class F>
  void attempt(F read) {
    if (failure != nullptr)
      return;
    try {
      read();
    } catch (...) {
      failure = std::current_exception();
    }
  }
  template <class... Value>
  void call(Value&&... value) {
    results.clear();
    Handler last(std::move(handler));
    const Work alive(std::move(work));
    std::move(last)(std::move(failure), std::forward<Value>(value)...);
  }
};

template <class Take, class Handler>
class async_operation final : public async_request {
 public:
  async_operation(Handler handler, Take take, const ::asio::any_io_executor& executor)
      : handler_(std::move(handler)), take_(std::move(take)), work_(::asio::make_work_guard(handler_, executor)) {}

  void complete(std::vector<result>&& found, std::exception_ptr failure) noexcept override {
    const auto executor = work_.get_executor();
    ::asio::post(executor,
                 async_completion<Take, Handler, work_type>{std::move(handler_), std::move(take_), std::move(work_),
                                                            std::move(on), std::move(found), std::move(failure)});
  }

 private:
  friend struct start_async;
  using work_type =
      decltype(::asio::make_work_guard(std::declval<const Handler&>(), std::declval<const ::asio::any_io_executor&>()));
  Handler handler_;
  Take take_;
  work_type work_;
};

struct start_async {
  template <class Handler, class Take>
  void operator()(Handler&& handler, async_call call, Take take) const {
    using operation = async_operation<Take, std::decay_t<Handler>>;
    auto slot = ::asio::get_associated_cancellation_slot(handler);
    auto made =
        std::make_shared<operation>(std::forward<Handler>(handler), std::move(take), executor_of(*call.to.pool));
    made->statements = std::move(call.statements);
    made->may_repeat = call.may_repeat;
    made->wants_connection = call.wants_connection;
    made->listens = call.listens;
    made->wants_notification = call.wants_notification;
    made->time_limit = call.to.time_limit;
    made->on = std::move(call.to.hold);
    made->is_shared = made->on == nullptr;
    if (slot.is_connected())
      slot.assign([pool = call.to.pool, request = std::weak_ptr<async_request>(made)](::asio::cancellation_type type) {
        if (type != ::asio::cancellation_type::none)
          cancel(pool, request);
      });
    submit(call.to.pool, std::move(made));
  }
};

struct take_nothing {
  void operator()(std::vector<result>&, std::shared_ptr<async_hold>&) const {}
};

/// `take(results, hold)` makes the value of the results.
template <class Take, class Token>
auto start_operation(async_call call, Take take, Token&& token) {
  if (call.to.pool == nullptr)
    throw usage_error("this connection was given back to its pool");
  if (call.to.hold != nullptr)
    call.to.hold->require_innermost(call.to.transaction);
  using value_type = std::invoke_result_t<Take&, std::vector<result>&, std::shared_ptr<async_hold>&>;
  using signature = typename completion_signature<value_type>::type;
  return ::asio::async_initiate<Token, signature>(start_async{}, token, std::move(call), std::move(take));
}

/// `f(token, the others…)` of a list that ends with a completion token.
template <class F, class... T>
auto with_token_first(F f, T&&... all) {
  auto packed = std::forward_as_tuple(std::forward<T>(all)...);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    using token = std::tuple_element_t<sizeof...(T) - 1, decltype(packed)>;
    return f(std::forward<token>(std::get<sizeof...(T) - 1>(packed)), std::get<I>(packed)...);
  }(std::make_index_sequence<sizeof...(T) - 1>{});
}

}  // namespace squall::detail
