#include "async/link.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "async/notifications.hpp"
#include "async/pool_state.hpp"

namespace squall::detail {

namespace {

bool is_over(std::chrono::steady_clock::duration age, std::chrono::milliseconds limit) {
  return limit.count() > 0 && age > limit;
}

std::exception_ptr lost(std::string message) {
  error_fields f;
  f.message = std::move(message);
  return std::make_exception_ptr(connection_error(std::move(f)));
}

struct unattended final : exchange_request {
  unattended() { may_repeat = false; }
  void finished(std::vector<result>&&, std::exception_ptr) noexcept override {}
};

}  // namespace

/// What Asio calls when the socket is ready. When it is destroyed without that, the context is: whoever waits for an
/// answer must be let go, for they may hold the pool that holds them.
class async_link::waiter {
 public:
  waiter(std::shared_ptr<async_pool_state> pool, std::shared_ptr<async_link> link, connect_steps::wait what)
      : pool_(std::move(pool)), link_(std::move(link)), what_(what) {}
  waiter(waiter&&) noexcept = default;
  waiter& operator=(waiter&&) = delete;
  waiter(const waiter&) = delete;
  waiter& operator=(const waiter&) = delete;
  ~waiter() {
    if (link_ != nullptr)
      pool_->abandon();
  }
  void operator()(const ::asio::error_code& error) {
    const auto pool = pool_;
    const auto link = std::move(link_);
    link->woken(what_, error == ::asio::error::operation_aborted);
  }

