// Aggregate functions (PostgreSQL manual, 9.21). Over no rows all but count() are NULL; a group has a row at least.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/operators.hpp"

namespace squall {

namespace detail {

struct count_rows : expression_base<std::int64_t> {
  static constexpr bool is_aggregate = true;
  static constexpr void write(sql_writer& w, const count_rows*) { w.put("count(*)"); }
  template <class Sink>
  void bind(Sink&) const {}
};

/// `open argument)`, like `count(distinct `.
template <fixed_string Open, class Db, class E, bool Counts>
struct aggregate : expression_base<Db, E> {
  static constexpr bool is_aggregate = true;
  [[no_unique_address]] E argument;

  static constexpr bool nullable(const scope& tables) { return !Counts && (!tables.grouped || can_be_null<E>(tables)); }
  static constexpr void write(sql_writer& w, const aggregate* self) {
    w.put(Open.view());
    render<E>(w, self == nullptr ? nullptr : &self->argument);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      argument.bind(sink);
  }
};

template <class Type, bool Ok>
struct check_summable {
  static_assert(Ok, "squall: sum() and avg() take numbers and intervals (see Type)");
};
template <fixed_string Open, class Db, class E>
constexpr auto summary(E&& e) {
  (void)sizeof(check_summable < shown<E>, !std::is_void_v<Db> || is_unknown < db_type_of < E >>>);
  if constexpr (std::is_void_v<Db>)
    return mistake{};
  else
    return aggregate<Open, Db, std::remove_cvref_t<E>, false>{{}, static_cast<E&&>(e)};
}

}  // namespace detail

/// count(*): the number of rows.
constexpr auto count() { return detail::count_rows{}; }
/// The number of rows where e is not NULL.
template <expression E>
constexpr auto count(E e) {
  return detail::aggregate<"count(", std::int64_t, E, true>{{}, std::move(e)};
}
/// The number of different values that are not NULL.
template <expression E>
constexpr auto count_distinct(E e) {
  return detail::aggregate<"count(distinct ", std::int64_t, E, true>{{}, std::move(e)};
}
/// Of smallint and integer a bigint, of bigint a numeric, else of its own type.
template <expression E>
constexpr auto sum(E&& e) {
  return detail::summary<"sum(", typename detail::aggregate_types<detail::db_type_of<E>>::sum>(static_cast<E&&>(e));
}
/// Of integers and numeric a numeric, of real and double precision a double.
template <expression E>
constexpr auto avg(E&& e) {
  return detail::summary<"avg(", typename detail::aggregate_types<detail::db_type_of<E>>::avg>(static_cast<E&&>(e));
}
template <expression E>
constexpr auto min(E e) {
  return detail::aggregate<"min(", detail::db_type_of<E>, E, false>{{}, std::move(e)};
}
template <expression E>
constexpr auto max(E e) {
  return detail::aggregate<"max(", detail::db_type_of<E>, E, false>{{}, std::move(e)};
}

}  // namespace squall
