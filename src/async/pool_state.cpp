#include "async/pool_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace squall::detail {

namespace {

void end_wait(const async_request& request, const std::exception_ptr& failure) {
  if (request.on->link != nullptr)  // else its wait has ended with the connection
    request.on->link->end_wait(request, failure);
}

std::exception_ptr cancelled(std::string message) {
  error_fields f;
  f.sqlstate = "57014";
  f.message = std::move(message);
  return std::make_exception_ptr(query_canceled(std::move(f)));
}

}  // namespace

async_pool_state::async_pool_state(const ::asio::any_io_executor& executor_, std::string conninfo_,
                                   async_pool_options options_)
    : executor(executor_),
      strand(::asio::make_strand(executor_)),
      conninfo(std::move(conninfo_)),
      options(std::move(options_)) {
  if (options.max_size == 0 || options.pipeline_depth == 0)
    throw usage_error("a pool needs a max_size and a pipeline_depth of at least 1");
}

void async_pool_state::submit(request_ptr request) {
  if (closed_ && request->on == nullptr) {
    request->finished({}, std::make_exception_ptr(usage_error("the pool is closed")));
    return;
  }
  if (request->on != nullptr) {
    if (request->on->link == nullptr)
      request->finished({}, request->on->why_not());
    else
      request->on->link->start(std::move(request));
    return;
  }
  waiting_.push_back(request);
  serve();
  if (request->now == async_request::stage::waiting && !waiting_.empty() && waiting_.back() == request) {
    const auto limit = request->time_limit.count() > 0 ? std::min(request->time_limit, options.acquire_timeout)
                                                       : options.acquire_timeout;
    start_timer(*request, request->made + limit);
  }
}

void async_pool_state::serve() {
  if (std::exchange(serving_, true)) {
    serve_again_ = true;
    return;
  }
  do {
    serve_again_ = false;
    serve_once();
  } while (serve_again_);
  serving_ = false;
  count();
}

void async_pool_state::serve_once() {
  while (!waiting_.empty()) {
    const request_ptr request = waiting_.front();
    const link_ptr link = pick(request->wants_connection);
    if (link == nullptr)
      break;
    waiting_.pop_front();
    give(request, *link);
  }
  grow();
}

void async_pool_state::give(const request_ptr& request, async_link& link) {
  {
    const std::lock_guard lock(metrics_mutex_);
    ++counts_.acquired;
    counts_.wait_total += std::chrono::steady_clock::now() - request->made;
  }
  if (!request->wants_connection) {
    link.start(request);
    return;
  }
  request->on = std::make_shared<async_hold>();
  request->on->pool = shared_from_this();
  request->on->link = &link;
  link.hold = request->on;
  link.forget_notifications();
  request->now = async_request::stage::running;
  request->finished({}, nullptr);
}

async_pool_state::link_ptr async_pool_state::pick(bool alone) {
  for (std::size_t i = links_.size(); i-- > 0;) {
    const link_ptr link = links_[i];
    if (!link->is_idle())
      continue;
    if (link->is_fit()) {
      std::rotate(links_.begin() + static_cast<std::ptrdiff_t>(i), links_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  links_.end());
      return link;
    }
    link->close(nullptr);
  }
  // Those who came last get the connections that are being made.
  const auto connecting = static_cast<std::size_t>(std::ranges::count_if(links_, &async_link::is_connecting));
  if (alone || links_.size() < options.max_size || waiting_.size() <= connecting)
    return nullptr;
  link_ptr best;
  for (const link_ptr& link : links_)
    if (link->is_shared() && link->size() < options.pipeline_depth && (best == nullptr || link->size() < best->size()))
      best = link;
  return best;
}

void async_pool_state::grow() {
  for (;;) {
    const auto connecting = static_cast<std::size_t>(std::ranges::count_if(links_, &async_link::is_connecting));
    if (closed_ || links_.size() >= options.max_size || connecting >= waiting_.size())
      return;
    const auto link = std::make_shared<async_link>(*this);
    links_.push_back(link);
    link->connect();
  }
}

void async_pool_state::opened() {
  const std::lock_guard lock(metrics_mutex_);
  ++counts_.created;
}

