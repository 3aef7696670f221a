// Functions and operators of arrays (PostgreSQL manual, 9.19).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

/// The number of elements.
template <class V1>
  requires(expression<V1>)
constexpr auto cardinality(V1&& a) {
  return detail::typed_function<"cardinality", std::int32_t, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
/// The length of a dimension; NULL of an empty array.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_length(V1&& a, V2&& b) {
  return detail::typed_function<"array_length", std::int32_t, detail::null_rule::always, detail::any_db,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto array_ndims(V1&& a) {
  return detail::typed_function<"array_ndims", std::int32_t, detail::null_rule::always, detail::any_db>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_append(V1&& a, V2&& b) {
  return detail::typed_function<"array_append", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::any_db,
                                typename detail::element_type_of<V1>::type>::of(std::forward<V1>(a),
                                                                                std::forward<V2>(b));
}
/// Without the elements that are equal.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_remove(V1&& a, V2&& b) {
  return detail::typed_function<"array_remove", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::any_db,
                                typename detail::element_type_of<V1>::type>::of(std::forward<V1>(a),
                                                                                std::forward<V2>(b));
}
/// Where an element is, counted from 1; NULL when it is not there.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_position(V1&& a, V2&& b) {
  return detail::typed_function<"array_position", std::int32_t, detail::null_rule::always, detail::any_db,
                                typename detail::element_type_of<V1>::type>::of(std::forward<V1>(a),
                                                                                std::forward<V2>(b));
}
template <class V1, class V2, class V3>
  requires(expression<V1>)
constexpr auto array_replace(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"array_replace", detail::db_type_of<V1>, detail::null_rule::any_argument,
                                detail::any_db, typename detail::element_type_of<V1>::type,
                                typename detail::element_type_of<V1>::type>::of(std::forward<V1>(a),
                                                                                std::forward<V2>(b),
                                                                                std::forward<V3>(c));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_cat(V1&& a, V2&& b) {
  return detail::typed_function<"array_cat", detail::db_type_of<V1>, detail::null_rule::any_argument, detail::any_db,
                                detail::any_db>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_upper(V1&& a, V2&& b) {
  return detail::typed_function<"array_upper", std::int32_t, detail::null_rule::always, detail::any_db,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_lower(V1&& a, V2&& b) {
  return detail::typed_function<"array_lower", std::int32_t, detail::null_rule::always, detail::any_db,
                                std::int32_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// The elements with a separator between.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto array_to_string(V1&& a, V2&& b) {
  return detail::typed_function<"array_to_string", std::string, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(std::forward<V1>(a), std::forward<V2>(b));
}

}  // namespace squall
