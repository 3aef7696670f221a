// What fits what: which database types compare, which values can be bound to which, what arithmetic gives.
// (PostgreSQL manual, 9.1–9.3, 9.9, 10.2.)
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/query/node.hpp"
#include "squall/schema/spec.hpp"
#include "squall/types/bytea.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/geometric.hpp"
#include "squall/types/json.hpp"
#include "squall/types/numeric.hpp"
#include "squall/types/uuid.hpp"

namespace squall::detail {

template <class Db>
inline constexpr bool is_integer =
    std::is_same_v<Db, std::int16_t> || std::is_same_v<Db, std::int32_t> || std::is_same_v<Db, std::int64_t>;
template <class Db>
inline constexpr bool is_floating = std::is_same_v<Db, float> || std::is_same_v<Db, double>;
template <class Db>
inline constexpr bool is_number = is_integer<Db> || is_floating<Db> || std::is_same_v<Db, numeric_t>;
template <class Db>
inline constexpr bool is_date_time =
    std::is_same_v<Db, date_t> || std::is_same_v<Db, timestamp_t> || std::is_same_v<Db, timestamptz_t>;
template <class Db>
inline constexpr bool is_unknown = std::is_same_v<Db, unknown>;

/// json has no equality and no order in PostgreSQL, jsonb has; nor have xml, jsonpath, point and polygon. What `=` is
/// for the other shapes is not equality: it compares areas and lengths (manual, 9.11).
template <class Db>
inline constexpr bool has_equality = true;
template <class T>
inline constexpr bool has_equality<json_of<T>> = false;
template <>
inline constexpr bool has_equality<xml_t> = false;
template <>
inline constexpr bool has_equality<jsonpath_t> = false;
template <>
inline constexpr bool has_equality<point_t> = false;
template <>
inline constexpr bool has_equality<line_t> = false;
template <>
inline constexpr bool has_equality<lseg_t> = false;
template <>
inline constexpr bool has_equality<box_t> = false;
template <>
inline constexpr bool has_equality<path_t> = false;
template <>
inline constexpr bool has_equality<polygon_t> = false;
template <>
inline constexpr bool has_equality<circle_t> = false;

/// Values of these two database types can be compared with each other.
template <class A, class B>
inline constexpr bool comparable = is_unknown<A> || is_unknown<B> ||
                                   (has_equality<A> && (std::is_same_v<A, B> || (is_number<A> && is_number<B>) ||
                                                        (is_date_time<A> && is_date_time<B>)));

/// An expression of database type B can be stored in a column of type A.
template <class A, class B>
inline constexpr bool storable = is_unknown<A> || is_unknown<B> || std::is_same_v<A, B> ||
                                 (is_number<A> && is_number<B>) || (is_date_time<A> && is_date_time<B>);

/// C++ arithmetic types that are numbers: not bool, not characters.
template <class V>
concept integer_value = integer_number<V>;
template <class V>
concept number_value = integer_value<V> || std::same_as<V, float> || std::same_as<V, double>;

/// The narrowest of integer and bigint that holds V. Unsigned 64-bit values are checked when bound.
template <integer_value V>
using integer_for = std::conditional_t<
    sizeof(V) < 4 || (sizeof(V) == 4 && std::is_signed_v<V>),
    std::conditional_t<sizeof(V) == 1 || (sizeof(V) == 2 && std::is_signed_v<V>), std::int16_t, std::int32_t>,
    std::int64_t>;

/// A std::reference_wrapper, known by what it has: <functional>, where it stands, costs a compiler too much.
template <class V>
concept reference_wrapper = requires(const V& reference) {
  typename V::type;
  { reference.get() } -> std::same_as<typename V::type&>;
};
/// `std::cref(text)`: a text that the statement refers to, instead of owning a copy. It has to stay as it is.
template <class V>
concept text_reference = reference_wrapper<V> && std::is_convertible_v<const typename V::type&, std::string_view>;
template <class V>
concept text_value = std::is_convertible_v<const V&, std::string_view> || text_reference<V>;

/// The database type that a value has by itself.
template <class V>
struct natural_db {
  using type = V;
};
template <integer_value V>
struct natural_db<V> {
  using type = std::conditional_t<sizeof(integer_for<V>) == 8, std::int64_t, std::int32_t>;
};
template <text_value V>
struct natural_db<V> {
  using type = std::string;
};
template <>
struct natural_db<json_t> {
  using type = jsonb_of<json_t>;
};

/// How a value of C++ type V is bound where a value of database type Db is expected: `type` is what travels.
/// Not defined where it cannot be.
template <class Db, class V>
struct bind_as {};
template <class V>
struct bind_as<unknown, V> : natural_db<V> {};
template <>
struct bind_as<bool, bool> {
  using type = bool;
};
// Wider than the column: the server compares the two types with each other, and checks the range when it stores.
template <class Db, integer_value V>
  requires is_integer<Db>
struct bind_as<Db, V> {
  using type = std::conditional_t<(sizeof(integer_for<V>) > sizeof(Db)), integer_for<V>, Db>;
};
template <class Db, std::floating_point V>
  requires(is_integer<Db> && number_value<V>)
struct bind_as<Db, V> {
  using type = double;
};
template <class Db>
  requires is_integer<Db>
struct bind_as<Db, numeric_t> {
  using type = numeric_t;
};
template <class Db, number_value V>
  requires is_floating<Db>
struct bind_as<Db, V> {
  using type = Db;
};
template <integer_value V>
struct bind_as<numeric_t, V> {
  using type = numeric_t;
};
template <>
struct bind_as<numeric_t, numeric_t> {
  using type = numeric_t;
};
template <text_value V>
  requires(!is_null_literal<V>)
struct bind_as<std::string, V> {
  using type = std::string;
};
template <class Db, class V>
  requires(!is_number<Db> && !is_unknown<Db> && !std::is_same_v<Db, bool> && !std::is_same_v<Db, std::string> &&
           std::is_convertible_v<V, value_of_t<Db>> && (std::is_same_v<V, Db> || !std::is_same_v<Db, char>) &&
           !is_null_literal<V>)
struct bind_as<Db, V> {
  using type = Db;
};

template <class Db, class V>
concept bindable = requires { typename bind_as<Db, bare<std::decay_t<V>>>::type; };
template <class Db, class V>
using bind_as_t = typename bind_as<Db, bare<std::decay_t<V>>>::type;

/// The database type of `a op b` for + - * / %; void when there is none.
template <class A, class B>
struct arithmetic {
  static consteval auto pick() {
    if constexpr (is_unknown<A> || is_unknown<B>)
      return std::type_identity<std::conditional_t<is_unknown<A>, B, A>>{};
    else if constexpr (is_integer<A> && is_integer<B>)
      return std::type_identity<std::conditional_t<(sizeof(A) > sizeof(B)), A, B>>{};
    else if constexpr (std::is_same_v<A, float> && std::is_same_v<B, float>)
      return std::type_identity<float>{};
    else if constexpr (is_number<A> && is_number<B> && (is_floating<A> || is_floating<B>))
      return std::type_identity<double>{};
    else if constexpr (is_number<A> && is_number<B>)
      return std::type_identity<numeric_t>{};
    else
      return std::type_identity<void>{};
  }
  using type = typename decltype(pick())::type;
};
template <class A, class B>
using arithmetic_t = typename arithmetic<A, B>::type;

/// The same with dates, times and intervals (manual, table 9.32): `Minus` says which of + and -.
template <class A, class B, bool Minus>
consteval auto date_arithmetic() {
  constexpr bool a_interval = std::is_same_v<A, interval_t>;
  constexpr bool b_interval = std::is_same_v<B, interval_t>;
  constexpr bool a_day = std::is_same_v<A, date_t>;
  constexpr bool b_day = std::is_same_v<B, date_t>;
  if constexpr (a_interval && b_interval)
    return std::type_identity<interval_t>{};
  else if constexpr (is_date_time<A> && b_interval)
    return std::type_identity<std::conditional_t<a_day, timestamp_t, A>>{};
  else if constexpr (a_interval && is_date_time<B> && !Minus)
    return std::type_identity<std::conditional_t<b_day, timestamp_t, B>>{};
  else if constexpr (a_day && is_integer<B>)
    return std::type_identity<date_t>{};
  else if constexpr (a_day && b_day && Minus)
    return std::type_identity<std::int32_t>{};
  else if constexpr (Minus && is_date_time<A> && is_date_time<B>)
    return std::type_identity<interval_t>{};
  else if constexpr (std::is_same_v<A, time_of_day_t> && b_interval)
    return std::type_identity<time_of_day_t>{};
  else if constexpr (Minus && std::is_same_v<A, time_of_day_t> && std::is_same_v<B, time_of_day_t>)
    return std::type_identity<interval_t>{};
  else
    return std::type_identity<arithmetic_t<A, B>>{};
}

/// sum() and avg() (manual, 9.21).
template <class Db>
struct aggregate_types {
  using sum = void;
  using avg = void;
};
template <class Db>
  requires(std::is_same_v<Db, std::int16_t> || std::is_same_v<Db, std::int32_t>)
struct aggregate_types<Db> {
  using sum = std::int64_t;
  using avg = numeric_t;
};
template <class Db>
  requires(std::is_same_v<Db, std::int64_t> || std::is_same_v<Db, numeric_t>)
struct aggregate_types<Db> {
  using sum = numeric_t;
  using avg = numeric_t;
};
template <class Db>
  requires is_floating<Db>
struct aggregate_types<Db> {
  using sum = Db;
  using avg = double;
};
template <>
struct aggregate_types<interval_t> {
  using sum = interval_t;
  using avg = interval_t;
};

}  // namespace squall::detail
