// Ordered-set and hypothetical-set aggregates (PostgreSQL manual, 9.21).
//
//     percentile_cont(0.5, posts.likes)          // percentile_cont($1) within group (order by "likes")
//     percentile_disc({0.25, 0.75}, posts.likes)
//     rank(100, desc(posts.likes))               // the rank that a post with 100 likes would have
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/checks.hpp"
#include "squall/query/functions.hpp"
#include "squall/query/grouping.hpp"

namespace squall {

namespace detail {

/// `percentile_cont(0.5) within group (order by key)`
template <fixed_string Name, class Db, bool Nullable, class Argument, class Key>
struct ordered_set : expression_base<Db, Argument, Key> {
  static constexpr bool is_aggregate = true;
  [[no_unique_address]] Argument argument;
  [[no_unique_address]] Key key;

  static constexpr bool nullable(const scope&) { return Nullable; }
  static constexpr void write(sql_writer& w, const ordered_set* self) {
    w.put(Name.view());
    w.put("(");
    render<Argument>(w, self == nullptr ? nullptr : &self->argument);
    w.put(") within group (order by ");
    render<Key>(w, self == nullptr ? nullptr : &self->key);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, argument);
    bind_values(sink, key);
  }
};
struct no_argument : expression_base<unknown> {
  static constexpr void write(sql_writer&, const no_argument*) {}
  template <class Sink>
  void bind(Sink&) const {}
};
/// NULL of no rows, unless it counts places among them.
template <fixed_string Name, class Db, bool Nullable = true, class Argument, class Key>
constexpr auto make_ordered_set(Argument argument, Key key) {
  auto k = make_sort_key(std::move(key));
  return ordered_set<Name, Db, Nullable, Argument, decltype(k)>{{}, std::move(argument), std::move(k)};
}

/// The type of an expression, or of what `desc(…)` orders by.
template <class Key>
using ordered_db = db_type_of<decltype(make_sort_key(std::declval<Key>()))>;
/// What lies between two of them.
template <class Key>
using interpolated_db = std::conditional_t<std::is_same_v<ordered_db<Key>, interval_t>, interval_t, double>;

template <class KeyType, class ValueType, bool Ok>
struct check_hypothetical {
  static_assert(Ok, "squall: this value cannot be one of those that are ordered (see KeyType and ValueType)");
};
template <fixed_string Name, class Db, class V, class Key>
constexpr auto make_hypothetical(V&& value, Key key) {
  using db = ordered_db<Key>;
  constexpr bool ok = operand_fits<db, V>();
  (void)sizeof(check_hypothetical<db, shown<V>, ok>);
  if constexpr (ok)
    return make_ordered_set<Name, Db, false>(lift<db>(std::forward<V>(value)), std::move(key));
  else
    return mistake{};
}

}  // namespace detail

/// The value at a fraction of the rows, between two rows interpolated: a double, or an interval of intervals.
template <class Key>
constexpr auto percentile_cont(double fraction, Key key) {
  return detail::make_ordered_set<"percentile_cont", detail::interpolated_db<Key>>(detail::lift<double>(fraction),
                                                                                   std::move(key));
}
/// The same for several fractions: an array.
template <class Key>
auto percentile_cont(std::vector<double> fractions, Key key) {
  return detail::make_ordered_set<"percentile_cont", std::vector<detail::interpolated_db<Key>>>(
      detail::lift<std::vector<double>>(std::move(fractions)), std::move(key));
}
/// The value at a fraction of the rows: one of the rows' own.
template <class Key>
constexpr auto percentile_disc(double fraction, Key key) {
  return detail::make_ordered_set<"percentile_disc", detail::ordered_db<Key>>(detail::lift<double>(fraction),
                                                                              std::move(key));
}
/// The same for several fractions: an array.
template <class Key>
auto percentile_disc(std::vector<double> fractions, Key key) {
  return detail::make_ordered_set<"percentile_disc", std::vector<detail::ordered_db<Key>>>(
      detail::lift<std::vector<double>>(std::move(fractions)), std::move(key));
}
/// The most frequent value.
template <class Key>
constexpr auto mode(Key key) {
  return detail::make_ordered_set<"mode", detail::ordered_db<Key>>(detail::no_argument{}, std::move(key));
}

/// The rank that a row with this value would have among the others: `rank(100, desc(posts.likes))`.
template <class V, class Key>
constexpr auto rank(V&& value, Key key) {
  return detail::make_hypothetical<"rank", std::int64_t>(std::forward<V>(value), std::move(key));
}
/// The same without gaps.
template <class V, class Key>
constexpr auto dense_rank(V&& value, Key key) {
  return detail::make_hypothetical<"dense_rank", std::int64_t>(std::forward<V>(value), std::move(key));
}
/// The same as a fraction, from 0 to 1.
template <class V, class Key>
constexpr auto percent_rank(V&& value, Key key) {
  return detail::make_hypothetical<"percent_rank", double>(std::forward<V>(value), std::move(key));
}
/// The fraction of the rows, this one among them, that come before it or are its equals.
template <class V, class Key>
constexpr auto cume_dist(V&& value, Key key) {
  return detail::make_hypothetical<"cume_dist", double>(std::forward<V>(value), std::move(key));
}

}  // namespace squall
