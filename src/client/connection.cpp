#include "squall/client/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <limits>
#include <memory>
#include <utility>

#include "client/session.hpp"
#include "squall/client/codec.hpp"

namespace squall {

namespace {

void refuse_zero_byte_in_statement(std::string_view sql) {
  if (sql.find('\0') != std::string_view::npos)
    throw usage_error("a statement holds a zero byte, where libpq would cut it off");
}

bool has_sqlstate(const PGresult* r, std::string_view sqlstate) {
  const char* actual = PQresultErrorField(r, PG_DIAG_SQLSTATE);
  return actual != nullptr && actual == sqlstate;
}

// Tables have changed since the statement was prepared: its columns are others (0A000 from the function that checks
// them; the message is translated, the function's name is not), or its parameters, whose types were inferred then, no
// longer go with them (errors of analysis, which a fresh statement gives when it is prepared, not when it is executed).
bool is_outgrown_plan(const PGresult* r) {
  if (has_sqlstate(r, "0A000")) {
    const char* function = PQresultErrorField(r, PG_DIAG_SOURCE_FUNCTION);
    return function != nullptr && std::string_view(function) == "RevalidateCachedQuery";
  }
  // Binary parameters that do not read as the type of then: said before anything has run.
  if (has_sqlstate(r, "22P03") || has_sqlstate(r, "08P01"))
    return true;
  const bool wrong_type = has_sqlstate(r, "42804") || has_sqlstate(r, "42883");
  return wrong_type && PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION) != nullptr &&
         PQresultErrorField(r, PG_DIAG_CONTEXT) == nullptr;
}

struct cancel_handle final : detail::shared_object {
  explicit cancel_handle(PGconn* session) : handle(PQgetCancel(session)) {}
  struct free {
    void operator()(PGcancel* c) const noexcept { PQfreeCancel(c); }
  };
  std::unique_ptr<PGcancel, free> handle;
};

}  // namespace

void detail::throw_too_many_parameters(std::size_t parameters) {
  throw usage_error(fmt::format("a statement has {} parameters, PostgreSQL takes {}: send arrays or fewer rows at once",
                                parameters, max_parameters));
}

connection::connection(const std::string& conninfo, const connection_options& options)
    : state_(std::make_unique<state>(conninfo, options).release()) {}
connection::~connection() { std::default_delete<state>()(state_); }
connection::connection(connection&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
connection& connection::operator=(connection&& other) noexcept {
  connection moved(std::move(other));
  std::swap(state_, moved.state_);
  return *this;
}

connection::state& connection::self() const {
  if (state_ == nullptr) [[unlikely]]
    throw usage_error("this connection was moved from");
  return *state_;
}

result connection::run(const std::string& sql) {
  state& s = self();
  refuse_zero_byte_in_statement(sql);
  s.require_free(sql);
  return s.traced(
      sql, [&](std::string_view&) { return s.finish_statement(PQsendQuery(s.handle.get(), sql.c_str()) == 1, sql); });
}

result connection::query(const std::string& sql, std::span<const text_parameter> parameters) {
  state& s = self();
  refuse_zero_byte_in_statement(sql);
  s.require_free(sql);
  const int count = detail::parameter_count(parameters.size());
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const text_parameter& parameter : parameters) {
    if (parameter)
      detail::refuse_zero_byte(*parameter);
    values.push_back(parameter ? parameter->c_str() : nullptr);
  }
  return s.traced(sql, [&](std::string_view&) {
    return s.finish_statement(
        PQsendQueryParams(s.handle.get(), sql.c_str(), count, nullptr, values.data(), nullptr, nullptr, 0) == 1, sql);
  });
}

result connection::query(const std::string& sql, std::initializer_list<text_parameter> parameters) {
  return query(sql, std::span(parameters.begin(), parameters.size()));
}

result connection::execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters) {
  state& s = self();
  s.require_free(sql);
  if (s.observer == nullptr && s.options.prepared_statements) [[likely]] {
    const detail::prepared_statement& known = s.prepare(key, sql, detail::types_of(parameters));
    return s.execute(key, sql, parameters, known);
  }
  return s.traced(sql, [&](std::string_view& name) { return s.execute(key, sql, parameters, name); });
}

result connection::execute_prepared(const detail::deferred_text& text, const wire_parameters& parameters) {
  state& s = self();
  // An observer is told the text, also when the statement turns out to be gone.
  if (s.observer != nullptr || s.holder != nullptr || !s.deferred.empty() || !s.options.prepared_statements)
      [[unlikely]]
    return execute_prepared(nullptr, text.view(), parameters);
  const detail::prepared_statement& known = s.prepare(text, detail::types_of(parameters));
  return s.execute(nullptr, known.sql, parameters, known);
}

