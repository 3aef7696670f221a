#include "squall/locks.hpp"

#include <fmt/format.h>

#include <utility>

#include "client/session.hpp"

namespace squall {

namespace {

/// `pg_advisory_xact_lock_shared(7, 5)`
std::string call(std::string_view function, const lock_key& key, lock_mode mode) {
  const std::string_view shared = mode == lock_mode::shared ? "_shared" : "";
  if (key.second())
    return fmt::format("pg_catalog.{}{}('{}'::pg_catalog.int4, '{}'::pg_catalog.int4)", function, shared, key.first(),
                       *key.second());
  return fmt::format("pg_catalog.{}{}('{}'::pg_catalog.int8)", function, shared, key.first());
}

bool ask(connection& c, std::string_view function, const lock_key& key, lock_mode mode) {
  return c.query("select " + call(function, key, mode)).text(0, 0) == "t";
}

void require_transaction(connection& c) {
  if (c.status() == transaction_status::idle)
    throw usage_error("a lock until commit needs an open transaction");
}

}  // namespace

advisory_lock::advisory_lock(session db, lock_key key, lock_mode mode)
    : session_(&db.connection()), key_(key), mode_(mode) {
  session_->query("select " + call("pg_advisory_lock", key_, mode_));
}

std::optional<advisory_lock> advisory_lock::try_lock(session db, lock_key key, lock_mode mode) {
  if (!ask(db.connection(), "pg_try_advisory_lock", key, mode))
    return std::nullopt;
  return advisory_lock(&db.connection(), key, mode);
}

advisory_lock::advisory_lock(advisory_lock&& other) noexcept
    : session_(std::exchange(other.session_, nullptr)), key_(other.key_), mode_(other.mode_) {}

advisory_lock& advisory_lock::operator=(advisory_lock&& other) noexcept {
  advisory_lock old(std::move(*this));
  session_ = std::exchange(other.session_, nullptr);
  key_ = other.key_;
  mode_ = other.mode_;
  return *this;
}

advisory_lock::~advisory_lock() {
  if (session_ == nullptr)
    return;
  try {
    connection::state& s = session_->self();
    s.deferred += "select " + call("pg_advisory_unlock", key_, mode_) + ";";
    s.run_deferred();
  } catch (...) {  // the session is gone, and with it its locks
  }
}

void advisory_lock::unlock() {
  if (session_ == nullptr)
    throw usage_error("unlock() of a lock that was given up already");
  const bool had = ask(*session_, "pg_advisory_unlock", key_, mode_);
  session_ = nullptr;
  if (!had)
    throw usage_error("the session did not have the lock any more");
}

void lock_until_commit(session tx, lock_key key, lock_mode mode) {
  require_transaction(tx.connection());
  tx.connection().query("select " + call("pg_advisory_xact_lock", key, mode));
}

bool try_lock_until_commit(session tx, lock_key key, lock_mode mode) {
  require_transaction(tx.connection());
  return ask(tx.connection(), "pg_try_advisory_xact_lock", key, mode);
}

}  // namespace squall
