// Functions of dates and times (PostgreSQL manual, 9.9, 9.8).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

namespace detail {

/// A function that is written without parentheses (manual, 9.9.5).
template <fixed_string Word, class Db>
struct keyword_value : expression_base<Db> {
  static constexpr void write(sql_writer& w, const keyword_value*) { w.put(Word.view()); }
  template <class Sink>
  void bind(Sink&) const {}
};

}  // namespace detail

/// Cut down to "day", "month", …: `date_trunc("day", orders.created_at)`.
template <class V1, class V2>
  requires(expression<V2>)
constexpr auto date_trunc(V1&& a, V2&& b) {
  return detail::typed_function<"date_trunc", detail::db_type_of<V2>, detail::null_rule::any_argument, std::string,
                                detail::db_type_of<V2>>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// The same as a constant, to group by it too: `group_by(date_trunc<"day">(orders.created_at))`.
template <fixed_string Unit, expression E>
constexpr auto date_trunc(E&& e) {
  return date_trunc(detail::text_constant<Unit>, std::forward<E>(e));
}
/// A part as a number: `date_part("year", orders.created_at)`; "epoch", "dow", "isodow", "week", ….
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto date_part(V1&& a, V2&& b) {
  return detail::typed_function<"date_part", double, detail::null_rule::any_argument, std::string, detail::any_db>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <fixed_string Part, expression E>
constexpr auto date_part(E&& e) {
  return date_part(detail::text_constant<Part>, std::forward<E>(e));
}
/// The first minus the second, in years, months and days.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto age(V1&& a, V2&& b) {
  return detail::typed_function<"age", interval_t, detail::null_rule::any_argument, timestamptz_t, timestamptz_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// From then to today.
template <class V1>
  requires(expression<V1>)
constexpr auto age(V1&& a) {
  return detail::typed_function<"age", interval_t, detail::null_rule::any_argument, timestamptz_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto justify_days(V1&& a) {
  return detail::typed_function<"justify_days", interval_t, detail::null_rule::any_argument, interval_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto justify_hours(V1&& a) {
  return detail::typed_function<"justify_hours", interval_t, detail::null_rule::any_argument, interval_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto justify_interval(V1&& a) {
  return detail::typed_function<"justify_interval", interval_t, detail::null_rule::any_argument, interval_t>::of(
      std::forward<V1>(a));
}
/// As a pattern says: `to_char(orders.created_at, "YYYY-MM-DD")`; of numbers, too.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto to_char(V1&& a, V2&& b) {
  return detail::typed_function<"to_char", std::string, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <fixed_string Pattern, expression E>
constexpr auto to_char(E&& e) {
  return to_char(std::forward<E>(e), detail::text_constant<Pattern>);
}
template <class V1, class V2>
constexpr auto to_date(V1&& a, V2&& b) {
  return detail::typed_function<"to_date", date_t, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// From a text by a pattern.
template <class V1, class V2>
constexpr auto to_timestamp(V1&& a, V2&& b) {
  return detail::typed_function<"to_timestamp", timestamptz_t, detail::null_rule::any_argument, std::string,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// From seconds since 1970.
template <class V1>
constexpr auto from_epoch(V1&& a) {
  return detail::typed_function<"to_timestamp", timestamptz_t, detail::null_rule::any_argument, double>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
constexpr auto to_number(V1&& a, V2&& b) {
  return detail::typed_function<"to_number", numeric_t, detail::null_rule::any_argument, std::string, std::string>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2, class V3>
constexpr auto make_date(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"make_date", date_t, detail::null_rule::any_argument, std::int32_t, std::int32_t,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
template <class V1, class V2, class V3, class V4, class V5, class V6>
constexpr auto make_timestamp(V1&& a, V2&& b, V3&& c, V4&& d, V5&& e, V6&& f) {
  return detail::typed_function<"make_timestamp", timestamp_t, detail::null_rule::any_argument, std::int32_t,
                                std::int32_t, std::int32_t, std::int32_t, std::int32_t, double>::of(std::forward<V1>(a),
                                                                                                    std::forward<V2>(b),
                                                                                                    std::forward<V3>(c),
                                                                                                    std::forward<V4>(d),
                                                                                                    std::forward<V5>(e),
                                                                                                    std::forward<V6>(
                                                                                                        f));
}
template <class V1, class V2, class V3>
constexpr auto make_time(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"make_time", time_of_day_t, detail::null_rule::any_argument, std::int32_t, std::int32_t,
                                double>::of(std::forward<V1>(a), std::forward<V2>(b), std::forward<V3>(c));
}
/// Years, months, weeks, days.
template <class V1, class V2, class V3, class V4>
constexpr auto make_interval(V1&& a, V2&& b, V3&& c, V4&& d) {
  return detail::typed_function<"make_interval", interval_t, detail::null_rule::any_argument, std::int32_t,
                                std::int32_t, std::int32_t, std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                                              std::forward<V3>(c), std::forward<V4>(d));
}
/// The local time of an instant in a time zone: AT TIME ZONE.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto at_time_zone(V1&& a, V2&& b) {
  return detail::typed_function<"timezone", timestamp_t, detail::null_rule::any_argument, std::string,
                                timestamptz_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// The instant of a local time in a time zone.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto from_time_zone(V1&& a, V2&& b) {
  return detail::typed_function<"timezone", timestamptz_t, detail::null_rule::any_argument, std::string,
                                timestamp_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto isfinite(V1&& a) {
  return detail::typed_function<"isfinite", bool, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
/// Now, also within a statement.
constexpr auto clock_timestamp() {
  return detail::typed_function<"clock_timestamp", timestamptz_t, detail::null_rule::never>::of();
}
/// When the statement began.
constexpr auto statement_timestamp() {
  return detail::typed_function<"statement_timestamp", timestamptz_t, detail::null_rule::never>::of();
}
/// When the transaction began.
constexpr auto transaction_timestamp() {
  return detail::typed_function<"transaction_timestamp", timestamptz_t, detail::null_rule::never>::of();
}
/// Today, and now without a time zone, by the session's time zone: as the transaction began.
constexpr auto current_date() { return detail::keyword_value<"current_date", date_t>{}; }
constexpr auto localtimestamp() { return detail::keyword_value<"localtimestamp", timestamp_t>{}; }
/// The beginning of the bin that a time falls into: bins of one length, counted from `origin` (PostgreSQL 14).
template <class Stride, class Origin, expression E>
constexpr auto date_bin(Stride&& stride, E&& e, Origin&& origin) {
  using db = detail::db_type_of<E>;
  return detail::typed_function<"date_bin", db, detail::null_rule::any_argument, interval_t, db, db>::of(
      std::forward<Stride>(stride), std::forward<E>(e), std::forward<Origin>(origin));
}

}  // namespace squall
