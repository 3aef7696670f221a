// SELECT.
//
//     db.select(posts.title, users.email)
//       .from(posts)
//       .inner_join(users, posts.author_id == users.id)
//       .where(posts.status == PostStatus::published)
//       .order_by(desc(posts.created_at))
//       .limit(10)
//       .all();
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/checks.hpp"
#include "squall/query/fields.hpp"
#include "squall/query/from.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/statement.hpp"
#include "squall/query/where.hpp"

namespace squall {

namespace detail {

template <bool Ok>
struct check_has_from {
  static_assert(Ok, "squall: from() comes first: this clause needs the statement's tables");
};
template <bool Ok>
struct check_has_fields {
  static_assert(Ok, "squall: select() without fields and without from() selects nothing");
};
template <class T, bool Ok>
struct check_is_table {
  static_assert(Ok, "squall: from() and joins take a table (see T)");
};

}  // namespace detail

/// A SELECT in the making. Clauses may come in any order; each gives a new statement. It does nothing until its last
/// word is a verb:
///
///     all()    a std::vector of the rows
///     first()  the first row, or std::nullopt
///     one()    the one row; usage_error when there is none or more than one
///
/// A row is: of select() of one table (or select(table)) the table's select_t; of one expression its value; else a
/// squall::row. What an outer join may leave empty is a std::optional.
template <class Session, class... C>
class [[nodiscard("squall: a statement does nothing until all(), first() or one()")]] select_query
    : public detail::statement<Session, C...> {
  using base = detail::statement<Session, C...>;
  static constexpr bool has_from = detail::has_rank<detail::rank::from, C...>;

 public:
  static constexpr bool gives_rows = true;
  template <int Rows>
  using limited_core = std::conditional_t<detail::has_rank<detail::rank::limit, C...>, typename base::core,
                                          detail::limited<typename base::core, Rows>>;

  constexpr select_query(Session session, detail::pack<C...> store) : base(session, std::move(store)) {}

  template <class Table>
  constexpr auto from(const Table&) const& {
    return add_table<detail::from_clause, Table>(*this);
  }
  template <class Table>
  constexpr auto from(const Table&) && {
    return add_table<detail::from_clause, Table>(std::move(*this));
  }

  template <class Table, class On>
  constexpr auto inner_join(const Table&, On on) const& {
    return join<detail::join_kind::inner, Table>(*this, std::move(on));
  }
  template <class Table, class On>
  constexpr auto inner_join(const Table&, On on) && {
    return join<detail::join_kind::inner, Table>(std::move(*this), std::move(on));
  }
  /// The joined table's columns become optional.
  template <class Table, class On>
  constexpr auto left_join(const Table&, On on) const& {
    return join<detail::join_kind::left, Table>(*this, std::move(on));
  }
  template <class Table, class On>
  constexpr auto left_join(const Table&, On on) && {
    return join<detail::join_kind::left, Table>(std::move(*this), std::move(on));
  }
  /// The columns of all tables so far become optional.
  template <class Table, class On>
  constexpr auto right_join(const Table&, On on) const& {
    return join<detail::join_kind::right, Table>(*this, std::move(on));
  }
  template <class Table, class On>
  constexpr auto right_join(const Table&, On on) && {
    return join<detail::join_kind::right, Table>(std::move(*this), std::move(on));
  }
  /// All columns become optional.
  template <class Table, class On>
  constexpr auto full_join(const Table&, On on) const& {
    return join<detail::join_kind::full, Table>(*this, std::move(on));
  }
  template <class Table, class On>
  constexpr auto full_join(const Table&, On on) && {
    return join<detail::join_kind::full, Table>(std::move(*this), std::move(on));
  }
  template <class Table>
  constexpr auto cross_join(const Table&) const& {
    return add_table<detail::cross_join_clause, Table>(*this);
  }
  template <class Table>
  constexpr auto cross_join(const Table&) && {
    return add_table<detail::cross_join_clause, Table>(std::move(*this));
  }

  /// The rows that the condition holds for. Once; join conditions with &&, or with a squall::condition.
  template <class E>
  constexpr auto where(E e) const& {
    return limit_to(*this, std::move(e));
  }
  template <class E>
  constexpr auto where(E e) && {
    return limit_to(std::move(*this), std::move(e));
  }
  /// One condition more when `applies`. Any number of times.
  template <class E>
  constexpr auto where_if(bool applies, E e) const& {
    return limit_if(*this, applies, std::move(e));
  }
  template <class E>
  constexpr auto where_if(bool applies, E e) && {
    return limit_if(std::move(*this), applies, std::move(e));
  }

  constexpr auto distinct() const& { return add<detail::rank::distinct>(*this, detail::distinct_clause{}); }
  constexpr auto distinct() && { return add<detail::rank::distinct>(std::move(*this), detail::distinct_clause{}); }
  /// DISTINCT ON: the first row of each group of equal values, in the order of order_by().
  template <expression... E>
  constexpr auto distinct_on(E... e) const& {
    return add<detail::rank::distinct>(*this, detail::distinct_on_clause<E...>(std::move(e)...));
  }
  template <expression... E>
  constexpr auto distinct_on(E... e) && {
    return add<detail::rank::distinct>(std::move(*this), detail::distinct_on_clause<E...>(std::move(e)...));
  }

  template <expression... E>
  constexpr auto group_by(E... e) const& {
    return add<detail::rank::group_by>(*this, detail::group_by_clause<E...>(std::move(e)...));
  }
  template <expression... E>
  constexpr auto group_by(E... e) && {
    return add<detail::rank::group_by>(std::move(*this), detail::group_by_clause<E...>(std::move(e)...));
  }
  /// The groups that the condition holds for.
  template <class E>
  constexpr auto having(E e) const& {
    return keep_groups(*this, std::move(e));
  }
  template <class E>
  constexpr auto having(E e) && {
    return keep_groups(std::move(*this), std::move(e));
  }

  /// Columns, expressions, desc(…), asc(…).nulls_first().
  template <class... E>
  constexpr auto order_by(E... e) const& {
    return sort(*this, std::move(e)...);
  }
  template <class... E>
  constexpr auto order_by(E... e) && {
    return sort(std::move(*this), std::move(e)...);
  }
  template <class N>
  constexpr auto limit(N rows) const& {
    return add<detail::rank::limit>(*this, detail::make_count<detail::rank::limit>(std::move(rows)));
  }
  template <class N>
  constexpr auto limit(N rows) && {
    return add<detail::rank::limit>(std::move(*this), detail::make_count<detail::rank::limit>(std::move(rows)));
  }
  template <class N>
  constexpr auto offset(N rows) const& {
    return add<detail::rank::offset>(*this, detail::make_count<detail::rank::offset>(std::move(rows)));
  }
  template <class N>
  constexpr auto offset(N rows) && {
    return add<detail::rank::offset>(std::move(*this), detail::make_count<detail::rank::offset>(std::move(rows)));
  }

  /// Locks the rows until the transaction ends (PostgreSQL manual, 13.3.2). `for_update(skip_locked)`,
  /// `for_update(nowait)`.
  template <lock_wait Wait = lock_wait::wait>
  constexpr auto for_update(lock_wait_constant<Wait> = {}) const {
    return lock<detail::lock_strength::update, Wait>();
  }
  template <lock_wait Wait = lock_wait::wait>
  constexpr auto for_no_key_update(lock_wait_constant<Wait> = {}) const {
    return lock<detail::lock_strength::no_key_update, Wait>();
  }
  template <lock_wait Wait = lock_wait::wait>
  constexpr auto for_share(lock_wait_constant<Wait> = {}) const {
    return lock<detail::lock_strength::share, Wait>();
  }
  template <lock_wait Wait = lock_wait::wait>
  constexpr auto for_key_share(lock_wait_constant<Wait> = {}) const {
    return lock<detail::lock_strength::key_share, Wait>();
  }

  /// The rows. `arguments` are the values of param<0>, param<1>, ….
  template <class... Argument>
  [[nodiscard]] auto all(const Argument&... arguments) const {
    return detail::statement_access::all(detail::statement_access::session(*this), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto first(const Argument&... arguments) const {
    return detail::statement_access::first(detail::statement_access::session(*this), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto one(const Argument&... arguments) const {
    return detail::statement_access::one(detail::statement_access::session(*this), *this, arguments...);
  }

 private:
  friend struct detail::statement_access;

  template <int Rank, class Self, class Clause>
  static constexpr auto add(Self&& self, Clause clause) {
    constexpr bool once = Rank == detail::rank::join || Rank == detail::rank::where_if || !detail::has_rank<Rank, C...>;
    (void)sizeof(detail::check_single_clause<once>);
    if constexpr (once)
      return select_query<Session, C..., Clause>(self.session_,
                                                 std::forward<Self>(self).store_.with(std::move(clause)));
    else
      return select_query(std::forward<Self>(self));
  }
  template <template <class> class Clause, class Table, class Self>
  static constexpr auto add_table(Self&& self) {
    constexpr bool ok = detail::is_table<Table>;
    (void)sizeof(detail::check_is_table<Table, ok>);
    if constexpr (ok) {
      using clause = Clause<detail::tag_of<Table>>;
      return add<clause::rank>(std::forward<Self>(self), clause{});
    } else {
      return select_query(std::forward<Self>(self));
    }
  }
  template <detail::join_kind Kind, class Table, class Self, class On>
  static constexpr auto join(Self&& self, On on) {
    constexpr bool table = detail::is_table<Table>;
    constexpr bool condition = detail::is_condition<On>();
    if constexpr (!has_from)
      (void)sizeof(detail::check_has_from<has_from>);
    else if constexpr (!table)
      (void)sizeof(detail::check_is_table<Table, table>);
    else
      (void)sizeof(detail::check_condition<detail::shown<On>, condition>);
    if constexpr (has_from && table && condition)
      return add<detail::rank::join>(std::forward<Self>(self),
                                     detail::join_clause<Kind, detail::tag_of<Table>, On>(std::move(on)));
    else
      return select_query(std::forward<Self>(self));
  }
  template <class Self, class E>
  static constexpr auto limit_to(Self&& self, E e) {
    constexpr bool first = !detail::has_rank<detail::rank::where, C...>;
    constexpr bool condition = detail::is_condition<E>();
    if constexpr (!first)
      (void)sizeof(detail::check_single_where<first>);
    else
      (void)sizeof(detail::check_condition<detail::shown<E>, condition>);
    if constexpr (first && condition)
      return add<detail::rank::where>(std::forward<Self>(self), detail::where_clause<E>(std::move(e)));
    else
      return select_query(std::forward<Self>(self));
  }
  template <class Self, class E>
  static constexpr auto limit_if(Self&& self, bool applies, E e) {
    constexpr bool condition = detail::is_condition<E>();
    (void)sizeof(detail::check_condition<detail::shown<E>, condition>);
    if constexpr (condition)
      return add<detail::rank::where_if>(std::forward<Self>(self), detail::where_if_clause<E>(applies, std::move(e)));
    else
      return select_query(std::forward<Self>(self));
  }
  template <class Self, class E>
  static constexpr auto keep_groups(Self&& self, E e) {
    constexpr bool condition = detail::is_condition<E>();
    (void)sizeof(detail::check_condition<detail::shown<E>, condition>);
    if constexpr (condition)
      return add<detail::rank::having>(std::forward<Self>(self), detail::having_clause<E>(std::move(e)));
    else
      return select_query(std::forward<Self>(self));
  }
  template <class Self, class... E>
  static constexpr auto sort(Self&& self, E... e) {
    (void)sizeof(detail::check_has_from<has_from>);
    if constexpr (has_from)
      return add<detail::rank::order_by>(std::forward<Self>(self),
                                         detail::order_by_clause<decltype(detail::make_sort_key(std::move(e)))...>(
                                             detail::make_sort_key(std::move(e))...));
    else
      return select_query(std::forward<Self>(self));
  }
  template <detail::lock_strength Strength, lock_wait Wait>
  constexpr auto lock() const {
    return add<detail::rank::lock>(*this, detail::lock_clause<Strength, Wait>{});
  }
};

namespace detail {

template <class Session, class... F>
constexpr auto begin_select(Session session, F&&... fields) {
  using list = fields_clause<rank::fields, decltype(make_field(std::forward<F>(fields)))...>;
  return select_query<Session, select_verb, list>(session,
                                                  {{select_verb{}}, {list(make_field(std::forward<F>(fields))...)}});
}

}  // namespace detail

/// A SELECT that belongs to no database: `constexpr auto q = select(users.id).from(users);`, run by db.all(q).
template <class... F>
constexpr auto select(F&&... fields) {
  return detail::begin_select(detail::unbound{}, std::forward<F>(fields)...);
}

}  // namespace squall