void async_pool_state::connect_failed(async_link& link, const std::exception_ptr& failure) {
  std::erase_if(links_, [&](const link_ptr& l) { return l.get() == &link; });
  {
    const std::lock_guard lock(metrics_mutex_);
    ++counts_.failed;
  }
  if (!waiting_.empty()) {
    const request_ptr first = std::move(waiting_.front());
    waiting_.pop_front();
    first->finished({}, failure);
  }
  serve();
}

void async_pool_state::remove(async_link& link) {
  const auto removed = std::erase_if(links_, [&](const link_ptr& l) { return l.get() == &link; });
  if (removed == 0)
    return;
  if (link.hold != nullptr)
    link.hold->link = nullptr;
  {
    const std::lock_guard lock(metrics_mutex_);
    ++counts_.closed;
  }
  serve();
}

void async_pool_state::start_timer(async_request& request, std::chrono::steady_clock::time_point when) {
  request.timer.emplace(strand, when);
  request.timer->async_wait(
      [pool = weak_from_this(), weak = request.weak_from_this()](const ::asio::error_code& error) {
        const auto alive = pool.lock();
        const auto late = weak.lock();
        if (!error && alive != nullptr && late != nullptr)
          alive->time_is_up(late);
      });
}

void async_pool_state::time_is_up(const request_ptr& request) {
  if (!request->timer || request->timer->expiry() > std::chrono::steady_clock::now())
    return;  // it has another one by now
  if (request->now == async_request::stage::waiting) {
    if (std::erase(waiting_, request) == 0)
      return;
    {
      const std::lock_guard lock(metrics_mutex_);
      ++counts_.timeouts;
    }
    const auto waited =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - request->made);
    request->finished(
        {}, std::make_exception_ptr(pool_timeout(fmt::format(
                "none of the pool's {} connections became free within {} ms", options.max_size, waited.count()))));
    serve();
  } else if (request->wants_notification) {
    end_wait(*request, nullptr);
  } else if (request->now == async_request::stage::running) {
    cancel(request);
  } else if (std::chrono::steady_clock::now() < request->cancel_until) {
    for (const link_ptr& link : links_)
      if (link->cancel(*request))
        return;
  } else {
    error_fields f;
    f.message = fmt::format("the server did not answer a cancel within {} ms", options.cancel_timeout.count());
    for (const link_ptr& link : std::vector(links_))
      if (link->holds(*request))
        link->close(std::make_exception_ptr(connection_error(f)));
  }
}

void async_pool_state::cancel(const request_ptr& request) {
  if (std::erase(waiting_, request) > 0) {
    request->finished({}, cancelled("cancelled before it was sent"));
    serve();
    return;
  }
  if (request->now == async_request::stage::cancelling)
    return;
  if (request->wants_notification)
    return end_wait(*request, cancelled("cancelled while it waited for a notification"));
  for (const link_ptr& link : links_)
    if (link->cancel(*request))
      return;
}

void async_pool_state::close() {
  closed_ = true;
  for (auto left = std::exchange(waiting_, {}); const request_ptr& request : left)
    request->finished({},
                      std::make_exception_ptr(usage_error("the pool was closed while this waited for a connection")));
  for (const link_ptr& link : std::vector(links_))
    if (link->is_idle())
      link->close(nullptr);
  count();
}

void async_pool_state::abandon() noexcept {
  closed_ = true;
  // Destroying them may destroy coroutines, and those what they hold.
  const auto waiting = std::exchange(waiting_, {});
  const auto links = std::exchange(links_, {});
  for (const link_ptr& link : links) link->drop();
}

void async_pool_state::count() {
  if (closed_)
    for (const link_ptr& link : std::vector(links_))
      if (link->is_idle())
        link->close(nullptr);
  const std::lock_guard lock(metrics_mutex_);
  counts_.waiting = waiting_.size();
  counts_.idle = static_cast<std::size_t>(std::ranges::count_if(links_, &async_link::is_idle));
  counts_.in_use = links_.size() - counts_.idle;
}

pool_metrics async_pool_state::metrics() const {
  const std::lock_guard lock(metrics_mutex_);
  return counts_;
}

}  // namespace squall::detail
