// More aggregates (PostgreSQL manual, 9.21).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "squall/query/aggregates.hpp"
#include "squall/query/catalogue/typed_function.hpp"
#include "squall/query/grouping.hpp"

namespace squall {

namespace detail {

/// `name(arguments order by keys)`
template <fixed_string Name, class Db, class Keys, class... A>
struct ordered_aggregate;
template <fixed_string Name, class Db, class... K, class... A>
struct ordered_aggregate<Name, Db, pack<K...>, A...> : expression_base<Db, A..., K...> {
  static constexpr bool is_aggregate = true;
  [[no_unique_address]] pack<A...> arguments;
  [[no_unique_address]] pack<K...> keys;

  static constexpr bool nullable(const scope& tables) { return !tables.grouped || (can_be_null<A>(tables) || ...); }
  static constexpr void write(sql_writer& w, const ordered_aggregate* self) {
    w.put(Name.view());
    w.put("(");
    pack<A...>::write_list(w, self == nullptr ? nullptr : &self->arguments);
    if constexpr (sizeof...(K) > 0) {
      w.put(" order by ");
      pack<K...>::write_list(w, self == nullptr ? nullptr : &self->keys);
    }
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    arguments.bind(sink);
    keys.bind(sink);
  }
};
template <fixed_string Name, class Db, class... A, class... K>
constexpr auto make_ordered_aggregate(pack<A...> arguments, K... keys) {
  using sorted = pack<decltype(make_sort_key(std::move(keys)))...>;
  return ordered_aggregate<Name, Db, sorted, A...>{{}, std::move(arguments), {{make_sort_key(std::move(keys))}...}};
}
/// An aggregate of a sample: NULL of a single row, too.
template <fixed_string Open, class Db, class E>
struct sample_statistic : aggregate<Open, Db, E, false> {
  static constexpr bool nullable(const scope&) { return true; }
};
/// Of integers and numeric a numeric, else a double.
template <class E>
using statistic_type = std::conditional_t<is_floating<db_type_of<E>>, double, numeric_t>;
/// The elements of an aggregated array: std::optional where the expression can be NULL.
template <class E>
using aggregated_array =
    std::vector<std::conditional_t<can_be_null<E>({}), std::optional<db_type_of<E>>, db_type_of<E>>>;

/// Of two numbers a row; NULL of too few rows.
template <fixed_string Name, class Y, class X>
struct paired_statistic : ordered_aggregate<Name, double, pack<>, Y, X> {
  static constexpr bool nullable(const scope&) { return true; }
};
template <fixed_string Name, class Y, class X>
constexpr auto regression(Y y, X x) {
  constexpr bool y_fits = fits_argument<double, Y>();
  constexpr bool x_fits = fits_argument<double, X>();
  (void)sizeof(check_function_argument<shown<Y>, double, y_fits>);
  (void)sizeof(check_function_argument<shown<X>, double, x_fits>);
  return paired_statistic<Name, Y, X>{{{}, {{std::move(y)}, {std::move(x)}}, {}}};
}

}  // namespace detail

/// The texts with a separator between, in the order of the keys that follow.
template <expression E, class... K>
constexpr auto string_agg(E e, std::string separator, K... keys) {
  auto s = detail::lift_alone(std::move(separator));
  return detail::make_ordered_aggregate<"string_agg", std::string>(
      detail::pack<E, decltype(s)>{{std::move(e)}, {std::move(s)}}, std::move(keys)...);
}
/// The values as an array, in the order of the keys that follow. NULL of no rows.
template <expression E, class... K>
constexpr auto array_agg(E e, K... keys) {
  return detail::make_ordered_aggregate<"array_agg", detail::aggregated_array<E>>(detail::pack<E>{{std::move(e)}},
                                                                                  std::move(keys)...);
}
template <expression E, class... K>
constexpr auto jsonb_agg(E e, K... keys) {
  return detail::make_ordered_aggregate<"jsonb_agg", jsonb_of<json_t>>(detail::pack<E>{{std::move(e)}},
                                                                       std::move(keys)...);
}
/// True when it holds for every row.
template <expression E>
constexpr auto bool_and(E e) {
  return detail::aggregate<"bool_and(", bool, E, false>{{}, std::move(e)};
}
/// True when it holds for some row.
template <expression E>
constexpr auto bool_or(E e) {
  return detail::aggregate<"bool_or(", bool, E, false>{{}, std::move(e)};
}
template <expression E>
constexpr auto bit_and(E e) {
  return detail::aggregate<"bit_and(", detail::db_type_of<E>, E, false>{{}, std::move(e)};
}
template <expression E>
constexpr auto bit_or(E e) {
  return detail::aggregate<"bit_or(", detail::db_type_of<E>, E, false>{{}, std::move(e)};
}
template <expression E>
constexpr auto sum_distinct(E&& e) {
  return detail::summary<"sum(distinct ", typename detail::aggregate_types<detail::db_type_of<E>>::sum>(
      static_cast<E&&>(e));
}
template <expression E>
constexpr auto avg_distinct(E&& e) {
  return detail::summary<"avg(distinct ", typename detail::aggregate_types<detail::db_type_of<E>>::avg>(
      static_cast<E&&>(e));
}
/// The standard deviation of a sample; NULL of one row.
template <expression E>
constexpr auto stddev(E&& e) {
  return detail::sample_statistic<"stddev(", detail::statistic_type<E>, std::remove_cvref_t<E>>{
      {{}, static_cast<E&&>(e)}};
}
template <expression E>
constexpr auto variance(E&& e) {
  return detail::sample_statistic<"variance(", detail::statistic_type<E>, std::remove_cvref_t<E>>{
      {{}, static_cast<E&&>(e)}};
}
/// The same of a whole population.
template <expression E>
constexpr auto stddev_pop(E&& e) {
  return detail::sample_statistic<"stddev_pop(", detail::statistic_type<E>, std::remove_cvref_t<E>>{
      {{}, static_cast<E&&>(e)}};
}
template <expression E>
constexpr auto var_pop(E&& e) {
  return detail::sample_statistic<"var_pop(", detail::statistic_type<E>, std::remove_cvref_t<E>>{
      {{}, static_cast<E&&>(e)}};
}
/// How far y follows x: from -1 to 1.
template <expression Y, expression X>
constexpr auto corr(Y y, X x) {
  return detail::regression<"corr", Y, X>(std::move(y), std::move(x));
}
/// The slope and the intercept of the line through the points (x, y), by least squares.
template <expression Y, expression X>
constexpr auto regr_slope(Y y, X x) {
  return detail::regression<"regr_slope", Y, X>(std::move(y), std::move(x));
}
template <expression Y, expression X>
constexpr auto regr_intercept(Y y, X x) {
  return detail::regression<"regr_intercept", Y, X>(std::move(y), std::move(x));
}
/// The value of some row (PostgreSQL 16).
template <expression E>
constexpr auto any_value(E e) {
  return detail::aggregate<"any_value(", detail::db_type_of<E>, E, false>{{}, std::move(e)};
}
/// The different values as an array, in their order. NULL of no rows.
template <expression E>
constexpr auto array_agg_distinct(E e) {
  return detail::aggregate<"array_agg(distinct ", detail::aggregated_array<E>, E, false>{{}, std::move(e)};
}
/// One JSON object of all rows. A key must not be NULL.
template <expression Key, expression Value>
constexpr auto jsonb_object_agg(Key key, Value value) {
  return detail::make_ordered_aggregate<"jsonb_object_agg", jsonb_of<json_t>>(
      detail::pack<Key, Value>{{std::move(key)}, {std::move(value)}});
}

}  // namespace squall
