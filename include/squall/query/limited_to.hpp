// The WHERE of UPDATE and DELETE: there, or said not to be.
#pragma once

#include <utility>

#include "squall/query/checks.hpp"
#include "squall/query/returning.hpp"
#include "squall/query/where.hpp"

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
  using base::base;
  static constexpr bool is_limited =
      has_rank<rank::where, C...> || has_rank<rank::where_if, C...> || has_rank<rank::all_rows, C...>;

  /// The rows that the condition holds for. Once; join conditions with &&, or with a squall::condition. A condition
  /// that turns out empty at run time is a usage_error.
  template <class E>
  constexpr auto where(E e) const& {
    return limit_to(*this, std::move(e));
  }
  template <class E>
  constexpr auto where(E e) && {
    return limit_to(std::move(*this), std::move(e));
  }
  /// One condition more when `applies`.
  template <class E>
  constexpr auto where_if(bool applies, E e) const& {
    return limit_if(*this, applies, std::move(e));
  }
  template <class E>
  constexpr auto where_if(bool applies, E e) && {
    return limit_if(std::move(*this), applies, std::move(e));
  }
  /// Every row, and it is meant.
  constexpr auto all_rows() const& { return base::add(*this, all_rows_clause{}); }
  constexpr auto all_rows() && { return base::add(std::move(*this), all_rows_clause{}); }

 private:
  template <class Self, class E>
  static constexpr auto limit_to(Self&& self, E e) {
    constexpr bool first = !has_rank<rank::where, C...>;
    constexpr bool condition = is_condition<E>();
    if constexpr (!first)
      (void)sizeof(check_single_where<first>);
    else
      (void)sizeof(check_condition<shown<E>, condition>);
    if constexpr (first && condition)
      return base::add(std::forward<Self>(self), where_clause<E>(std::move(e)));
    else
      return base::add(std::forward<Self>(self), all_rows_clause{});  // reported: no second error
  }
  template <class Self, class E>
  static constexpr auto limit_if(Self&& self, bool applies, E e) {
    constexpr bool condition = is_condition<E>();
    (void)sizeof(check_condition<shown<E>, condition>);
    if constexpr (condition)
      return base::add(std::forward<Self>(self), where_if_clause<E>(applies, std::move(e)));
    else
      return base::add(std::forward<Self>(self), all_rows_clause{});
  }
};

}  // namespace squall::detail
