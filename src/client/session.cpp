#include "client/session.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <utility>

#include "client/conninfo.hpp"

namespace squall {

namespace {

std::string_view trimmed(const char* message) {
  std::string_view text = message != nullptr ? message : "";
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

// libpq's messages have several lines: `server closed the connection unexpectedly\n\tThis probably means …`.
std::string one_line(const char* message) {
  std::string out;
  for (const char c : trimmed(message)) {
    const char next = c == '\n' || c == '\t' ? ' ' : c;
    if (next != ' ' || !out.ends_with(' '))
      out += next;
  }
  return out;
}

std::string field(const PGresult* r, int code) {
  const char* text = PQresultErrorField(r, code);
  return text != nullptr ? text : "";
}

error_fields fields_of(const PGresult* r, std::string_view statement) {
  error_fields f;
  f.sqlstate = field(r, PG_DIAG_SQLSTATE);
  f.message = field(r, PG_DIAG_MESSAGE_PRIMARY);
  if (f.message.empty())
    f.message = one_line(PQresultErrorMessage(r));
  f.detail = field(r, PG_DIAG_MESSAGE_DETAIL);
  f.hint = field(r, PG_DIAG_MESSAGE_HINT);
  f.schema = field(r, PG_DIAG_SCHEMA_NAME);
  f.table = field(r, PG_DIAG_TABLE_NAME);
  f.column = field(r, PG_DIAG_COLUMN_NAME);
  f.constraint = field(r, PG_DIAG_CONSTRAINT_NAME);
  f.data_type = field(r, PG_DIAG_DATATYPE_NAME);
  f.where = field(r, PG_DIAG_CONTEXT);
  if (const std::string position = field(r, PG_DIAG_STATEMENT_POSITION); !position.empty())
    f.position = std::stoi(position);
  f.statement = statement;
  return f;
}

[[noreturn]] void raise_connection_error(const std::string& conninfo, std::string message) {
  error_fields f;
  f.message = fmt::format("cannot connect to {}: {}",
                          conninfo.empty() ? "the server of libpq's environment" : redact_conninfo(conninfo), message);
  throw connection_error(std::move(f));
}

void check_conninfo(const std::string& conninfo) {
  if (conninfo.empty())
    return;
  if (const std::string problem = detail::url_problem(conninfo); !problem.empty())
    raise_connection_error(conninfo, problem);
  // libpq's own words may quote the string, password and all: they are not passed on.
  PQconninfoOption* options = PQconninfoParse(conninfo.c_str(), nullptr);
  if (options == nullptr)
    raise_connection_error(conninfo,
                           "this is no connection string; write postgresql://user@host/database or host=… dbname=…");
  PQconninfoFree(options);
}

void receive_notice(void* session, const PGresult* notice) {
  const auto& handler = static_cast<connection::state*>(session)->on_notice;
  if (!handler)
    return;
  try {
    handler(fmt::format("{}: {}", field(notice, PG_DIAG_SEVERITY), field(notice, PG_DIAG_MESSAGE_PRIMARY)));
  } catch (...) {  // an exception must not pass through libpq's C frames
  }
}

bool is_failure(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_NONFATAL_ERROR;
}

// Ends a COPY that nobody serves; else the session would wait for ever.
void end_copy(PGconn* c, ExecStatusType status) {
  if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
    PQputCopyEnd(c, "COPY FROM STDIN needs a client that sends rows");
  if (status == PGRES_COPY_IN)
    return;
  char* row = nullptr;
  while (PQgetCopyData(c, &row, 0) > 0) PQfreemem(row);
}

}  // namespace

// Later keywords win over earlier ones, and over the environment.
detail::connection_keywords::connection_keywords(const std::string& conninfo)
    : keywords{conninfo.empty() ? "client_encoding" : "dbname", "client_encoding", "fallback_application_name",
               nullptr},
      values{conninfo.empty() ? "UTF8" : conninfo.c_str(), "UTF8", "squall", nullptr} {
  check_conninfo(conninfo);
}

void detail::raise_not_connected(const std::string& conninfo, const PGconn* handle) {
  raise_connection_error(conninfo, handle == nullptr ? "out of memory" : one_line(PQerrorMessage(handle)));
}

connection::state::state(const std::string& conninfo, const connection_options& options_) : options(options_) {
  const detail::connection_keywords with(conninfo);
  handle.reset(PQconnectdbParams(with.keywords.data(), with.values.data(), 1));
  if (handle == nullptr || PQstatus(handle.get()) != CONNECTION_OK)
    detail::raise_not_connected(conninfo, handle.get());
  set_up();
  enforce_settings();
}

connection::state::state(std::unique_ptr<PGconn, finish> connected, const connection_options& options_)
    : handle(std::move(connected)), options(options_) {
  set_up();
}

void connection::state::set_up() {
  PQsetNoticeReceiver(handle.get(), receive_notice, this);
  canceller = cancel_token(handle.get());
}

std::string connection::state::settings_script() const {
  // The server reports these (manual, 55.2.7): in the usual case there is nothing to send.
  const auto current = [this](const char* name) -> std::string_view {
    const char* value = PQparameterStatus(handle.get(), name);
    return value != nullptr ? value : "";
  };
  std::string script;
  if (!current("DateStyle").starts_with("ISO"))
    script += "set datestyle to iso;";
  if (current("IntervalStyle") != "postgres")
    script += "set intervalstyle to postgres;";
  if (current("standard_conforming_strings") != "on")
    script += "set standard_conforming_strings to on;";
  if (current("client_encoding") != "UTF8")
    script += "set client_encoding to utf8;";
  return script;
}

void connection::state::enforce_settings() {
  if (const std::string script = settings_script(); !script.empty())
    finish_statement(PQsendQuery(handle.get(), script.c_str()) == 1, script);
}

bool connection::state::is_connected() noexcept {
  // What the server said before it hung up may still be unread.
  for (int reads = 0; reads < 100; ++reads) {
    if (PQstatus(handle.get()) != CONNECTION_OK)
      return false;
    pollfd socket{PQsocket(handle.get()), POLLIN, 0};
    if (::poll(&socket, 1, 0) <= 0)
      return true;
    if (PQconsumeInput(handle.get()) != 1)
      return false;
  }
  return false;
}

void connection::state::answer::heed(std::string_view tag) noexcept {
  reset = reset || tag == "RESET" || tag == "DISCARD ALL";
  deallocated = deallocated || tag == "DEALLOCATE ALL" || tag == "DISCARD ALL";
}

connection::state::answer connection::state::collect() {
  answer a;
  while (PGresult* r = PQgetResult(handle.get())) {
    result next(r);
    const ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) [[likely]] {
      // RESET, DISCARD ALL, DEALLOCATE ALL: of other tags no more is looked at.
      if (const char* tag = PQcmdStatus(r); *tag == 'R' || *tag == 'D')
        a.heed(tag);
      a.last = std::move(next);
    } else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      a.copied = true;
      end_copy(handle.get(), status);
    } else if (is_failure(status)) {
      // A lost connection gives two: why, and that it is gone. The first says more.
      if (a.failure.native_handle() == nullptr)
        a.failure = std::move(next);
    } else {
      a.last = std::move(next);
    }
  }
  return a;
}

