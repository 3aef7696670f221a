// COPY: the fastest way into a table and out of it, typed, in binary format (PostgreSQL manual, COPY).
//
//     std::int64_t n = db.copy_in(users, rows);            // a range of insert_t, or of rows that were read
//
//     auto copy = db.copy_in(users, users.email, users.name);  // these columns; the others get their defaults
//     copy.write({.email = "a@b.c", .name = "A"});
//     copy.finish();                                        // nothing is in the table before
//
//     for (User& user : db.copy_out(users)) …;              // an input range
//     for (auto& [id, email] : db.copy_out(select(users.id, users.email).from(users).where(users.is_active))) …;
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/client/copy_codec.hpp"
#include "squall/client/row_range.hpp"
#include "squall/query/insert.hpp"
#include "squall/query/literal_sql.hpp"
#include "squall/query/select.hpp"

namespace squall {

namespace detail {

/// COPY … FROM STDIN. Nothing is sent before the first row. One that is not finished changes nothing.
class copy_sink {
 public:
  /// `columns` are places among those of the table; none: those that the first row gives.
  copy_sink(connection& session, std::string table, std::vector<std::size_t> columns);
  copy_sink(copy_sink&&) noexcept;
  copy_sink& operator=(copy_sink&&) noexcept;
  ~copy_sink();

  void write(const copied_layout& layout, const void* row);
  std::int64_t finish();

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

template <class Tag>
std::string quoted_table_name() {
  std::string text;
  sql_writer w(text);
  if (!Tag::schema().empty()) {
    w.identifier(Tag::schema());
    w.put(".");
  }
  w.identifier(Tag::name());
  return text;
}

template <class T>
concept range_of_rows = requires(const T& rows) {
  rows.begin();
  rows.end();
};

}  // namespace detail

/// Rows on their way into a table. All of them are there when finish() has returned, and none when it throws or is not
/// called; a transaction around has failed then.
template <class Tag>
class [[nodiscard]] copy_writer {
 public:
  using insert_row = typename Tag::template in<insert_mode>;
  using select_row = typename Tag::template in<select_mode>;

  explicit copy_writer(detail::copy_sink sink) : sink_(std::move(sink)) {}

  /// Throws usage_error for a row that gives other columns than the first, or than those that were chosen: COPY knows
  /// no DEFAULT for a single row. The others are not lost then.
  void write(const insert_row& row) {
    sink_.write(detail::copied_layout_of<Tag, insert_mode, detail::copied_insert_mode>::layout, &row);
  }
  /// A row as it was read: all columns that the database does not compute, identities too.
  template <class Row>
    requires std::is_same_v<Row, select_row>
  void write(const Row& row) {
    sink_.write(detail::copied_layout_of<Tag, select_mode, detail::copied_select_mode>::layout, &row);
  }
  /// @return how many rows the server took
  std::int64_t finish() { return sink_.finish(); }

 private:
  detail::copy_sink sink_;
};

// What db.copy_in() and db.copy_out() do.

template <class Table, class... Column>
  requires(detail::is_column<Column> && ...)
auto begin_copy_in(connection& session, const Table&, const Column&...) {
  static_assert(detail::is_table<Table>, "squall: copy_in() takes a table");
  (void)sizeof(detail::check_written<Table, !detail::is_view<Table>>);
  using tag = detail::tag_of<Table>;
  if constexpr (sizeof...(Column) > 0) {
    constexpr std::size_t missing = detail::first_missing<tag, detail::id_of<Column>...>();
    (void)sizeof(detail::check_required < detail::show_name<&detail::missing_name<tag, missing>>(),
                 missing == tag::size() >);
  }
  return copy_writer<tag>(
      detail::copy_sink(session, detail::quoted_table_name<tag>(), std::vector<std::size_t>{Column::index()...}));
}
template <class Table, detail::range_of_rows Rows, class... Column>
std::int64_t begin_copy_in(connection& session, const Table& table, const Rows& rows, const Column&... columns) {
  auto copy = begin_copy_in(session, table, columns...);
  for (const auto& row : rows) copy.write(row);
  return copy.finish();
}

/// A SELECT; its values are literals in the COPY, which takes no parameters.
template <class Query>
  requires requires { Query::gives_rows; }
auto begin_copy_out(connection& session, const Query& query) {
  (void)sizeof(detail::check_gives_rows<Query::gives_rows>);
  using reader = detail::reader_of_query<Query>;
  detail::row_feed source(session, detail::row_feed::kind::copy);
  source.copy("copy (" + detail::view_query_sql(query) + ") to stdout (format binary)", reader::width);
  return row_range<reader>(std::move(source));
}
template <class Table>
  requires detail::is_table<Table>
auto begin_copy_out(connection& session, const Table& table) {
  return begin_copy_out(session, select().from(table));
}

}  // namespace squall
