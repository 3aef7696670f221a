// select, insert, update, erase and the verbs, for whatever has a session.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/erase.hpp"
#include "squall/query/insert.hpp"
#include "squall/query/select.hpp"
#include "squall/query/update.hpp"

namespace squall {

/// The statements of a `Derived` that has `connection& connection()`: a database, a transaction, a session.
template <class Derived>
class query_interface {
 public:
  /// SELECT of columns, expressions and tables; of nothing: all columns of all tables of the statement.
  template <class... F>
  auto select(F&&... fields) {
    return detail::begin_select(bound(), static_cast<F&&>(fields)...);
  }
  template <class Table>
  auto insert(const Table&) {
    return detail::begin_insert<Table>(bound());
  }
  template <class Table>
  auto update(const Table&) {
    return detail::begin_update<Table>(bound());
  }
  /// DELETE.
  template <class Table>
  auto erase(const Table&) {
    return detail::begin_erase<Table>(bound());
  }

  /// A nested read: the rows of a table with the rows that they are related to. See <squall/relations.hpp>.
  template <class Table>
  auto query(const Table& table) {
    return begin_query(bound(), table);  // found where relations.hpp is included
  }

  /// `with(a, b).select(…)`: a SELECT with common table expressions. See cte.hpp.
  template <class... T>
  auto with(const T&... tables) {
    return begin_with(bound(), tables...);
  }

  /// MERGE. See merge.hpp.
  template <class Table>
  auto merge(const Table& table) {
    return begin_merge(bound(), table);
  }

  /// Several statements in one round trip: a std::tuple of what they give. Include <squall/pipeline.hpp>.
  template <class... Query>
  auto pipeline(const Query&... queries) {
    return run_pipeline(here(), queries...);
  }
  /// One statement with many values of its param<0>, or many std::tuples of all of them, in one round trip: a
  /// std::vector of what each gives. Include <squall/pipeline.hpp>.
  template <class Query, class Values>
  auto batch(const Query& query, const Values& values) {
    return run_batch(here(), query, values);
  }
  /// The same, of the first row of each.
  template <class Query, class Values>
  auto batch_first(const Query& query, const Values& values) {
    return run_batch_first(here(), query, values);
  }

  /// Rows one by one as they come, at constant memory: a C++20 input range. Include <squall/stream.hpp>.
  template <class Query, class... Argument>
  auto stream(const Query& query, const Argument&... arguments) {
    return begin_stream(here(), query, arguments...);
  }
  /// The same by a cursor of the open transaction, which may run other statements in between.
  template <class Query, class... Argument>
  auto cursor(const Query& query, const Argument&... arguments) {
    return begin_cursor(here(), query, arguments...);
  }
  /// COPY into a table: an object with write() and finish(), or all rows of a range at once. Include <squall/copy.hpp>.
  template <class Table, class... What>
  auto copy_in(const Table& table, const What&... what) {
    return begin_copy_in(here(), table, what...);
  }
  /// COPY out of a table or of a SELECT: a C++20 input range. Include <squall/copy.hpp>.
  template <class Source>
  auto copy_out(const Source& source) {
    return begin_copy_out(here(), source);
  }

  /// Runs a statement that was made by select(…), insert(…), …; `arguments` are the values of param<0>, param<1>, ….
  template <class Query, class... Argument>
  [[nodiscard]] auto all(const Query& query, const Argument&... arguments) {
    return detail::statement_access::all(here(), query, arguments...);
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto first(const Query& query, const Argument&... arguments) {
    return detail::statement_access::first(here(), query, arguments...);
  }
  template <class Query, class... Argument>
  auto one(const Query& query, const Argument&... arguments) {
    return detail::statement_access::one(here(), query, arguments...);
  }
  template <class Query, class... Argument>
  std::int64_t execute(const Query& query, const Argument&... arguments) {
    return detail::statement_access::execute(here(), query, arguments...);
  }

  /// The same without exceptions: a squall::outcome. Include <squall/outcome.hpp>.
  template <class Query, class... Argument>
  [[nodiscard]] auto try_all(const Query& query, const Argument&... arguments) {
    return attempt_with(here(), [&] { return all(query, arguments...); });
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto try_first(const Query& query, const Argument&... arguments) {
    return attempt_with(here(), [&] { return first(query, arguments...); });
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto try_one(const Query& query, const Argument&... arguments) {
    return attempt_with(here(), [&] { return one(query, arguments...); });
  }
  template <class Query, class... Argument>
  [[nodiscard]] auto try_execute(const Query& query, const Argument&... arguments) {
    return attempt_with(here(), [&] { return execute(query, arguments...); });
  }

 protected:
  query_interface() = default;
  ~query_interface() = default;
  query_interface(const query_interface&) = default;
  query_interface& operator=(const query_interface&) = default;

 private:
  squall::connection& here() { return static_cast<Derived&>(*this).connection(); }
  detail::bound_to bound() { return {&here()}; }
};

}  // namespace squall
