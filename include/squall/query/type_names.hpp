// The names of database types, for casts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/query/db_types.hpp"
#include "squall/schema/enums.hpp"

namespace squall::detail {

template <class Db>
inline constexpr std::string_view type_name = "";
template <>
inline constexpr std::string_view type_name<bool> = "boolean";
template <>
inline constexpr std::string_view type_name<std::int16_t> = "smallint";
template <>
inline constexpr std::string_view type_name<std::int32_t> = "integer";
template <>
inline constexpr std::string_view type_name<std::int64_t> = "bigint";
template <>
inline constexpr std::string_view type_name<float> = "real";
template <>
inline constexpr std::string_view type_name<double> = "double precision";
template <>
inline constexpr std::string_view type_name<numeric_t> = "numeric";
template <>
inline constexpr std::string_view type_name<std::string> = "text";
template <>
inline constexpr std::string_view type_name<bytea_t> = "bytea";
template <>
inline constexpr std::string_view type_name<uuid_t> = "uuid";
template <>
inline constexpr std::string_view type_name<date_t> = "date";
template <>
inline constexpr std::string_view type_name<time_of_day_t> = "time without time zone";
template <>
inline constexpr std::string_view type_name<timetz_t> = "time with time zone";
template <>
inline constexpr std::string_view type_name<timestamp_t> = "timestamp without time zone";
template <>
inline constexpr std::string_view type_name<timestamptz_t> = "timestamp with time zone";
template <>
inline constexpr std::string_view type_name<interval_t> = "interval";
template <class T>
inline constexpr std::string_view type_name<json_of<T>> = "json";
template <class T>
inline constexpr std::string_view type_name<jsonb_of<T>> = "jsonb";

template <class T>
inline constexpr bool is_array_type = false;
template <class T>
inline constexpr bool is_array_type<std::vector<T>> = !std::is_same_v<T, std::byte>;

/// The quoted name of an enumeration: from enum_traits, else its C++ name in snake_case.
template <class E>
constexpr void write_enum_name(sql_writer& w) {
  if constexpr (requires { enum_traits<E>::schema; }) {
    w.identifier(enum_traits<E>::schema);
    w.put(".");
  }
  if constexpr (requires { enum_traits<E>::name; }) {
    w.identifier(enum_traits<E>::name);
  } else {
    w.put("\"");
    snake_case(unqualified_type_name(raw_enum_name<E>()), [&](char c) { w.put({&c, 1}); });
    w.put("\"");
  }
}

template <class Db>
constexpr void write_type_name(sql_writer& w) {
  if constexpr (is_array_type<Db>) {
    write_type_name<bare<typename Db::value_type>>(w);
    w.put("[]");
  } else if constexpr (std::is_enum_v<Db>) {
    write_enum_name<Db>(w);
  } else {
    static_assert(!type_name<Db>.empty(), "squall: this C++ type is no database type that Squall knows the name of");
    w.put(type_name<Db>);
  }
}

}  // namespace squall::detail

#include "squall/query/special_type_names.hpp"  // IWYU pragma: export