result connection::state::unwrap(answer&& a, std::string_view statement) {
  if (a.deallocated)
    statements.clear();
  if (a.copied && PQstatus(handle.get()) == CONNECTION_OK)
    throw usage_error(
        fmt::format("COPY from or to the client does not go with run() and query(), use copy_in() and copy_out() of "
                    "<squall/copy.hpp>: {}",
                    statement));
  if (a.failure.native_handle() != nullptr)
    raise(a.failure.native_handle(), statement);
  if (a.last.native_handle() == nullptr)
    raise_lost(statement);
  if (a.reset)
    enforce_settings();
  return std::move(a.last);
}

result connection::state::finish_statement(bool sent, std::string_view statement) {
  if (!sent)
    raise_lost(statement);
  return unwrap(collect(), statement);
}

const detail::prepared_statement& connection::state::prepare(const void* key, std::string_view sql,
                                                             std::span<const std::uint32_t> types) {
  if (const detail::prepared_statement* known = statements.find(key, sql, types)) [[likely]]
    return *known;
  const int count = detail::parameter_count(types.size());
  deallocate_garbage();
  detail::prepared_statement fresh{statements.new_name(), std::string(sql), {types.begin(), types.end()}};
  finish_statement(PQsendPrepare(handle.get(), fresh.name.c_str(), fresh.sql.c_str(), count, types.data()) == 1, sql);
  return statements.add(key, std::move(fresh));
}

