#include "squall/pool.hpp"

#include <fmt/format.h>

#include "client/pool_state.hpp"

namespace squall {

lease::lease(std::shared_ptr<detail::pool_state> pool, std::unique_ptr<detail::pooled_connection> connection) noexcept
    : pool_(std::move(pool)), connection_(std::move(connection)) {}
lease::lease(lease&&) noexcept = default;
lease& lease::operator=(lease&& other) noexcept {
  if (this != &other) {
    release();
    pool_ = std::move(other.pool_);
    connection_ = std::move(other.connection_);
  }
  return *this;
}
lease::~lease() { release(); }

database& lease::operator*() const {
  if (connection_ == nullptr)
    throw usage_error("this connection was given back to its pool");
  return connection_->db;
}

void lease::release() noexcept {
  if (connection_ != nullptr)
    pool_->take_back(std::move(connection_));
  pool_ = nullptr;
}

pool::pool(std::string conninfo, pool_options options)
    : state_(std::make_shared<detail::pool_state>(std::move(conninfo), std::move(options))) {}
pool::~pool() { close(); }

lease pool::acquire() { return acquire(state_->options.acquire_timeout); }

lease pool::acquire(std::chrono::milliseconds timeout) {
  auto connection = state_->acquire(timeout);
  if (connection == nullptr)
    throw pool_timeout(fmt::format("none of the pool's {} connections became free within {} ms",
                                   state_->options.max_size, timeout.count()));
  return {state_, std::move(connection)};
}

std::optional<lease> pool::try_acquire() {
  auto connection = state_->acquire(std::chrono::milliseconds(0));
  if (connection == nullptr)
    return std::nullopt;
  return lease(state_, std::move(connection));
}

result pool::run(const std::string& sql) { return acquire()->connection().run(sql); }
pool_metrics pool::metrics() const { return state_->metrics(); }
void pool::close_idle() { state_->close_idle(); }
void pool::close() noexcept { state_->close(); }

}  // namespace squall
