// Functions of the session and of values in general (PostgreSQL manual, 9.26).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

constexpr auto current_database() {
  return detail::typed_function<"current_database", std::string, detail::null_rule::never>::of();
}
constexpr auto pg_backend_pid() {
  return detail::typed_function<"pg_backend_pid", std::int32_t, detail::null_rule::never>::of();
}
constexpr auto txid_current() {
  return detail::typed_function<"txid_current", std::int64_t, detail::null_rule::never>::of();
}
/// A random uuid.
constexpr auto gen_random_uuid() {
  return detail::typed_function<"gen_random_uuid", uuid_t, detail::null_rule::never>::of();
}
constexpr auto version() { return detail::typed_function<"version", std::string, detail::null_rule::never>::of(); }
/// A setting: `current_setting("app.user_id")`.
template <class V1>
constexpr auto current_setting(V1&& a) {
  return detail::typed_function<"current_setting", std::string, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto pg_column_size(V1&& a) {
  return detail::typed_function<"pg_column_size", std::int32_t, detail::null_rule::any_argument, detail::any_db>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto hashtext(V1&& a) {
  return detail::typed_function<"hashtext", std::int32_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// A uuid that begins with the time, so that later ones sort behind (PostgreSQL 18).
constexpr auto uuidv7() { return detail::typed_function<"uuidv7", uuid_t, detail::null_rule::never>::of(); }
/// The next value of a sequence; its name as PostgreSQL reads one: `nextval("shop.\"Orders_id_seq\"")`.
template <class V1>
constexpr auto nextval(V1&& sequence) {
  return detail::typed_function<"nextval", std::int64_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(sequence));
}
/// The value that nextval() gave last in this session.
template <class V1>
constexpr auto currval(V1&& sequence) {
  return detail::typed_function<"currval", std::int64_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(sequence));
}
/// nextval() goes on behind this value.
template <class V1, class V2>
constexpr auto setval(V1&& sequence, V2&& value) {
  return detail::typed_function<"setval", std::int64_t, detail::null_rule::any_argument, std::string, std::int64_t>::of(
      std::forward<V1>(sequence), std::forward<V2>(value));
}
/// How many of the values are NULL, and how many are not.
template <class... V>
  requires(sizeof...(V) > 0)
constexpr auto num_nulls(V&&... values) {
  return detail::variadic<"num_nulls", std::int32_t>(std::forward<V>(values)...);
}
template <class... V>
  requires(sizeof...(V) > 0)
constexpr auto num_nonnulls(V&&... values) {
  return detail::variadic<"num_nonnulls", std::int32_t>(std::forward<V>(values)...);
}

}  // namespace squall
