// Transactions: all or nothing, and nothing unless committed.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/client/connection.hpp"
#include "squall/errors.hpp"

namespace squall {

/// PostgreSQL manual, 13.2. READ UNCOMMITTED is READ COMMITTED there.
/// `session_default`: as default_transaction_isolation says.
enum class isolation_level : std::uint8_t { session_default, read_committed, repeatable_read, serializable };

/// The session's own statement_timeout.
inline constexpr std::chrono::milliseconds session_default_timeout = std::chrono::milliseconds::min();

struct transaction_options {
  isolation_level isolation = isolation_level::session_default;
  bool read_only = false;
  /// SERIALIZABLE READ ONLY waits for a snapshot that cannot fail (manual, SET TRANSACTION).
  bool deferrable = false;
  /// How long each of its statements may take; longer ones throw query_canceled. Zero: as long as they do.
  std::chrono::milliseconds statement_timeout = session_default_timeout;
  /// How often with_transaction() begins again after a serialization failure or a deadlock.
  int retries = 0;
};

/// A transaction that rolls back unless it was committed. One that begins while another is open on the same connection
/// is a savepoint of it.
///
///     squall::transaction tx(db);
///     db.query("update …");
///     tx.commit();
///
/// The connection must stay where it is until the transaction ends.
class [[nodiscard]] transaction {
 public:
  /// Begins. Throws usage_error when the session is in a transaction that no squall::transaction began, and when a
  /// savepoint is asked for isolation, read_only or deferrable.
  explicit transaction(connection& session, const transaction_options& options = {});
  /// Rolls back what was not committed, together with the transactions within. Never throws.
  ~transaction();
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;

  /// Throws usage_error when a transaction within is still open, when this one has ended, or when a statement has
  /// failed in it: there is nothing to commit then, and it stays open for rollback() or the destructor.
  void commit();
  /// Throws usage_error when a transaction within is still open, or when this one has ended.
  void rollback();

  /// Neither committed nor rolled back yet.
  [[nodiscard]] bool is_open() const noexcept;
  /// The connection. Throws usage_error when a transaction within is still open, or when this one has ended.
  [[nodiscard]] connection& session() const;

 private:
  void require_innermost(const char* action) const;
  [[nodiscard]] bool is_savepoint() const noexcept { return depth_ > 1; }
  void end() noexcept;
  /// None, for who may have one. No std::optional: that takes a compiler another MiB.
  friend class database_transaction;
  transaction() noexcept = default;

  connection* session_ = nullptr;
  std::uint64_t serial_ = 0;  // names this transaction among those of the session
  int depth_ = 0;
};

namespace detail {

/// Counts the attempts of with_transaction(), and waits between them.
class transaction_attempts {
 public:
  transaction_attempts(const connection& session, const transaction_options& options) noexcept
      : left_(session.transaction_depth() == 0 ? options.retries : 0) {}
  /// @return whether to try again, after a short wait that grows
  bool again();

 private:
  int left_;
  int failed_ = 0;
};

template <class F>
decltype(auto) call_in(transaction& tx, F& f) {
  if constexpr (std::is_member_function_pointer_v<std::remove_cv_t<F>>)
    return (tx.*f)();
  else if constexpr (std::invocable<F&, transaction&>)
    return f(tx);
  else
    return f();
}

}  // namespace detail

/// Runs `f(transaction&)` or `f()` in a transaction: commits when it returns and passes its value on, rolls back when
/// it throws. After a serialization_failure or deadlock_detected it begins anew up to options.retries times; a nested
/// one leaves that to the outermost, since only the whole can be tried again. So `f` must be fit to run twice.
///
///     auto id = squall::with_transaction(db, {.retries = 3}, [&] { return add_order(db, order); });
template <class F>
auto with_transaction(connection& session, const transaction_options& options, F&& f)
    -> decltype(detail::call_in(std::declval<transaction&>(), f)) {
  using value_type = decltype(detail::call_in(std::declval<transaction&>(), f));
  detail::transaction_attempts attempts(session, options);
  for (;;) {
    try {
      transaction tx(session, options);
      if constexpr (std::is_void_v<value_type>) {
        detail::call_in(tx, f);
        tx.commit();
        return;
      } else {
        value_type value = detail::call_in(tx, f);
        tx.commit();
        return value;
      }
    } catch (const retryable_error&) {
      if (!attempts.again())
        throw;
    }
  }
}

template <class F>
  requires(std::invocable<F&, transaction&> || std::invocable<F&>)
decltype(auto) with_transaction(connection& session, F&& f) {
  return with_transaction(session, transaction_options{}, std::forward<F>(f));
}

}  // namespace squall
