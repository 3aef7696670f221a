#include "squall/asio/pool.hpp"

#include <algorithm>
#include <asio/dispatch.hpp>
#include <asio/post.hpp>
#include <utility>

#include "async/pool_state.hpp"

namespace squall {

namespace detail {

void submit(const std::shared_ptr<async_pool_state>& pool, std::shared_ptr<async_request> request) {
  ::asio::dispatch(pool->strand, [pool, request = std::move(request)]() mutable { pool->submit(std::move(request)); });
}

void cancel(const std::shared_ptr<async_pool_state>& pool, std::weak_ptr<async_request> request) {
  ::asio::dispatch(pool->strand, [pool, weak = std::move(request)] {
    if (const auto request_ = weak.lock())
      pool->cancel(request_);
  });
}

void release(std::shared_ptr<async_hold> hold) noexcept {
  const auto pool = hold->pool;
  // Not at once: the pool itself may be at work above on the stack.
  ::asio::post(pool->strand, [hold = std::move(hold)] {
    if (async_link* link = std::exchange(hold->link, nullptr))
      link->give_back();
  });
}

void run_unattended(const std::shared_ptr<async_hold>& hold, statement_queue statements) noexcept {
  struct unattended final : async_request {
    void complete(std::vector<result>&&, std::exception_ptr) noexcept override {}
  };
  auto request = std::make_shared<unattended>();
  request->statements = std::move(statements);
  request->may_repeat = false;
  request->is_shared = false;
  request->on = hold;
  ::asio::post(hold->pool->strand,
               [pool = hold->pool, request = std::move(request)]() mutable { pool->submit(std::move(request)); });
}

::asio::any_io_executor executor_of(const async_pool_state& pool) { return pool.executor; }

std::uint64_t async_hold::begin() {
  const std::lock_guard lock(mutex_);
  transactions_.push_back(++last_);
  return last_;
}

void async_hold::end(std::uint64_t transaction) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find(transactions_.begin(), transactions_.end(), transaction);
  transactions_.erase(found, transactions_.end());  // those within have ended with it
}

std::uint64_t async_hold::next_cursor() {
  const std::lock_guard lock(mutex_);
  return ++last_cursor_;
}

int async_hold::depth() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(transactions_.size());
}

void async_hold::require_innermost(std::uint64_t transaction) const {
  const std::lock_guard lock(mutex_);
  if ((transactions_.empty() ? 0 : transactions_.back()) == transaction)
    return;
  if (transaction == 0 || std::find(transactions_.begin(), transactions_.end(), transaction) != transactions_.end())
    throw usage_error("a statement on a session while a transaction within it is open; use that, or end it first");
  throw usage_error("a statement on a transaction that has ended");
}

std::exception_ptr async_hold::why_not() const {
  if (!lost)
    return std::make_exception_ptr(usage_error("this connection was given back to its pool"));
  error_fields f;
  f.message = "the connection was lost";
  return std::make_exception_ptr(connection_error(std::move(f)));
}

}  // namespace detail

async_pool::async_pool(const ::asio::any_io_executor& executor, std::string conninfo, async_pool_options options)
    : async_session(detail::async_target{
          std::make_shared<detail::async_pool_state>(executor, std::move(conninfo), std::move(options)), {}, 0, {}}) {}

void async_pool::close() noexcept {
  ::asio::dispatch(target().pool->strand, [pool = target().pool] { pool->close(); });
}

pool_metrics async_pool::metrics() const { return target().pool->metrics(); }

}  // namespace squall