bool connection::state::send(const void* key, std::string_view sql, const wire_parameters& parameters,
                             std::string_view& name) {
  if (!options.prepared_statements) [[unlikely]]
    return PQsendQueryParams(handle.get(), std::string(sql).c_str(), detail::parameter_count(parameters.count),
                             parameters.types, parameters.values, parameters.lengths, parameters.formats, 1) == 1;
  const detail::prepared_statement& known = prepare(key, sql, detail::types_of(parameters));
  name = known.name;
  return send(known, parameters);
}

bool connection::state::forget_if_stale(const PGresult* failure, const void* key, std::string_view sql,
                                        std::span<const std::uint32_t> types) {
  if (!options.prepared_statements)
    return false;
  if (has_sqlstate(failure, "26000")) {
    statements.clear();  // a server that does not know one knows none
    return true;
  }
  if (!is_outgrown_plan(failure))
    return false;
  statements.remove(key, sql, types);
  return true;
}

inline result connection::state::finish_execution(bool sent, bool may_retry, const void* key, std::string_view sql,
                                                  const wire_parameters& parameters, std::string_view& name) {
  if (!sent) [[unlikely]]
    raise_lost(sql);
  answer a = collect();
  if (a.is_plain()) [[likely]]
    return std::move(a.last);
  if (a.failure.native_handle() != nullptr)
    return retry(std::move(a), may_retry, key, sql, parameters, name);
  return unwrap(std::move(a), sql);
}

result connection::state::execute(const void* key, std::string_view sql, const wire_parameters& parameters,
                                  std::string_view& name) {
  const bool may_retry = transaction_status() == PQTRANS_IDLE;
  return finish_execution(send(key, sql, parameters, name), may_retry, key, sql, parameters, name);
}

result connection::state::execute(const void* key, std::string_view sql, const wire_parameters& parameters,
                                  const detail::prepared_statement& known) {
  const bool may_retry = transaction_status() == PQTRANS_IDLE;
  std::string_view name;
  return finish_execution(send(known, parameters), may_retry, key, sql, parameters, name);
}

result connection::state::retry(answer&& failed, bool may_retry, const void* key, std::string_view sql,
                                const wire_parameters& parameters, std::string_view& name) {
  const std::string kept(sql);  // it may be that of a statement that goes
  answer a = std::move(failed);
  name = {};
  if (forget_if_stale(a.failure.native_handle(), key, kept, detail::types_of(parameters)) && may_retry) {
    if (!send(key, kept, parameters, name))
      raise_lost(kept);
    a = collect();
    if (a.failure.native_handle() != nullptr) {
      name = {};
      forget_if_stale(a.failure.native_handle(), key, kept, detail::types_of(parameters));
    }
  }
  return unwrap(std::move(a), kept);
}

transaction_status connection::status() const noexcept {
  if (state_ == nullptr)
    return transaction_status::unknown;
  switch (state_->transaction_status()) {
    case PQTRANS_IDLE:
      return transaction_status::idle;
    case PQTRANS_ACTIVE:
      return transaction_status::active;
    case PQTRANS_INTRANS:
      return transaction_status::in_transaction;
    case PQTRANS_INERROR:
      return transaction_status::failed;
    case PQTRANS_UNKNOWN:
      break;
  }
  return transaction_status::unknown;
}

int connection::server_version() const noexcept {
  return state_ == nullptr ? 0 : PQserverVersion(state_->handle.get());
}

int connection::transaction_depth() const noexcept {
  return state_ == nullptr ? 0 : static_cast<int>(state_->transactions.size());
}

cancel_token::cancel_token(pg_conn* session) : handle_(detail::make_shared_object<cancel_handle>(session)) {}

bool cancel_token::cancel() const noexcept {
  const auto* const made = static_cast<const cancel_handle*>(handle_.get());
  if (made == nullptr || made->handle == nullptr)
    return false;
  char reason[256];
  return PQcancel(made->handle.get(), reason, sizeof reason) == 1;
}

bool connection::cancel() noexcept { return state_ != nullptr && canceller().cancel(); }

cancel_token connection::canceller() const { return self().canceller; }

void connection::statement_timeout(std::chrono::milliseconds timeout) {
  if (timeout.count() < 0 || timeout.count() > std::numeric_limits<std::int32_t>::max())
    throw usage_error("a statement timeout is between 0 and 2147483647 milliseconds");
  const bool local = status() == transaction_status::in_transaction;
  run(fmt::format("set {} statement_timeout to {}", local ? "local" : "session", timeout.count()));
}

void detail::set_observer(const connection& session, std::shared_ptr<statement_observer> observer) {
  session.self().observer = std::move(observer);
}

void connection::on_notice(notice_handler handler) { self().on_notice = std::move(handler); }

pg_conn* connection::native_handle() const noexcept { return state_ == nullptr ? nullptr : state_->handle.get(); }

}  // namespace squall
