// What stands behind a squall::connection.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/statement_cache.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"
#include "squall/tracing.hpp"

namespace squall {

namespace detail {
/// What connecting takes: keywords and values for libpq. Throws connection_error when `conninfo` is no connection
/// string.
struct connection_keywords {
  explicit connection_keywords(const std::string& conninfo);
  std::array<const char*, 4> keywords, values;
};
/// Throws connection_error with what `handle`, or nullptr, says.
[[noreturn]] void raise_not_connected(const std::string& conninfo, const PGconn* handle);
/// The protocol counts parameters in 16 bits (manual, 55.7, Bind).
inline constexpr std::size_t max_parameters = 65535;
[[noreturn]] void throw_too_many_parameters(std::size_t parameters);
inline std::span<const std::uint32_t> types_of(const wire_parameters& parameters) {
  return {parameters.types, parameters.count};
}
/// For libpq. Throws usage_error when there are more than the protocol can count.
inline int parameter_count(std::size_t parameters) {
  if (parameters > max_parameters) [[unlikely]]
    throw_too_many_parameters(parameters);
  return static_cast<int>(parameters);
}
}  // namespace detail

struct connection::state {
  struct finish {
    void operator()(PGconn* c) const noexcept { PQfinish(c); }
  };

  // What every statement asks comes first, side by side.
  std::unique_ptr<PGconn, finish> handle;
  connection_options options;
  const char* holder = nullptr;  // what the session is busy with between calls: a stream of rows, a COPY
  std::string deferred;          // a script to run as soon as the session can
  std::shared_ptr<statement_observer> observer;
  detail::statement_cache statements;
  cancel_token canceller;  // made early: making one is not safe from another thread
  notice_handler on_notice;
  std::unordered_map<const void*, bool> facts;  // about the database, by what they are about
  std::vector<std::uint64_t> transactions;      // the open squall::transactions, outermost first
  std::uint64_t last_transaction = 0;
  std::uint64_t last_hold = 0;  // names what holds the session

  /// What the server answered to one message: its last result, and the first that says no.
  struct answer {
    result last;
    result failure;
    bool copied = false;       // there was a COPY from or to the client, which has been ended
    bool reset = false;        // the session's settings went back to their defaults
    bool deallocated = false;  // the server dropped all prepared statements

    /// One result, and nothing to heed.
    [[nodiscard]] bool is_plain() const noexcept {
      return failure.native_handle() == nullptr && last.native_handle() != nullptr && !(copied || reset || deallocated);
    }
    /// What a command's tag says of the session.
    void heed(std::string_view tag) noexcept;
  };

  /// Connects, and waits for it.
  state(const std::string& conninfo, const connection_options& options);
  /// Of a handle that has connected. It may speak in another way than Squall expects.
  state(std::unique_ptr<PGconn, finish> connected, const connection_options& options);

  void set_up();
  /// What makes the session speak as Squall expects, whatever defaults the server, the role or the environment set.
  /// Empty when it does.
  [[nodiscard]] std::string settings_script() const;
  void enforce_settings();
  /// The server has not hung up, as far as this side knows.
  [[nodiscard]] bool is_connected() noexcept;
  /// Reads all results until the server is ready again. Never throws for what the server says.
  answer collect();
  /// The result of `a`, or the exception.
  result unwrap(answer&& a, std::string_view statement);
  /// collect() and unwrap() of what was sent, when `sent`.
  result finish_statement(bool sent, std::string_view statement);

  /// Runs one statement, in binary format. `name` becomes that of the prepared statement.
  result execute(const void* key, std::string_view sql, const wire_parameters& parameters, std::string_view& name);
  /// The same of a statement that is prepared; `sql` may be its text.
  result execute(const void* key, std::string_view sql, const wire_parameters& parameters,
                 const detail::prepared_statement& known);
  /// The second half of execute(), and what is left of it after a failure.
  result finish_execution(bool sent, bool may_retry, const void* key, std::string_view sql,
                          const wire_parameters& parameters, std::string_view& name);
  result retry(answer&& failed, bool may_retry, const void* key, std::string_view sql,
               const wire_parameters& parameters, std::string_view& name);
  /// The first half of execute(). @return false when it could not be sent
  bool send(const void* key, std::string_view sql, const wire_parameters& parameters, std::string_view& name);
  bool send(const detail::prepared_statement& known, const wire_parameters& parameters) {
    return PQsendQueryPrepared(handle.get(), known.name.c_str(), detail::parameter_count(parameters.count),
                               parameters.values, parameters.lengths, parameters.formats, 1) == 1;
  }
  /// Whether the failure was one of the prepared statement, which is to be prepared again then.
  bool forget_if_stale(const PGresult* failure, const void* key, std::string_view sql,
                       std::span<const std::uint32_t> types);
  /// The statement as the server has it, prepared if need be.
  const detail::prepared_statement& prepare(const void* key, std::string_view sql,
                                            std::span<const std::uint32_t> types);
  /// The same of a text that need not be made.
  const detail::prepared_statement& prepare(const detail::deferred_text& text, std::span<const std::uint32_t> types);
  void deallocate_garbage() noexcept;

  /// Throws usage_error when the session is busy. Runs what was deferred.
  void require_free(std::string_view statement) {
    if (holder != nullptr) [[unlikely]]
      throw_busy(statement);
    if (!deferred.empty()) [[unlikely]]
      run_deferred();
  }
  [[noreturn]] void throw_busy(std::string_view statement) const;
  void run_deferred() noexcept;
  /// Marks the session as busy. @return the number that names this
  std::uint64_t hold(const char* what) noexcept;
  [[nodiscard]] bool is_held_by(std::uint64_t hold) const noexcept { return holder != nullptr && last_hold == hold; }
  void release() noexcept { holder = nullptr; }
  /// Ends what the session is busy with. With `cancel` the server stops working on it, and a transaction fails;
  /// without, the rest is read and dropped.
  void abandon(bool cancel) noexcept;

  /// `f()`, of which the observer is told.
  template <class F>
  result traced(std::string_view statement, F f);
  struct stopwatch {
    std::chrono::system_clock::time_point start = std::chrono::system_clock::now();
    std::chrono::steady_clock::time_point steady = std::chrono::steady_clock::now();
  };
  struct span_end {
    std::string_view statement, name;
    std::int64_t rows = 0;
    const error_fields* failure = nullptr;
  };
  void report(const stopwatch& since, const span_end& end) const noexcept;

  [[noreturn]] void raise(const PGresult* failed, std::string_view statement) const;
  /// For failures that have no result.
  [[noreturn]] void raise_lost(std::string_view statement) const;
  /// One of them (`failed` may be null), of which the observer is told; `rows` came before.
  [[noreturn]] void raise_traced(const stopwatch& since, const PGresult* failed, std::string_view statement,
                                 std::int64_t rows) const;
  [[nodiscard]] PGTransactionStatusType transaction_status() const noexcept {
    return PQtransactionStatus(handle.get());
  }
};

/// What a statement with this result has read or changed.
inline std::int64_t rows_of(const result& r) { return r.rows() > 0 ? r.rows() : r.affected_rows(); }

template <class F>
result connection::state::traced(std::string_view statement, F f) {
  std::string_view name;
  if (observer == nullptr) [[likely]]
    return f(name);
  const stopwatch since;
  try {
    result r = f(name);
    report(since, {statement, name, rows_of(r)});
    return r;
  } catch (const database_error& e) {
    report(since, {statement, name, 0, &e.fields()});
    throw;
  }
}

}  // namespace squall
