// Functions and operators of arrays (PostgreSQL manual, 9.19).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"

namespace squall {

namespace detail {

/// `(a)[n]`, `(a)[from:to]`
template <class Db, class A, class... I>
struct subscript : expression_base<Db, A, I...> {
  [[no_unique_address]] A array;
  [[no_unique_address]] pack<I...> places;

  /// An element may not be there, or be NULL; a slice is an array, of an array.
  static constexpr bool nullable(const scope& tables) {
    return sizeof...(I) == 1 || can_be_null<A>(tables) || (can_be_null<I>(tables) || ...);
  }
  static constexpr void write(sql_writer& w, const subscript* self) {
    w.put("(");
    render<A>(w, self == nullptr ? nullptr : &self->array);
    w.put(")[");
    write_places(w, self, std::index_sequence_for<I...>{});
    w.put("]");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, array);
    places.bind(sink);
  }

 private:
  template <std::size_t... N>
  static constexpr void write_places(sql_writer& w, const subscript* self, std::index_sequence<N...>) {
    ((w.put(N == 0 ? "" : ":"), render<I>(w, self == nullptr ? nullptr : &item<N>(self->places))), ...);
  }
};
template <class Type, bool Ok>
struct check_subscript {
  static_assert(Ok, "squall: this is no array (see Type)");
};

/// `array[a, b]`
template <class Db, class... E>
struct array_constructor : expression_base<Db, E...> {
  [[no_unique_address]] pack<E...> elements;

  static constexpr bool nullable(const scope&) { return false; }
  static constexpr void write(sql_writer& w, const array_constructor* self) {
    w.put("array[");
    pack<E...>::write_list(w, self == nullptr ? nullptr : &self->elements);
    w.put("]");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    elements.bind(sink);
  }
};
template <class Type, bool Ok>
struct check_element {
  static_assert(Ok, "squall: the elements of an array have one type, that of the first (see Type)");
};

}  // namespace detail

/// The element at a place, counted from 1; NULL when there is none.
template <expression E, class N>
constexpr auto element(E array, N&& place) {
  constexpr bool ok = detail::is_array_type<detail::db_type_of<E>>;
  (void)sizeof(detail::check_subscript<detail::shown<E>, ok>);
  if constexpr (ok) {
    auto p = detail::function_argument<std::int32_t>(static_cast<N&&>(place));
    return detail::subscript<typename detail::element_type_of<E>::type, E, decltype(p)>{
        {}, std::move(array), {{std::move(p)}}};
  } else {
    return detail::mistake{};
  }
}
/// The elements from a place to another, both counted from 1, as an array.
template <expression E, class From, class To>
constexpr auto slice(E array, From&& from, To&& to) {
  constexpr bool ok = detail::is_array_type<detail::db_type_of<E>>;
  (void)sizeof(detail::check_subscript<detail::shown<E>, ok>);
  if constexpr (ok) {
    auto f = detail::function_argument<std::int32_t>(static_cast<From&&>(from));
    auto t = detail::function_argument<std::int32_t>(static_cast<To&&>(to));
    return detail::subscript<detail::db_type_of<E>, E, decltype(f), decltype(t)>{
        {}, std::move(array), {{std::move(f)}, {std::move(t)}}};
  } else {
    return detail::mistake{};
  }
}
/// An array of values, the first of which says the type: `array_of(posts.title, "x")`.
template <expression E, class... V>
constexpr auto array_of(E first, V&&... others) {
  using db = detail::db_type_of<E>;
  constexpr bool ok = (detail::operand_fits<db, V>() && ...);
  ((void)sizeof(detail::check_element<detail::shown<V>, detail::operand_fits<db, V>()>), ...);
  if constexpr (ok) {
    constexpr bool null = (detail::can_be_null<E>({}) || ... ||
                           detail::can_be_null<decltype(detail::lift<db>(static_cast<V&&>(others)))>({}));
    using array = std::vector<std::conditional_t<null, std::optional<db>, db>>;
    return detail::array_constructor<array, E, decltype(detail::lift<db>(static_cast<V&&>(others)))...>{
        {}, {{std::move(first)}, {detail::lift<db>(static_cast<V&&>(others))}...}};
  } else {
    return detail::mistake{};
  }
}

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
