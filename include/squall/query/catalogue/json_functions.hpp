// Functions of json and jsonb (PostgreSQL manual, 9.16). Operators are in json_operators.hpp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"
#include "squall/types/documents.hpp"

namespace squall {

/// "object", "array", "string", "number", "boolean" or "null".
template <class V1>
  requires(expression<V1>)
constexpr auto jsonb_typeof(V1&& a) {
  return detail::typed_function<"jsonb_typeof", std::string, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto jsonb_array_length(V1&& a) {
  return detail::typed_function<"jsonb_array_length", std::int32_t, detail::null_rule::any_argument,
                                detail::any_db>::of(std::forward<V1>(a));
}
/// Without members that are null.
template <class V1>
  requires(expression<V1>)
constexpr auto jsonb_strip_nulls(V1&& a) {
  return detail::typed_function<"jsonb_strip_nulls", jsonb_of<json_t>, detail::null_rule::any_argument,
                                detail::any_db>::of(std::forward<V1>(a));
}
/// With line breaks.
template <class V1>
  requires(expression<V1>)
constexpr auto jsonb_pretty(V1&& a) {
  return detail::typed_function<"jsonb_pretty", std::string, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
/// With the value at a path replaced, or added.
template <class V1, class V2, class V3>
  requires(expression<V1>)
constexpr auto jsonb_set(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"jsonb_set", jsonb_of<json_t>, detail::null_rule::any_argument, detail::any_db,
                                std::vector<std::string>, detail::any_db>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                                              std::forward<V3>(c));
}
/// With a value more.
template <class V1, class V2, class V3>
  requires(expression<V1>)
constexpr auto jsonb_insert(V1&& a, V2&& b, V3&& c) {
  return detail::typed_function<"jsonb_insert", jsonb_of<json_t>, detail::null_rule::any_argument, detail::any_db,
                                std::vector<std::string>, detail::any_db>::of(std::forward<V1>(a), std::forward<V2>(b),
                                                                              std::forward<V3>(c));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto jsonb_path_exists(V1&& a, V2&& b) {
  return detail::typed_function<"jsonb_path_exists", bool, detail::null_rule::any_argument, detail::any_db,
                                jsonpath_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto jsonb_path_match(V1&& a, V2&& b) {
  return detail::typed_function<"jsonb_path_match", bool, detail::null_rule::always, detail::any_db, jsonpath_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The first item that a path finds; NULL when it finds none.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto jsonb_path_query_first(V1&& a, V2&& b) {
  return detail::typed_function<"jsonb_path_query_first", jsonb_of<json_t>, detail::null_rule::always, detail::any_db,
                                jsonpath_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// All items that a path finds, as an array.
template <class V1, class V2>
  requires(expression<V1>)
constexpr auto jsonb_path_query_array(V1&& a, V2&& b) {
  return detail::typed_function<"jsonb_path_query_array", jsonb_of<json_t>, detail::null_rule::any_argument,
                                detail::any_db, jsonpath_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
/// Any value as jsonb.
template <class V1>
  requires(expression<V1>)
constexpr auto to_jsonb(V1&& a) {
  return detail::typed_function<"to_jsonb", jsonb_of<json_t>, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
/// `jsonb_build_object("id", users.id, "name", users.name)`: keys and values in turn.
template <class... V>
constexpr auto jsonb_build_object(V&&... keys_and_values) {
  static_assert(sizeof...(V) % 2 == 0, "squall: jsonb_build_object() takes keys and values in turn");
  return detail::variadic<"jsonb_build_object", jsonb_of<json_t>>(std::forward<V>(keys_and_values)...);
}
template <class... V>
constexpr auto jsonb_build_array(V&&... elements) {
  return detail::variadic<"jsonb_build_array", jsonb_of<json_t>>(std::forward<V>(elements)...);
}

}  // namespace squall
