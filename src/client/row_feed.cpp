// Rows as they come: single-row mode (manual, 34.6), cursors (manual, DECLARE), COPY TO (manual, COPY, "Binary
// Format").
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>

#include "client/copy_reader.hpp"
#include "client/session.hpp"
#include "squall/client/row_range.hpp"

namespace squall::detail {

struct row_feed::impl {
  kind what;
  connection::state* s;
  std::uint64_t hold = 0;         // of the connection; 0 when it is free
  bool had_transaction = false;   // when this began
  std::uint64_t transaction = 0;  // the innermost then, 0 for none of Squall's
  std::string cursor;             // its name, quoted; empty before it is there
  bool last_fetched = false;
  copy_reader copied;
  std::string statement;
  std::int64_t rows = 0;
  connection::state::stopwatch since;

  impl(connection& session, kind k) : what(k), s(&session.self()) {
    had_transaction = s->transaction_status() != PQTRANS_IDLE;
    if (!s->transactions.empty())
      transaction = s->transactions.back();
  }
  ~impl() {
    if (hold != 0 && s->is_held_by(hold)) {
      // A statement that is cancelled fails the transaction around it.
      s->abandon(!had_transaction);
      s->report(since, {statement, {}, rows, nullptr});
    } else if (!cursor.empty() && is_usable() && transaction != 0 && s->holder == nullptr) {
      try {
        run_text("close " + cursor);
      } catch (...) {  // it ends with its transaction
      }
    }
  }
  impl(const impl&) = delete;
  impl& operator=(const impl&) = delete;

  /// The transaction in which the cursor was declared is open, and has not failed.
  [[nodiscard]] bool is_usable() const {
    return s->transaction_status() == PQTRANS_INTRANS &&
           (transaction == 0 ||
            std::find(s->transactions.begin(), s->transactions.end(), transaction) != s->transactions.end());
  }

  void start_stream(const void* key, std::string_view sql, const wire_parameters& parameters, result& first_rows) {
    PGconn* c = s->handle.get();
    const bool may_retry = s->transaction_status() == PQTRANS_IDLE;
    for (bool first = true;; first = false) {
      std::string_view name;
      if (!s->send(key, sql, parameters, name) || PQsetSingleRowMode(c) != 1)
        s->raise_lost(sql);
      result rows_now(PQgetResult(c));
      const ExecStatusType status = PQresultStatus(rows_now.native_handle());
      if (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK) {
        hold = s->hold("a stream of rows");
        first_rows = std::move(rows_now);
        return;
      }
      s->collect();
      const PGresult* failure = rows_now.native_handle();
      if (failure == nullptr || !s->forget_if_stale(failure, key, sql, types_of(parameters)) || !first || !may_retry)
        fail(failure);
    }
  }

  bool next_of_stream(result& into) {
    PGconn* c = s->handle.get();
    for (;;) {
      result now(PQgetResult(c));
      if (now.native_handle() == nullptr) {
        if (PQstatus(c) != CONNECTION_OK)
          fail(nullptr);
        finish();
        return false;
      }
      const ExecStatusType status = PQresultStatus(now.native_handle());
      if (status == PGRES_SINGLE_TUPLE) {
        into = std::move(now);
        return true;
      }
      if (status != PGRES_TUPLES_OK) {
        s->collect();
        fail(now.native_handle());
      }
    }
  }

  result run_parameters(const std::string& sql, const wire_parameters& parameters) {
    s->require_free(sql);
    const bool sent =
        PQsendQueryParams(s->handle.get(), sql.c_str(), parameter_count(parameters.count), parameters.types,
                          parameters.values, parameters.lengths, parameters.formats, 1) == 1;
    return s->finish_statement(sent, sql);
  }
  result run_text(const std::string& sql) { return run_parameters(sql, {}); }

  void start_cursor(std::string_view sql, const wire_parameters& parameters) {
    if (!had_transaction)
      throw usage_error("a cursor needs an open transaction; without one use stream()");
    const std::string name = fmt::format("\"squall_cursor_{}\"", ++s->last_hold);
    const std::string declare = fmt::format("declare {} no scroll cursor for {}", name, sql);
    s->traced(declare, [&](std::string_view&) { return run_parameters(declare, parameters); });
    cursor = name;
  }
  bool next_of_cursor(result& into) {
    constexpr int some = 500;
    if (last_fetched)
      return false;
    if (!is_usable())
      throw usage_error("a cursor ends with its transaction");
    const std::string fetch = fmt::format("fetch forward {} from {}", some, cursor);
    into = s->traced(fetch, [&](std::string_view&) { return run_text(fetch); });
    last_fetched = into.rows() < some;
    return into.rows() > 0;
  }

  void start_copy(const std::string& sql) {
    PGconn* c = s->handle.get();
    if (PQsendQuery(c, sql.c_str()) != 1)
      s->raise_lost(sql);
    const result first(PQgetResult(c));
    if (PQresultStatus(first.native_handle()) != PGRES_COPY_OUT) {
      s->collect();
      fail(first.native_handle());
    }
    hold = s->hold("a COPY out of a table");
  }
  bool next_of_copy(result& into) {
    PGconn* c = s->handle.get();
    if (const raw_field* fields = copied.next(c)) {
      into = result(fields);
      return true;
    }
    connection::state::answer rest = s->collect();
    if (rest.failure.native_handle() != nullptr || PQstatus(c) != CONNECTION_OK)
      fail(rest.failure.native_handle());
    finish();
    copied.check_end();
    return false;
  }

  void require_held() const {
    if (!s->is_held_by(hold))
      throw usage_error("these rows ended with the transaction that they were read in");
  }
  void finish() {
    s->release();
    hold = 0;
    s->report(since, {statement, {}, rows, nullptr});
  }
  /// The connection is free again.
  [[noreturn]] void fail(const PGresult* failure) {
    s->release();
    hold = 0;
    s->raise_traced(since, failure, statement, rows);
  }
};

row_feed::row_feed(connection& session, kind k) : impl_(std::make_unique<impl>(session, k)) {}
row_feed::row_feed(row_feed&&) noexcept = default;
row_feed& row_feed::operator=(row_feed&&) noexcept = default;
row_feed::~row_feed() = default;

void row_feed::execute_prepared(const void* key, std::string_view sql, const wire_parameters& parameters) {
  impl_->s->require_free(sql);
  impl_->statement = sql;
  impl_->since = {};
  if (impl_->what == kind::cursor)
    impl_->start_cursor(sql, parameters);
  else
    impl_->start_stream(key, sql, parameters, rows_);
  impl_->rows = rows_.rows();
  row_ = -1;
}

void row_feed::copy(const std::string& sql, std::size_t columns) {
  impl_->s->require_free(sql);
  if (sql.find('\0') != std::string::npos)
    throw usage_error("a statement holds a zero byte, where libpq would cut it off");
  impl_->statement = sql;
  impl_->since = {};
  impl_->copied = copy_reader(columns);
  impl_->start_copy(sql);
  row_ = -1;
}

bool row_feed::fetch() {
  impl& i = *impl_;
  if (i.what == kind::cursor) {
    if (!i.next_of_cursor(rows_))
      return false;
  } else {
    if (i.hold == 0) {  // it has ended
      row_ = rows_.rows();
      return false;
    }
    i.require_held();
    if (!(i.what == kind::stream ? i.next_of_stream(rows_) : i.next_of_copy(rows_))) {
      rows_ = {};
      return false;
    }
  }
  i.rows += i.what == kind::copy ? 1 : rows_.rows();
  row_ = 0;
  return true;
}

}  // namespace squall::detail
