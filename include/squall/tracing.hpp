// What a session says about its statements: for logs, metrics and traces.
//
//     db.query_log(std::clog);
//     db.query_log([](const squall::statement_span& span) { durations.record(span.operation, span.duration); });
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string_view>
#include <type_traits>
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

template <class F>
class function_observer final : public statement_observer {
 public:
  explicit function_observer(F f) : f_(std::move(f)) {}
  void ended(const statement_span& span) override { f_(span); }

 private:
  F f_;
};
}  // namespace detail

template <class Observer>
void connection::observe(Observer&& observer) {
  detail::set_observer(*this, std::shared_ptr<statement_observer>(std::forward<Observer>(observer)));
}

/// An observer that writes a line a statement, `select "id" from "users" -- 0.412 ms, 12 rows`; of a failure its
/// SQLSTATE and the server's message, which may hold values of a row. The stream must outlive the observer; several
/// connections may share that. For a pool: `{.observer = squall::query_log(std::clog)}`.
[[nodiscard]] std::shared_ptr<statement_observer> query_log(std::ostream& to);
/// An observer that calls `f(const statement_span&)`.
template <class F>
  requires std::invocable<std::decay_t<F>&, const statement_span&>
[[nodiscard]] std::shared_ptr<statement_observer> query_log(F&& f) {
  return std::make_shared<detail::function_observer<std::decay_t<F>>>(std::forward<F>(f));
}
/// No observer.
[[nodiscard]] inline std::shared_ptr<statement_observer> query_log(std::nullptr_t) { return nullptr; }

template <class Sink>
void connection::query_log(Sink&& sink) {
  observe(squall::query_log(std::forward<Sink>(sink)));
}

}  // namespace squall
