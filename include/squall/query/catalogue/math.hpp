// Functions of numbers (PostgreSQL manual, 9.3).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

/// Without its sign.
template <class V1>
  requires(expression<V1>)
constexpr auto abs(V1&& a) {
  return detail::typed_function<"abs", detail::db_type_of<V1>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// Up to a whole number.
template <class V1>
  requires(expression<V1>)
constexpr auto ceil(V1&& a) {
  return detail::typed_function<"ceil", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// Down to a whole number.
template <class V1>
  requires(expression<V1>)
constexpr auto floor(V1&& a) {
  return detail::typed_function<"floor", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// To the nearest whole number.
template <class V1>
  requires(expression<V1>)
constexpr auto round(V1&& a) {
  return detail::typed_function<"round", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// Towards zero.
template <class V1>
  requires(expression<V1>)
constexpr auto trunc(V1&& a) {
  return detail::typed_function<"trunc", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// -1, 0 or 1.
template <class V1>
  requires(expression<V1>)
constexpr auto sign(V1&& a) {
  return detail::typed_function<"sign", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto sqrt(V1&& a) {
  return detail::typed_function<"sqrt", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto exp(V1&& a) {
  return detail::typed_function<"exp", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// The natural logarithm.
template <class V1>
  requires(expression<V1>)
constexpr auto ln(V1&& a) {
  return detail::typed_function<"ln", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// The logarithm to base 10.
template <class V1>
  requires(expression<V1>)
constexpr auto log10(V1&& a) {
  return detail::typed_function<"log10", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a));
}
/// To that many digits behind the point.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto round(V1&& a, V2&& b) {
  return detail::typed_function<"round", numeric_t, detail::null_rule::any_argument, numeric_t, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto trunc(V1&& a, V2&& b) {
  return detail::typed_function<"trunc", numeric_t, detail::null_rule::any_argument, numeric_t, std::int32_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto power(V1&& a, V2&& b) {
  return detail::typed_function<"power", detail::real_result<detail::db_type_of<V1>>, detail::null_rule::any_argument,
                                detail::db_type_of<V1>, detail::db_type_of<V1>>::of(std::forward<V1>(a),
                                                                                    std::forward<V2>(b));
}
/// The remainder, with the sign of the first.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto mod(V1&& a, V2&& b) {
  return detail::typed_function<"mod", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::db_type_of<V1>,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// The whole part of the quotient.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto div(V1&& a, V2&& b) {
  return detail::typed_function<"div", numeric_t, detail::null_rule::any_argument, numeric_t, numeric_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto gcd(V1&& a, V2&& b) {
  return detail::typed_function<"gcd", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::db_type_of<V1>,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto lcm(V1&& a, V2&& b) {
  return detail::typed_function<"lcm", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::db_type_of<V1>,
                                detail::db_type_of<V1>>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// The logarithm of the second to the base of the first.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto log(V1&& a, V2&& b) {
  return detail::typed_function<"log", numeric_t, detail::null_rule::any_argument, numeric_t, numeric_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto sin(V1&& a) {
  return detail::typed_function<"sin", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto cos(V1&& a) {
  return detail::typed_function<"cos", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto tan(V1&& a) {
  return detail::typed_function<"tan", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto asin(V1&& a) {
  return detail::typed_function<"asin", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto acos(V1&& a) {
  return detail::typed_function<"acos", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto atan(V1&& a) {
  return detail::typed_function<"atan", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto sinh(V1&& a) {
  return detail::typed_function<"sinh", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto cosh(V1&& a) {
  return detail::typed_function<"cosh", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto tanh(V1&& a) {
  return detail::typed_function<"tanh", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto cot(V1&& a) {
  return detail::typed_function<"cot", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto degrees(V1&& a) {
  return detail::typed_function<"degrees", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto radians(V1&& a) {
  return detail::typed_function<"radians", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto cbrt(V1&& a) {
  return detail::typed_function<"cbrt", double, detail::null_rule::any_argument, double>::of(std::forward<V1>(a));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto atan2(V1&& a, V2&& b) {
  return detail::typed_function<"atan2", double, detail::null_rule::any_argument, double, double>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// Which of `count` equal parts of the range the value is in.
template <class V1, class V2, class V3, class V4>
  requires(expression<V1> || expression<V2> || expression<V3> || expression<V4>)
constexpr auto width_bucket(V1&& a, V2&& b, V3&& c, V4&& d) {
  return detail::typed_function<"width_bucket", std::int32_t, detail::null_rule::any_argument, numeric_t, numeric_t,
                                numeric_t, std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                             std::forward<V3>(c), std::forward<V4>(d));
}
template <class V1>
  requires(expression<V1>)
constexpr auto scale(V1&& a) {
  return detail::typed_function<"scale", std::int32_t, detail::null_rule::any_argument, numeric_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto trim_scale(V1&& a) {
  return detail::typed_function<"trim_scale", numeric_t, detail::null_rule::any_argument, numeric_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto min_scale(V1&& a) {
  return detail::typed_function<"min_scale", std::int32_t, detail::null_rule::any_argument, numeric_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto factorial(V1&& a) {
  return detail::typed_function<"factorial", numeric_t, detail::null_rule::any_argument, std::int64_t>::of(
      std::forward<V1>(a));
}
/// random(): a number from 0 to 1, another for each row. (random is a function of C.)
constexpr auto random_number() { return detail::typed_function<"random", double, detail::null_rule::never>::of(); }
constexpr auto pi() { return detail::typed_function<"pi", double, detail::null_rule::never>::of(); }

}  // namespace squall
