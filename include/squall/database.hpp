// squall::database: what an application holds.
#pragma once

#include <string>
#include <utility>

#include "squall/client/connection.hpp"
#include "squall/client/transaction.hpp"
#include "squall/query/query_interface.hpp"

namespace squall {

namespace detail {
template <class F>
auto run_in_transaction(squall::connection& session, const transaction_options& options, F& f);
}

/// An open transaction with the statements of a database. See database::transaction() and database::begin().
class [[nodiscard("squall: a transaction that is dropped is rolled back")]] database_transaction
    : public query_interface<database_transaction> {
 public:
  explicit database_transaction(squall::connection& session, const transaction_options& options = {})
      : own_(session, options), open_(&own_) {}
  /// The statements of a transaction that lives elsewhere.
  explicit database_transaction(squall::transaction& open) : open_(&open) {}
  database_transaction(const database_transaction&) = delete;
  database_transaction& operator=(const database_transaction&) = delete;
  ~database_transaction() = default;

  /// Throws usage_error when a statement has failed, when a savepoint within is open, or when it has ended.
  void commit() { open_->commit(); }
  void rollback() { open_->rollback(); }
  [[nodiscard]] bool is_open() const noexcept { return open_->is_open(); }
  /// The connection. Throws usage_error when a savepoint within is open, or when the transaction has ended.
  [[nodiscard]] squall::connection& connection() { return open_->session(); }

  /// A savepoint around `f(auto& tx)`: released when it returns, rolled back to when it throws. Passes its value on.
  template <class F>
  auto transaction(F&& f) {
    return detail::run_in_transaction(connection(), {}, f);
  }

 private:
  squall::transaction own_;
  squall::transaction* open_;
};

/// A session with a PostgreSQL server, and the statements to say to it.
///
///     squall::database db{"postgresql://localhost/app"};
///     std::optional<User> user = db.select().from(users).where(users.email == email).first();
///     db.transaction([&](auto& tx) {
///       User u = tx.insert(users).values({.email = "a@b.c", .name = "A"}).returning().one();
///       tx.update(accounts).set(accounts.owner_id = u.id).where(accounts.id == id).execute();
///     });
///
/// Movable while no statement or transaction of it is alive; one thread at a time.
class database : public query_interface<database> {
 public:
  /// Connects. `conninfo` is a URL or a libpq keyword string; empty means libpq's environment (PGHOST, …).
  explicit database(const std::string& conninfo = {}, const connection_options& options = {})
      : connection_(conninfo, options) {}
  explicit database(squall::connection session) : connection_(std::move(session)) {}

  /// What is below: SQL as text, notices, cancelling, libpq's handle.
  [[nodiscard]] squall::connection& connection() { return connection_; }

  /// A line a statement to a std::ostream: `db.query_log(std::clog)`; or a function of each statement_span; nullptr
  /// ends it. Include <squall/tracing.hpp>.
  template <class Sink>
  void query_log(Sink&& sink) {
    connection_.query_log(static_cast<Sink&&>(sink));
  }

  /// Runs `f(auto& tx)` in a transaction: commits when it returns and passes its value on, rolls back when it throws.
  /// With `{.retries = n}` a serialization failure or deadlock runs it again, so it must be fit to run twice.
  template <class F>
  auto transaction(F&& f) {
    return detail::run_in_transaction(connection_, {}, f);
  }
  template <class F>
  auto transaction(const transaction_options& options, F&& f) {
    return detail::run_in_transaction(connection_, options, f);
  }
  /// The same without exceptions: a squall::outcome. Include <squall/outcome.hpp>.
  template <class F>
  [[nodiscard]] auto try_transaction(F&& f) {
    return attempt_with(connection_, [&] { return transaction(f); });
  }
  template <class F>
  [[nodiscard]] auto try_transaction(const transaction_options& options, F&& f) {
    return attempt_with(connection_, [&] { return transaction(options, f); });
  }
  /// A transaction to commit by hand: `auto tx = db.begin(); …; tx.commit();` It rolls back unless committed.
  database_transaction begin(const transaction_options& options = {}) {
    return database_transaction(connection_, options);
  }

 private:
  squall::connection connection_;
};

/// A database or a transaction as a parameter: what a service takes that need not know which.
///
///     User create_user(squall::session db, NewUser user) {
///       return db.insert(users).values(std::move(user)).returning().one();
///     }
class session : public query_interface<session> {
 public:
  // NOLINTBEGIN(google-explicit-constructor): create_user(db, …) and create_user(tx, …) are the point.
  session(squall::connection& c) : connection_(&c) {}
  session(database& db) : connection_(&db.connection()) {}
  session(database_transaction& tx) : connection_(&tx.connection()) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] squall::connection& connection() { return *connection_; }

 private:
  squall::connection* connection_;
};

namespace detail {
template <class F>
auto run_in_transaction(squall::connection& session, const transaction_options& options, F& f) {
  return with_transaction(session, options, [&](squall::transaction& open) {
    database_transaction tx(open);
    return f(tx);
  });
}
}  // namespace detail

}  // namespace squall
