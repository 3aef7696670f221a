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
    return detail::begin_select(bound(), std::forward<F>(fields)...);
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
