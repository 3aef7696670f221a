#include "client/pool_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "client/session.hpp"

namespace squall::detail {

namespace {

bool is_over(pool_clock::duration age, std::chrono::milliseconds limit) { return limit.count() > 0 && age > limit; }

}  // namespace

pool_state::pool_state(std::string conninfo_, pool_options options_)
    : conninfo(std::move(conninfo_)), options(std::move(options_)) {
  if (options.max_size == 0)
    throw usage_error("a pool needs a max_size of at least 1");
  idle_.reserve(options.max_size);  // take_back() must not fail
}

std::unique_ptr<pooled_connection> pool_state::acquire(std::chrono::milliseconds timeout) {
  const auto start = pool_clock::now();
  // Beyond this the clock would overflow.
  const auto deadline = start + std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  std::unique_ptr<pooled_connection> connection;
  connections expired;
  {
    std::unique_lock lock(mutex_);
    if (closed_)
      throw usage_error("the pool is closed");
    expired = take_expired();
    if (waiters_.empty() && !idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    } else if (waiters_.empty() && slots_ < options.max_size) {
      ++slots_;
    } else if (!wait_for_slot(lock, deadline, connection)) {
      counts_.timeouts += timeout.count() > 0 ? 1 : 0;
      counts_.wait_total += pool_clock::now() - start;
      return nullptr;
    }
  }
  connection = fill(std::move(connection));
  const std::lock_guard lock(mutex_);
  ++counts_.acquired;
  counts_.wait_total += pool_clock::now() - start;
  return connection;
}

bool pool_state::wait_for_slot(std::unique_lock<std::mutex>& lock, pool_clock::time_point deadline,
                               std::unique_ptr<pooled_connection>& connection) {
  waiter self;
  waiters_.push_back(&self);
  self.ready.wait_until(lock, deadline, [&] { return self.served || closed_; });
  if (!self.served) {
    waiters_.erase(std::find(waiters_.begin(), waiters_.end(), &self));
    if (closed_)
      throw usage_error("the pool was closed while this waited for a connection");
    return false;
  }
  connection = std::move(self.connection);
  return true;
}

std::unique_ptr<pooled_connection> pool_state::fill(std::unique_ptr<pooled_connection> found) {
  try {
    if (found != nullptr) {
      if (is_fit(*found, true))
        return found;
      found.reset();
      const std::lock_guard lock(mutex_);
      ++counts_.closed;
    }
    auto made = make();
    const std::lock_guard lock(mutex_);
    ++counts_.created;
    return made;
  } catch (...) {
    const std::lock_guard lock(mutex_);
    ++counts_.failed;
    give_slot_up();
    throw;
  }
}

std::unique_ptr<pooled_connection> pool_state::make() const {
  auto made = std::make_unique<pooled_connection>(pooled_connection{database(conninfo, options.connection)});
  if (options.observer != nullptr)
    made->db.connection().observe(options.observer);
  if (!options.on_connect.empty())
    made->db.connection().run(options.on_connect);
  return made;
}

bool pool_state::is_fit(pooled_connection& connection, bool may_ask) const noexcept {
  const auto now = pool_clock::now();
  if (is_over(now - connection.made, options.max_lifetime))
    return false;
  if (!connection.db.connection().self().is_connected())
    return false;
  if (!may_ask || now - connection.used <= options.check_after)
    return true;
  try {
    connection.db.connection().run("");
    return true;
  } catch (...) {
    return false;
  }
}

bool pool_state::tidy(pooled_connection& connection) const noexcept {
  try {
    squall::connection& c = connection.db.connection();
    c.self().abandon(true);
    if (c.transaction_depth() != 0)  // whoever holds that transaction must not meet the next user's
      return false;
    if (c.status() == transaction_status::in_transaction || c.status() == transaction_status::failed)
      c.run("rollback");
    if (c.status() != transaction_status::idle)
      return false;
    c.self().run_deferred();
    if (!options.on_return.empty())
      c.run(options.on_return);
    connection.used = pool_clock::now();
    return is_fit(connection, false);
  } catch (...) {
    return false;
  }
}

void pool_state::take_back(std::unique_ptr<pooled_connection> connection) noexcept {
  if (!tidy(*connection))
    connection.reset();
  const std::lock_guard lock(mutex_);
  if (connection == nullptr) {
    ++counts_.closed;
    give_slot_up();
  } else if (closed_) {
    ++counts_.closed;
    --slots_;
  } else if (!waiters_.empty()) {
    waiter& next = *waiters_.front();
    waiters_.pop_front();
    next.connection = std::move(connection);
    next.served = true;
    next.ready.notify_one();
  } else {
    idle_.push_back(std::move(connection));
  }
}

void pool_state::give_slot_up() noexcept {
  if (closed_ || waiters_.empty()) {
    --slots_;
    return;
  }
  waiter& next = *waiters_.front();
  waiters_.pop_front();
  next.served = true;
  next.ready.notify_one();
}

pool_state::connections pool_state::take_expired() {
  const auto now = pool_clock::now();
  connections expired;
  const auto first_fresh = std::find_if(idle_.begin(), idle_.end(), [&](const auto& connection) {
    return !is_over(now - connection->used, options.idle_timeout);
  });
  std::move(idle_.begin(), first_fresh, std::back_inserter(expired));
  idle_.erase(idle_.begin(), first_fresh);
  slots_ -= expired.size();
  counts_.closed += expired.size();
  return expired;
}

pool_metrics pool_state::metrics() const {
  const std::lock_guard lock(mutex_);
  pool_metrics now = counts_;
  now.idle = idle_.size();
  now.in_use = slots_ - idle_.size();
  now.waiting = waiters_.size();
  return now;
}

void pool_state::close_idle() {
  connections expired;
  const std::lock_guard lock(mutex_);
  expired = take_expired();
}

void pool_state::close() noexcept {
  connections idle;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  slots_ -= idle_.size();
  counts_.closed += idle_.size();
  idle.swap(idle_);
  for (waiter* w : waiters_) w->ready.notify_one();
}

}  // namespace squall::detail
