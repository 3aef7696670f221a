// The WHERE of UPDATE and DELETE: there, or said not to be.
#pragma once

#include <utility>

#include "squall/query/checked_clauses.hpp"
#include "squall/query/returning.hpp"

namespace squall::detail {

template <bool Ok>
struct check_update_condition {
  static_assert(Ok, "squall: update() without where() changes every row; write .all_rows() to mean it");
};
template <bool Ok>
struct check_erase_condition {
  static_assert(Ok, "squall: erase() without where() deletes every row; write .all_rows() to mean it");
};

template <template <class, class...> class Query, class Session, class... C>
class limited_statement : public changing_statement<Query, Session, C...> {
  using base = changing_statement<Query, Session, C...>;
  using query = Query<Session, C...>;

 public:
  static constexpr bool is_limited =
      has_rank<rank::where, C...> || has_rank<rank::where_if, C...> || has_rank<rank::all_rows, C...>;

  /// The rows that the condition holds for. Once; join conditions with &&, or with a squall::condition. A condition
  /// that turns out empty at run time is a usage_error.
  template <class E>
  constexpr auto where(E e) const& {
    using clause = checked_where<E, C...>;
    return base::add(*this, clause{{}, static_cast<E&&>(e)});
  }
  template <class E>
  constexpr auto where(E e) && {
    using clause = checked_where<E, C...>;
    return base::add(static_cast<limited_statement&&>(*this), clause{{}, static_cast<E&&>(e)});
  }
  /// One condition more when `applies`.
  template <class E>
  constexpr auto where_if(bool applies, E e) const& {
    using clause = checked_where_if<E>;
    return base::add(*this, clause{{}, applies, static_cast<E&&>(e)});
  }
  template <class E>
  constexpr auto where_if(bool applies, E e) && {
    using clause = checked_where_if<E>;
    return base::add(static_cast<limited_statement&&>(*this), clause{{}, applies, static_cast<E&&>(e)});
  }
  /// Joins of the tables of from() and using_().
  template <class Table, class On>
  constexpr auto inner_join(const Table& table, On on) const {
    using clause = checked_join<join_kind::inner, Table, On, C...>;
    return base::add(*this, make_join_clause<clause>(table, static_cast<On&&>(on)));
  }
  template <class Table, class On>
  constexpr auto left_join(const Table& table, On on) const {
    using clause = checked_join<join_kind::left, Table, On, C...>;
    return base::add(*this, make_join_clause<clause>(table, static_cast<On&&>(on)));
  }

  /// Every row, and it is meant.
  constexpr auto all_rows() const& { return base::add(*this, all_rows_clause{}); }
  constexpr auto all_rows() && { return base::add(static_cast<limited_statement&&>(*this), all_rows_clause{}); }
};

}  // namespace squall::detail