const detail::prepared_statement& connection::state::prepare(const detail::deferred_text& text,
                                                             std::span<const std::uint32_t> types) {
  if (const detail::prepared_statement* known = statements.find(text, types)) [[likely]]
    return *known;
  prepare(nullptr, text.view(), types);
  statements.add_shortcut(text, types);
  return *statements.find(text, types);
}

void connection::state::deallocate_garbage() noexcept {
  constexpr std::size_t worth_a_round_trip = 16;
  // Not within a transaction: should a name be unknown to the server, the error would abort it.
  if (statements.garbage() < worth_a_round_trip || transaction_status() != PQTRANS_IDLE)
    return;
  try {
    std::string script;
    for (const std::string& name : statements.take_garbage()) script += fmt::format("deallocate {};", name);
    if (PQsendQuery(handle.get(), script.c_str()) == 1)
      collect();
  } catch (const std::bad_alloc&) {  // they stay until the session ends
  }
}

void connection::state::throw_busy(std::string_view statement) const {
  throw usage_error(fmt::format("the connection is busy with {}, end that first: {}", holder, statement));
}

void connection::state::run_deferred() noexcept {
  if (deferred.empty() || holder != nullptr ||
      (transaction_status() != PQTRANS_IDLE && transaction_status() != PQTRANS_INTRANS))
    return;
  if (PQsendQuery(handle.get(), deferred.c_str()) == 1)
    collect();
  deferred.clear();
}

std::uint64_t connection::state::hold(const char* what) noexcept {
  holder = what;
  return ++last_hold;
}

void connection::state::abandon(bool cancel) noexcept {
  if (holder == nullptr)
    return;
  release();
  if (cancel)
    canceller.cancel();
  collect();
}

void connection::state::report(const stopwatch& since, const span_end& end) const noexcept {
  if (observer == nullptr)
    return;
  const auto text = [](const char* t) -> std::string_view { return t != nullptr ? t : ""; };
  try {
    std::string operation;
    for (const char c :
         end.statement.substr(std::min(end.statement.find_first_not_of(" \n\t("), end.statement.size()))) {
      const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      if (lower < 'a' || lower > 'z')
        break;
      operation += lower;
    }
    statement_span span;
    span.operation = operation;
    span.statement = end.statement;
    span.name = end.name;
    span.database = text(PQdb(handle.get()));
    span.user = text(PQuser(handle.get()));
    span.host = text(PQhost(handle.get()));
    span.port = text(PQport(handle.get()));
    span.start = since.start;
    span.duration = std::chrono::steady_clock::now() - since.steady;
    span.rows = end.rows;
    if (end.failure != nullptr) {
      span.failed = true;
      span.sqlstate = end.failure->sqlstate;
      span.error = end.failure->message;
    }
    observer->ended(span);
  } catch (...) {  // a statement has not failed because its observer did
  }
}

void connection::state::raise(const PGresult* failed, std::string_view statement) const {
  error_fields f = fields_of(failed, statement);
  // FATAL errors of any class end the session: idle_in_transaction_session_timeout is class 25.
  if (PQstatus(handle.get()) == CONNECTION_BAD)
    throw connection_error(std::move(f));
  throw_database_error(std::move(f));
}

void connection::state::raise_lost(std::string_view statement) const {
  error_fields f;
  f.message = one_line(PQerrorMessage(handle.get()));
  if (f.message.empty())
    f.message = "the connection is closed";
  f.statement = statement;
  throw connection_error(std::move(f));
}

void connection::state::raise_traced(const stopwatch& since, const PGresult* failed, std::string_view statement,
                                     std::int64_t rows) const {
  try {
    if (failed == nullptr)
      raise_lost(statement);
    raise(failed, statement);
  } catch (const database_error& e) {
    report(since, {statement, {}, rows, &e.fields()});
    throw;
  }
}

}  // namespace squall