 private:
  std::shared_ptr<async_pool_state> pool_;
  std::shared_ptr<async_link> link_;
  connect_steps::wait what_;
};

async_link::async_link(async_pool_state& pool) : pool_(pool), socket_(pool.strand), connect_timer_(pool.strand) {}

void async_link::connect() {
  try {
    steps_ = std::make_unique<connect_steps>(pool_.conninfo, pool_.options.connection, pool_.options.on_connect);
    connect_timer_.expires_after(pool_.options.connect_timeout);
    connect_timer_.async_wait(
        [weak = weak_from_this(), pool = pool_.weak_from_this()](const ::asio::error_code& error) {
          const auto alive = pool.lock();
          const auto link = weak.lock();
          if (!error && alive != nullptr && link != nullptr && link->steps_ != nullptr)
            link->failed(lost(fmt::format("cannot connect to {} within {} ms", redact_conninfo(alive->conninfo),
                                          alive->options.connect_timeout.count())));
        });
    step();
  } catch (...) {
    failed(std::current_exception());
  }
}

void async_link::failed(const std::exception_ptr& failure) {
  const auto self = shared_from_this();
  closed_ = true;
  connect_timer_.cancel();
  ::asio::error_code ignored;
  socket_.close(ignored);
  steps_.reset();
  pool_.connect_failed(*this, failure);
}

void async_link::step() {
  try {
    const auto what = steps_->advance();
    if (what == connect_steps::wait::none)
      return opened();
    // libpq may have closed its socket and opened another one of the same number, which the reactor would not notice.
    watch(steps_->socket());
    wait(what);
  } catch (...) {
    failed(std::current_exception());
  }
}

void async_link::opened() {
  session_ = steps_->take();
  steps_.reset();
  connect_timer_.cancel();
  session_->observer = pool_.options.observer;
  watch(PQsocket(session_->handle.get()));
  exchange_.emplace(*session_);
  pool_.opened();
  pool_.serve();
}

void async_link::watch(int socket) {
  // A copy: libpq closes its own when it likes.
  const int copy = ::dup(socket);
  if (copy < 0)
    throw std::system_error(errno, std::generic_category(), "dup");
  ::asio::error_code ignored;
  socket_.close(ignored);
  socket_.assign(copy);
}

void async_link::wait(connect_steps::wait what) {
  const bool read = what == connect_steps::wait::read;
  (read ? reading_ : writing_) = true;
  socket_.async_wait(read ? ::asio::posix::stream_descriptor::wait_read : ::asio::posix::stream_descriptor::wait_write,
                     waiter(pool_.shared_from_this(), shared_from_this(), what));
}

void async_link::woken(connect_steps::wait what, bool aborted) {
  (what == connect_steps::wait::read ? reading_ : writing_) = false;
  if (closed_)
    return;
  if (steps_ != nullptr)
    return step();
  if (aborted)
    return arm();
  exchange_->advance(what == connect_steps::wait::read);
  settle();
}

void async_link::start(std::shared_ptr<async_request> request) {
  request->now = async_request::stage::running;
  if (request->time_limit.count() > 0)
    pool_.start_timer(*request, request->made + request->time_limit);
  else
    request->timer.reset();
  listens_ = listens_ || request->listens;
  if (request->wants_notification)
    listening_.push_back(std::move(request));
  else
    exchange_->start(std::move(request));
  settle();
}

void async_link::tell_notifications() {
  while (!listening_.empty()) {
    std::vector<result> found;
    try {
      auto next = next_notification(session_->handle.get());
      if (!next)
        return;
      found.push_back(std::move(*next));
    } catch (...) {
      end_wait(*listening_.front(), std::current_exception());
      continue;
    }
    const auto first = std::move(listening_.front());
    listening_.pop_front();
    first->finished(std::move(found), nullptr);
  }
}

void async_link::end_wait(const async_request& request, const std::exception_ptr& failure) {
  const auto found = std::ranges::find(listening_, &request, [](const auto& each) { return each.get(); });
  if (found == listening_.end())
    return;
  const auto ended = std::move(*found);
  listening_.erase(found);
  ended->finished({}, failure);
  arm();
}

void async_link::end_waits() {
  for (const auto left = std::exchange(listening_, {}); const auto& each : left)
    each->finished({}, each->on->why_not());
}

void async_link::forget_notifications() noexcept {
  while (PGnotify* next = PQnotifies(session_->handle.get())) PQfreemem(next);
}

void async_link::settle() {
  const auto self = shared_from_this();
  tell_notifications();
  if (exchange_->is_broken()) {
    exchange_->lose();
    close(nullptr);
    return;
  }
  if (exchange_->size() == 0) {
    used_ = std::chrono::steady_clock::now();
    if (hold == nullptr) {  // also when a statement on the pool was `begin`
      const PGTransactionStatusType status = session_->transaction_status();
      const bool open = status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
      if (open || std::exchange(listens_, false)) {
        auto end = std::make_shared<unattended>();
        end->statements.command(open ? "rollback" : "unlisten *");
        exchange_->start(std::move(end));
        return settle();
      }
      tidying_ = false;
    }
  }
  arm();
  pool_.serve();
}

void async_link::arm() {
  if (closed_)
    return;
  if (waits_to_read() && !reading_)
    wait(connect_steps::wait::read);
  if (exchange_->waits_to_write() && !writing_)
    wait(connect_steps::wait::write);
  if ((reading_ && !waits_to_read()) || (writing_ && !exchange_->waits_to_write()))
    socket_.cancel();  // both; what is still wanted is armed again
}

bool async_link::cancel(async_request& request) {
  if (!exchange_ || !exchange_->cancel(request))
    return false;
  const auto now = std::chrono::steady_clock::now();
  if (std::exchange(request.now, async_request::stage::cancelling) != async_request::stage::cancelling)
    request.cancel_until = now + pool_.options.cancel_timeout;
  // A backend drops a cancel that comes before it has read the statement: it is asked again.
  const std::chrono::milliseconds next(20 << std::min(request.cancels++, 6));
  pool_.start_timer(request, std::min(now + next, request.cancel_until));
  return true;
}

void async_link::give_back() {
  hold = nullptr;
  end_waits();
  if (closed_)
    return;
  tidying_ = true;
  settle();
}

void async_link::close(const std::exception_ptr& failure) {
  const auto self = shared_from_this();
  closed_ = true;
  if (hold != nullptr)
    hold->lost = true;
  ::asio::error_code ignored;
  socket_.close(ignored);
  end_waits();
  if (exchange_ && failure != nullptr)
    exchange_->fail(failure);
  pool_.remove(*this);
}

void async_link::drop() noexcept {
  closed_ = true;
  if (const auto of = std::exchange(hold, nullptr))
    of->link = nullptr;
  listening_.clear();
  if (exchange_)
    exchange_->drop();
}

bool async_link::is_fit() const noexcept {
  const auto now = std::chrono::steady_clock::now();
  return !is_over(now - made_, pool_.options.max_lifetime) && !is_over(now - used_, pool_.options.idle_timeout) &&
         session_->is_connected();
}

}  // namespace squall::detail
