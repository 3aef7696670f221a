#include "squall/client/transaction.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "client/session.hpp"
#include "client/transaction_text.hpp"

namespace squall {

std::string detail::begin_statement(const transaction_options& options) {
  std::string sql = "begin";
  switch (options.isolation) {
    case isolation_level::session_default:
      break;
    case isolation_level::read_committed:
      sql += " isolation level read committed";
      break;
    case isolation_level::repeatable_read:
      sql += " isolation level repeatable read";
      break;
    case isolation_level::serializable:
      sql += " isolation level serializable";
      break;
  }
  if (options.read_only)
    sql += " read only";
  if (options.deferrable)
    sql += " deferrable";
  return sql;
}

std::string detail::statement_timeout_statement(std::chrono::milliseconds timeout) {
  return fmt::format("set local statement_timeout to {}", timeout.count());
}

std::string detail::savepoint_name(int depth) { return fmt::format("squall_{}", depth); }

std::chrono::microseconds detail::pause_before_retry(int failed) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto shortest = 250U << std::min(failed, 7);
  return std::chrono::microseconds(shortest + random() % shortest);
}

void detail::require_no_options(const transaction_options& options) {
  if (options.isolation != isolation_level::session_default || options.read_only || options.deferrable ||
      options.statement_timeout != session_default_timeout)
    throw usage_error(
        "a nested transaction is a savepoint: isolation, read_only, deferrable and statement_timeout belong to the "
        "outermost");
}

transaction::transaction(connection& session, const transaction_options& options) : session_(&session) {
  connection::state& s = session.self();
  const int outer = session.transaction_depth();
  if (outer == 0) {
    if (session.status() == transaction_status::in_transaction || session.status() == transaction_status::failed)
      throw usage_error("the session is in a transaction that no squall::transaction began; end it first");
    try {
      std::string begin = detail::begin_statement(options);
      if (options.statement_timeout != session_default_timeout)
        begin += "; " + detail::statement_timeout_statement(options.statement_timeout);
      session.run(begin);
    } catch (...) {
      if (session.status() == transaction_status::failed)  // it began, and then refused an option
        session.run("rollback");
      throw;
    }
  } else {
    detail::require_no_options(options);
    session.run("savepoint " + detail::savepoint_name(outer + 1));
  }
  s.transactions.push_back(++s.last_transaction);
  serial_ = s.last_transaction;
  depth_ = outer + 1;
}

bool transaction::is_open() const noexcept {
  if (session_ == nullptr || session_->state_ == nullptr)
    return false;
  const auto& open = session_->state_->transactions;
  return std::find(open.begin(), open.end(), serial_) != open.end();
}

void transaction::require_innermost(const char* action) const {
  if (!is_open())
    throw usage_error(fmt::format("{} on a transaction that has ended", action));
  if (session_->state_->transactions.back() != serial_)
    throw usage_error(fmt::format("{} on a transaction while one within it is open; end that first", action));
}

connection& transaction::session() const {
  require_innermost("a statement");
  return *session_;
}

void transaction::end() noexcept {
  auto& open = session_->state_->transactions;
  open.resize(static_cast<std::size_t>(depth_) - 1);
}

void transaction::commit() {
  require_innermost("commit");
  switch (session_->status()) {
    case transaction_status::failed:
      throw usage_error("commit of a transaction in which a statement has failed; it can only be rolled back");
    case transaction_status::idle:
      end();
      throw usage_error("commit of a transaction that a statement of the program has ended already");
    case transaction_status::in_transaction:
    case transaction_status::active:
    case transaction_status::unknown:
      break;
  }
  if (is_savepoint()) {
    session_->run("release savepoint " + detail::savepoint_name(depth_));
    end();
    return;
  }
  try {
    const result r = session_->run("commit");
    end();
    if (std::string_view(PQcmdStatus(r.native_handle())) != "COMMIT")
      throw usage_error("the server rolled back instead of committing");
  } catch (const database_error&) {
    // A deferred constraint or a serialization failure: the server has rolled back. A lost connection did so, too.
    if (session_->status() == transaction_status::idle || session_->status() == transaction_status::unknown)
      end();
    throw;
  }
}

void transaction::rollback() {
  require_innermost("rollback");
  if (is_savepoint())
    session_->run(fmt::format("rollback to savepoint {0}; release savepoint {0}", detail::savepoint_name(depth_)));
  else if (session_->status() != transaction_status::idle)
    session_->run("rollback");
  end();
  session_->state_->run_deferred();
}

transaction::~transaction() {
  if (!is_open())
    return;
  try {
    auto& open = session_->state_->transactions;
    session_->state_->abandon(true);
    // Those within go with this one.
    open.resize(static_cast<std::size_t>(depth_));
    rollback();
  } catch (...) {
    // The connection is lost, and with it the transaction: the server rolls back.
    end();
  }
}

bool detail::transaction_attempts::again() {
  if (left_ <= 0)
    return false;
  --left_;
  std::this_thread::sleep_for(pause_before_retry(failed_++));
  return true;
}

}  // namespace squall
