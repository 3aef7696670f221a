// What stands behind a squall::async_pool.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/strand.hpp>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "async/link.hpp"
#include "squall/asio/pool.hpp"

namespace squall::detail {

/// All of it and of its connections happens on one strand, whatever the threads.
class async_pool_state : public std::enable_shared_from_this<async_pool_state> {
 public:
  using request_ptr = std::shared_ptr<async_request>;

  const ::asio::any_io_executor executor;
  const ::asio::strand<::asio::any_io_executor> strand;
  const std::string conninfo;
  const async_pool_options options;

  async_pool_state(const ::asio::any_io_executor& executor_, std::string conninfo_, async_pool_options options_);

  void submit(request_ptr request);
  void cancel(const request_ptr& request);
  void close();
  /// What runs the executor is being destroyed: nothing will come of anything any more.
  void abandon() noexcept;
  [[nodiscard]] pool_metrics metrics() const;

  // For the links.
  void opened();
  void connect_failed(async_link& link, const std::exception_ptr& failure);
  void remove(async_link& link);
  /// Gives connections to those who wait.
  void serve();
  /// Acts when the request has run out of time.
  void start_timer(async_request& request, std::chrono::steady_clock::time_point when);

 private:
  using link_ptr = std::shared_ptr<async_link>;

  void serve_once();
  void grow();
  link_ptr pick(bool alone);
  void give(const request_ptr& request, async_link& link);
  void time_is_up(const request_ptr& request);
  void count();

  std::vector<link_ptr> links_;  // the one that was used last at the end
  std::deque<request_ptr> waiting_;
  bool closed_ = false;
  bool serving_ = false, serve_again_ = false;
  mutable std::mutex metrics_mutex_;  // only metrics() comes from elsewhere
  pool_metrics counts_;
};

}  // namespace squall::detail
