// What stands behind a squall::connection.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/statement_cache.hpp"
#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall {

struct connection::state {
  struct finish {
    void operator()(PGconn* c) const noexcept { PQfinish(c); }
    void operator()(PGcancel* c) const noexcept { PQfreeCancel(c); }
  };

  std::unique_ptr<PGconn, finish> handle;
  std::unique_ptr<PGcancel, finish> cancel_handle;  // made early: making one is not safe from another thread
  std::function<void(std::string_view)> notice_handler;
  detail::statement_cache statements;
  std::vector<std::uint64_t> transactions;  // the open squall::transactions, outermost first
  std::uint64_t last_transaction = 0;

  /// What the server answered to one message: its last result, and the first that says no.
  struct answer {
    result last;
    result failure;
    bool copied = false;       // there was a COPY from or to the client, which has been ended
    bool reset = false;        // the session's settings went back to their defaults
    bool deallocated = false;  // the server dropped all prepared statements
  };

  explicit state(const std::string& conninfo);

  /// Makes the session speak as Squall expects, whatever defaults the server, the role or the environment set.
  void enforce_settings();
  /// Reads all results until the server is ready again. Never throws for what the server says.
  answer collect();
  /// The result of `a`, or the exception.
  result unwrap(answer a, std::string_view statement);
  /// collect() and unwrap() of what was sent, when `sent`.
  result finish_statement(bool sent, std::string_view statement);

  /// The name of the statement on the server, prepared if need be.
  const std::string& prepare(const void* key, std::string_view sql, std::span<const std::uint32_t> types);
  void deallocate_garbage() noexcept;

  [[noreturn]] void raise(const PGresult* failed, std::string_view statement) const;
  /// For failures that have no result.
  [[noreturn]] void raise_lost(std::string_view statement) const;
  [[nodiscard]] PGTransactionStatusType transaction_status() const noexcept {
    return PQtransactionStatus(handle.get());
  }
};

}  // namespace squall
