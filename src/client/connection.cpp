#include "squall/client/connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <limits>
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

}  // namespace

int detail::parameter_count(std::size_t parameters) {
  // The protocol counts parameters in 16 bits (manual, 55.7, Bind).
  constexpr std::size_t max_parameters = std::numeric_limits<std::uint16_t>::max();
  if (parameters > max_parameters)
    throw usage_error(
        fmt::format("a statement has {} parameters, PostgreSQL takes {}: send arrays or fewer rows at once", parameters,
                    max_parameters));
  return static_cast<int>(parameters);
}

connection::connection(const std::string& conninfo, const connection_options& options)
    : state_(std::make_unique<state>(conninfo, options)) {}
connection::~connection() = default;
connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;

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
  return s.traced(sql, [&](std::string_view& name) { return s.execute(key, sql, parameters, name); });
}

bool connection::state::send(const void* key, std::string_view sql, const wire_parameters& parameters,
                             std::string_view& name) {
  const int count = detail::parameter_count(parameters.values.size());
  if (!options.prepared_statements)
    return PQsendQueryParams(handle.get(), std::string(sql).c_str(), count, parameters.types.data(),
                             parameters.values.data(), parameters.lengths.data(), parameters.formats.data(), 1) == 1;
  const std::string& known = prepare(key, sql, parameters.types);
  name = known;
  return PQsendQueryPrepared(handle.get(), known.c_str(), count, parameters.values.data(), parameters.lengths.data(),
                             parameters.formats.data(), 1) == 1;
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

result connection::state::execute(const void* key, std::string_view sql, const wire_parameters& parameters,
                                  std::string_view& name) {
  const bool may_retry = transaction_status() == PQTRANS_IDLE;
  for (bool first = true;; first = false) {
    if (!send(key, sql, parameters, name))
      raise_lost(sql);
    answer a = collect();
    if (const PGresult* failure = a.failure.native_handle()) [[unlikely]] {
      name = {};  // it may be gone
      if (forget_if_stale(failure, key, sql, parameters.types) && first && may_retry)
        continue;
    }
    return unwrap(std::move(a), sql);
  }
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

bool cancel_token::cancel() const noexcept {
  char reason[256];
  return handle_ != nullptr && PQcancel(handle_.get(), reason, sizeof reason) == 1;
}

bool connection::cancel() noexcept { return state_ != nullptr && canceller().cancel(); }

cancel_token connection::canceller() const { return cancel_token(self().cancel_handle); }

void connection::statement_timeout(std::chrono::milliseconds timeout) {
  if (timeout.count() < 0 || timeout.count() > std::numeric_limits<std::int32_t>::max())
    throw usage_error("a statement timeout is between 0 and 2147483647 milliseconds");
  const bool local = status() == transaction_status::in_transaction;
  run(fmt::format("set {} statement_timeout to {}", local ? "local" : "session", timeout.count()));
}

void connection::observe(std::shared_ptr<statement_observer> observer) { self().observer = std::move(observer); }

void connection::on_notice(std::function<void(std::string_view message)> handler) {
  self().notice_handler = std::move(handler);
}

pg_conn* connection::native_handle() const noexcept { return state_ == nullptr ? nullptr : state_->handle.get(); }

}  // namespace squall
