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

#include "squall/query/checked_clauses.hpp"
#include "squall/query/fields.hpp"
#include "squall/query/from.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/statement.hpp"
#include "squall/query/where.hpp"

namespace squall {

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
  using store = detail::pack<C...>;
  template <class Clause>
  using with = select_query<Session, C..., Clause>;

 public:
  static constexpr bool gives_rows = true;
  template <int Rows>
  using limited_core = std::conditional_t<detail::has_rank<detail::rank::limit, C...>, typename base::core,
                                          detail::limited<typename base::core, Rows>>;

  template <class Table>
  constexpr auto from(const Table& table) const {
    using clause = detail::checked_from<Table, C...>;
    return this->store_.template extend<with<clause>>(this->session_, detail::make_table_clause<clause>(table));
  }

  template <class Table, class On>
  constexpr auto inner_join(const Table& table, On on) const {
    using clause = detail::checked_join<detail::join_kind::inner, Table, On, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      detail::make_join_clause<clause>(table, static_cast<On&&>(on)));
  }
  /// The joined table's columns become optional.
  template <class Table, class On>
  constexpr auto left_join(const Table& table, On on) const {
    using clause = detail::checked_join<detail::join_kind::left, Table, On, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      detail::make_join_clause<clause>(table, static_cast<On&&>(on)));
  }
  /// The columns of all tables so far become optional.
  template <class Table, class On>
  constexpr auto right_join(const Table& table, On on) const {
    using clause = detail::checked_join<detail::join_kind::right, Table, On, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      detail::make_join_clause<clause>(table, static_cast<On&&>(on)));
  }
  /// All columns become optional.
  template <class Table, class On>
  constexpr auto full_join(const Table& table, On on) const {
    using clause = detail::checked_join<detail::join_kind::full, Table, On, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      detail::make_join_clause<clause>(table, static_cast<On&&>(on)));
  }
  template <class Table>
  constexpr auto cross_join(const Table& table) const {
    using clause = detail::checked_cross_join<Table, C...>;
    return this->store_.template extend<with<clause>>(this->session_, detail::make_table_clause<clause>(table));
  }

  /// The rows that the condition holds for. Once; join conditions with &&, or with a squall::condition.
  template <class E>
  constexpr auto where(E e) const& {
    using clause = detail::checked_where<E, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause{{}, static_cast<E&&>(e)});
  }
  template <class E>
  constexpr auto where(E e) && {
    using clause = detail::checked_where<E, C...>;
    return static_cast<store&&>(this->store_)
        .template extend<with<clause>>(this->session_, clause{{}, static_cast<E&&>(e)});
  }
  /// One condition more when `applies`. Any number of times.
  template <class E>
  constexpr auto where_if(bool applies, E e) const& {
    using clause = detail::checked_where_if<E>;
    return this->store_.template extend<with<clause>>(this->session_, clause{{}, applies, static_cast<E&&>(e)});
  }
  template <class E>
  constexpr auto where_if(bool applies, E e) && {
    using clause = detail::checked_where_if<E>;
    return static_cast<store&&>(this->store_)
        .template extend<with<clause>>(this->session_, clause{{}, applies, static_cast<E&&>(e)});
  }

  constexpr auto distinct() const {
    using clause = detail::checked_once<detail::distinct_clause, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause());
  }
  /// DISTINCT ON: the first row of each group of equal values, in the order of order_by().
  template <expression... E>
  constexpr auto distinct_on(E... e) const {
    using clause = detail::checked_once<detail::distinct_on_clause<E...>, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause(static_cast<E&&>(e)...));
  }
  template <expression... E>
  constexpr auto group_by(E... e) const {
    using clause = detail::checked_once<detail::group_by_clause<E...>, C...>;
    (detail::check_group_by<E, C...>(), ...);
    return this->store_.template extend<with<clause>>(this->session_, clause(static_cast<E&&>(e)...));
  }
  /// The groups that the condition holds for.
  template <class E>
  constexpr auto having(E e) const {
    using clause = detail::checked_having<E, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause{{}, static_cast<E&&>(e)});
  }

  /// WINDOW: windows with names, that over() uses. See named_windows.hpp.
  template <class... W>
  constexpr auto window(const W&... windows) const {
    (void)sizeof(detail::check_single_clause<!detail::has_rank<detail::rank::window, C...>>);
    return with_clause(*this, make_window_clause(windows...));  // found where named_windows.hpp is included
  }

  /// Columns, expressions, desc(…), asc(…).nulls_first().
  template <class... E>
  constexpr auto order_by(E... e) const& {
    using clause = detail::checked_order_by<detail::type_list<E...>, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      clause(detail::make_sort_key(static_cast<E&&>(e))...));
  }
  template <class... E>
  constexpr auto order_by(E... e) && {
    using clause = detail::checked_order_by<detail::type_list<E...>, C...>;
    return static_cast<store&&>(this->store_)
        .template extend<with<clause>>(this->session_, clause(detail::make_sort_key(static_cast<E&&>(e))...));
  }
  /// `limit(with_ties(n))`: and the rows that are equal to the last by order_by().
  template <class N>
  constexpr auto limit(N rows) const& {
    using clause = detail::checked_count<detail::rank::limit, N, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      clause{{}, detail::make_count<N>(static_cast<N&&>(rows))});
  }
  template <class N>
  constexpr auto limit(N rows) && {
    using clause = detail::checked_count<detail::rank::limit, N, C...>;
    return static_cast<store&&>(this->store_)
        .template extend<with<clause>>(this->session_, clause{{}, detail::make_count<N>(static_cast<N&&>(rows))});
  }
  template <class N>
  constexpr auto offset(N rows) const {
    using clause = detail::checked_count<detail::rank::offset, N, C...>;
    return this->store_.template extend<with<clause>>(this->session_,
                                                      clause{{}, detail::make_count<N>(static_cast<N&&>(rows))});
  }

  /// Locks the rows until the transaction ends (PostgreSQL manual, 13.3.2). `for_update(skip_locked)`,
  /// `for_update(nowait)`, `for_update(of(posts))`,
  /// `for_update(of(posts, users).skip_locked())`.
  template <class Option = lock_wait_constant<lock_wait::wait>>
  constexpr auto for_update(Option = {}) const {
    using clause = detail::checked_lock<detail::lock_strength::update, Option, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause());
  }
  template <class Option = lock_wait_constant<lock_wait::wait>>
  constexpr auto for_no_key_update(Option = {}) const {
    using clause = detail::checked_lock<detail::lock_strength::no_key_update, Option, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause());
  }
  template <class Option = lock_wait_constant<lock_wait::wait>>
  constexpr auto for_share(Option = {}) const {
    using clause = detail::checked_lock<detail::lock_strength::share, Option, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause());
  }
  template <class Option = lock_wait_constant<lock_wait::wait>>
  constexpr auto for_key_share(Option = {}) const {
    using clause = detail::checked_lock<detail::lock_strength::key_share, Option, C...>;
    return this->store_.template extend<with<clause>>(this->session_, clause());
  }

  /// The rows. `arguments` are the values of param<0>, param<1>, ….
  template <class... Argument>
  [[nodiscard]] auto all(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::all(this->session_.get(), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto first(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::first(this->session_.get(), *this, arguments...);
  }
  template <class... Argument>
  [[nodiscard]] auto one(const Argument&... arguments) const {
    (void)sizeof(detail::check_bound<std::is_same_v<Session, detail::bound_to>>);
    return detail::statement_access::one(this->session_.get(), *this, arguments...);
  }

 private:
  friend struct detail::statement_access;

  /// This statement and one clause more.
  template <class Clause, class Self>
  static constexpr auto with_clause(Self&& self, Clause clause) {
    return static_cast<Self&&>(self).store_.template extend<with<Clause>>(self.session_, static_cast<Clause&&>(clause));
  }
};

namespace detail {

template <class Session, class... F>
constexpr auto begin_select(Session session, F&&... fields) {
  using list = fields_of<rank::fields, F&&...>;
  using query = select_query<Session, select_verb, list>;
  if constexpr (are_empty_fields<F&&...>)
    return query{session, {}};
  else
    return query{session, {{}, {{{}, {{make_field(static_cast<F&&>(fields))}...}}}}};
}

}  // namespace detail

/// A SELECT that belongs to no database: `constexpr auto q = select(users.id).from(users);`, run by db.all(q).
template <class... F>
constexpr auto select(F&&... fields) {
  return detail::begin_select(detail::unbound{}, static_cast<F&&>(fields)...);
}

}  // namespace squall
