// COPY … FROM STDIN (FORMAT BINARY) (manual, COPY, "Binary Format").
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

#include "client/session.hpp"
#include "squall/copy.hpp"

namespace squall::detail {

namespace {
constexpr std::string_view header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::size_t worth_sending = std::size_t{64} * 1024;

std::uint32_t number(std::string_view text) {
  std::uint32_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}
}  // namespace

void throw_no_binary_form() {
  throw usage_error("COPY cannot send this type (tsquery) in binary format; insert the row instead");
}

struct copy_sink::impl {
  enum class stage : std::uint8_t { waiting, sending, ended };

  connection* session;
  connection::state* s;
  std::string table;  // quoted
  std::vector<std::size_t> columns;
  bool chosen;  // by the program
  const copied_layout* layout = nullptr;
  std::vector<char> is_listed;         // of all columns: 1 or 0
  std::vector<copied_type> types;      // of all columns
  std::vector<const void*> addresses;  // of the members of a row
  std::string statement;
  std::string buffer;
  std::int64_t rows = 0;
  stage now = stage::waiting;
  std::uint64_t hold = 0;
  connection::state::stopwatch since;

  impl(connection& session_, std::string table_, std::vector<std::size_t> columns_)
      : session(&session_),
        s(&session_.self()),
        table(std::move(table_)),
        columns(std::move(columns_)),
        chosen(!columns.empty()) {
    s->require_free("copy " + table);
  }
  ~impl() {
    if (now == stage::sending && s->is_held_by(hold))
      s->abandon(false);
  }
  impl(const impl&) = delete;
  impl& operator=(const impl&) = delete;

  void begin() {
    if (!chosen) {
      columns.clear();
      for (std::size_t c = 0; c < layout->columns; ++c)
        if (layout->writers[c].ask(addresses[c]) != given::nothing)
          columns.push_back(c);
    }
    if (columns.empty())
      throw usage_error(fmt::format("the first row for a COPY into {} gives no column", table));
    std::sort(columns.begin(), columns.end());  // in the order of the members
    is_listed.assign(layout->columns, 0);
    types.assign(layout->columns, {});
    bool ask = false;
    for (const std::size_t c : columns) {
      if (is_listed[c] != 0)
        throw usage_error(fmt::format("a COPY into {} has column \"{}\" twice", table, layout->name(c)));
      is_listed[c] = 1;
      ask = ask || layout->writers[c].asks_for_type;
    }
    if (ask)
      look_up_types();
    statement = fmt::format("copy {} (", table);
    for (std::size_t i = 0; i < columns.size(); ++i)
      statement += (i == 0 ? "" : ", ") + quote_identifier(layout->name(columns[i]));
    statement += ") from stdin (format binary)";
    start();
  }

  void look_up_types() {
    const result found = session->query(
        "with recursive t (name, type) as (select attname, atttypid from pg_catalog.pg_attribute "
        "where attrelid = $1::pg_catalog.regclass and attnum > 0 and not attisdropped "
        "union all select t.name, d.typbasetype from t join pg_catalog.pg_type d on d.oid = t.type "
        "where d.typtype = 'd') "
        "select t.name, b.oid, b.typelem from t join pg_catalog.pg_type b on b.oid = t.type where b.typtype <> 'd'",
        {{table}});
    for (int row = 0; row < found.rows(); ++row)
      for (const std::size_t c : columns)
        if (layout->name(c) == found.text(row, 0))
          types[c] = {number(found.text(row, 1)), number(found.text(row, 2))};
  }

  void start() {
    s->require_free(statement);
    since = {};
    PGconn* c = s->handle.get();
    if (PQsendQuery(c, statement.c_str()) != 1)
      fail(nullptr);
    const result first(PQgetResult(c));
    if (PQresultStatus(first.native_handle()) != PGRES_COPY_IN) {
      s->collect();
      fail(first.native_handle());
    }
    hold = s->hold("a COPY into a table");
    now = stage::sending;
    buffer.reserve(worth_sending + worth_sending / 4);
    buffer = header;
  }

  [[noreturn]] void refuse(std::string_view problem) const {
    throw usage_error(fmt::format("row {} for {} {}", rows + 1, table, problem));
  }

  /// The buffer has a part of the row when this throws.
  void append_row() {
    append(buffer, static_cast<std::int16_t>(columns.size()));
    for (std::size_t c = 0; c < layout->columns; ++c) {
      const copied_member& writer = layout->writers[c];
      if (is_listed[c] == 0) {
        const given what = writer.ask(addresses[c]);
        if (what == given::value || (what == given::null && !writer.null_is_default))
          refuse(fmt::format("gives a value for \"{}\", which is not a column of this COPY", layout->name(c)));
        continue;
      }
      if (writer.write(buffer, addresses[c], types[c]) == given::nothing)
        refuse(fmt::format("gives no value for \"{}\", which is a column of this COPY; COPY has no DEFAULT for one row",
                           layout->name(c)));
    }
  }

  void send() {
    if (PQputCopyData(s->handle.get(), buffer.data(), static_cast<int>(buffer.size())) != 1)
      end_with_failure();
    buffer.clear();
  }

  void require_held() const {
    if (!s->is_held_by(hold))
      throw usage_error("this COPY ended with the transaction that it was begun in");
  }
  /// The server or the connection has ended it.
  [[noreturn]] void end_with_failure() {
    now = stage::ended;
    s->release();
    const connection::state::answer a = s->collect();
    fail(a.failure.native_handle());
  }
  [[noreturn]] void fail(const PGresult* failure) {
    now = stage::ended;
    s->raise_traced(since, failure, statement, 0);
  }
};

copy_sink::copy_sink(connection& session, std::string table, std::vector<std::size_t> columns)
    : impl_(std::make_unique<impl>(session, std::move(table), std::move(columns))) {}
copy_sink::copy_sink(copy_sink&&) noexcept = default;
copy_sink& copy_sink::operator=(copy_sink&&) noexcept = default;
copy_sink::~copy_sink() = default;

void copy_sink::write(const copied_layout& layout, const void* row) {
  impl& i = *impl_;
  if (i.now == impl::stage::ended)
    throw usage_error("write() to a COPY that has ended");
  if (i.layout != nullptr && i.layout != &layout)
    throw usage_error("a COPY takes rows to insert, or rows that were read, not both");
  i.layout = &layout;
  i.addresses.resize(layout.columns);
  layout.members(row, 0, i.addresses.data());
  if (i.now == impl::stage::waiting)
    i.begin();
  i.require_held();
  const std::size_t start = i.buffer.size();
  try {
    i.append_row();
  } catch (...) {
    i.buffer.resize(start);  // the rows so far stay whole
    throw;
  }
  ++i.rows;
  if (i.buffer.size() >= worth_sending)
    i.send();
}

std::int64_t copy_sink::finish() {
  impl& i = *impl_;
  if (i.now == impl::stage::ended)
    throw usage_error("finish() of a COPY that has ended");
  if (i.now == impl::stage::waiting) {
    i.now = impl::stage::ended;
    return 0;
  }
  i.require_held();
  append(i.buffer, std::int16_t{-1});
  i.send();
  if (PQputCopyEnd(i.s->handle.get(), nullptr) != 1)
    i.end_with_failure();
  i.now = impl::stage::ended;
  i.s->release();
  const connection::state::answer a = i.s->collect();
  if (a.failure.native_handle() != nullptr || a.last.native_handle() == nullptr)
    i.fail(a.failure.native_handle());
  const std::int64_t count = a.last.affected_rows();
  i.s->report(i.since, {i.statement, {}, count, nullptr});
  return count;
}

}  // namespace squall::detail
