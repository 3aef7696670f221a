// Statements of many callers on one session, in one pipeline, each with an outcome of its own.
#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <vector>

#include "client/queue_run.hpp"
#include "client/session.hpp"
#include "squall/client/exchange_request.hpp"

namespace squall::detail {

/// Waits for nothing and knows nothing of sockets: who drives it asks what it waits for, and calls advance() when that
/// has come. Behind each request stands a synchronisation (manual, 34.5.1.3), so that one that fails undoes itself and
/// nothing else.
class exchange {
 public:
  using request_ptr = std::shared_ptr<exchange_request>;

  /// The session stays in pipeline mode from now on.
  explicit exchange(connection::state& session);

  /// Sends a request. It is told of its outcome by advance() or fail(), or here when it cannot be sent.
  void start(request_ptr request);
  /// Takes what is there, and tells whose outcome is known. Reads from the socket when `readable`.
  void advance(bool readable);
  /// Asks the server to stop working on a request, as soon as it does. What else the cancel meets runs again. @return
  /// false when it is not here
  bool cancel(const exchange_request& request);
  /// Ends all requests with the failure.
  void fail(const std::exception_ptr& failure);
  /// Ends all requests: the connection is lost.
  void lose();
  /// Drops all requests; they are told nothing.
  void drop() noexcept { runs_.clear(); }

  [[nodiscard]] std::size_t size() const noexcept { return runs_.size(); }
  [[nodiscard]] bool holds(const exchange_request& request) const noexcept;
  [[nodiscard]] bool waits_to_read() const noexcept { return !broken_ && !runs_.empty(); }
  [[nodiscard]] bool waits_to_write() const noexcept { return !broken_ && unsent_; }
  /// The connection is lost, or in a state that there is no way back from.
  [[nodiscard]] bool is_broken() const noexcept { return broken_; }

 private:
  struct run {
    request_ptr request;
    std::vector<result> results;
    queue_run statements;
    bool repeated = false;
    bool cancel_wanted = false;  // by its caller; it is sent when it is its turn
    bool may_be_hit = false;     // by the cancel of another

    run(request_ptr request_, connection::state& session);
  };

  void send(request_ptr request, bool repeated);
  void collect_garbage();
  void finish_first();
  void cancel_first();
  void flush();

  connection::state& session_;
  std::deque<std::unique_ptr<run>> runs_;  // as they were sent
  bool broken_ = false;
  bool unsent_ = false;
};

}  // namespace squall::detail
