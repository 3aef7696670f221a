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

}  // namespace squall
