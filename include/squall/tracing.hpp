// What a session says about its statements: for logs, metrics and traces.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "squall/client/connection.hpp"

namespace squall {

/// One statement that has ended, in the shape of an OpenTelemetry span of a database client. The views live for the
/// call only. There are no parameters in it.
struct statement_span {
  std::string_view operation;  ///< the first word: select, insert, begin, …; lower case
  std::string_view statement;  ///< the SQL text
  std::string_view name;       ///< of the prepared statement on the server; empty when there is none
  std::string_view database, user, host, port;
  std::chrono::system_clock::time_point start;
  std::chrono::nanoseconds duration{};
  std::int64_t rows = 0;  ///< returned, or inserted, changed, deleted
  bool failed = false;
  std::string_view sqlstate;  ///< of the failure; empty when the connection was lost
  std::string_view error;     ///< the server's message
};

/// Gets every statement of the connections that it was given to, in the thread that ran it. What it throws is dropped.
///
///     struct log : squall::statement_observer {
///       void ended(const squall::statement_span& span) override { std::clog << span.statement << '\n'; }
///     };
///     db.connection().observe(std::make_shared<log>());
///
/// One observer may serve several connections, and then several threads at once.
class statement_observer {
 public:
  statement_observer() = default;
  statement_observer(const statement_observer&) = delete;
  statement_observer& operator=(const statement_observer&) = delete;
  virtual ~statement_observer() = default;
  virtual void ended(const statement_span& span) = 0;
};

namespace detail {
void set_observer(const connection& session, std::shared_ptr<statement_observer> observer);
}

template <class Observer>
void connection::observe(Observer&& observer) {
  detail::set_observer(*this, std::shared_ptr<statement_observer>(std::forward<Observer>(observer)));
}

}  // namespace squall
