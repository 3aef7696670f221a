// What an expression is: an empty or small struct that knows its database type, its SQL text and its values.
//
// A node N has
//     using is_expression = void;
//     using db_type = …;                                          // std::int64_t, std::string, jsonb_of<T>, …
//     static constexpr bool is_static;                            // its text follows from its type
//     static constexpr bool nullable(const scope&);               // its value can be NULL among these tables
//     static constexpr stray_column stray(const scope&);          // the first column of another table
//     static constexpr void write(sql_writer&, const N* self);    // self is null when only the type is known
//     static constexpr bool has_values;                           // it has some
//     template <class Sink> void bind(Sink&) const;               // its values, in the order of the text
// expression_base gives all but write and bind for a node that is the sum of its parts. Columns, which the schema
// headers declare, are nodes through the overloads here.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "squall/query/scope.hpp"
#include "squall/query/sql_writer.hpp"
#include "squall/schema/ordering.hpp"
#include "squall/schema/table.hpp"

namespace squall {

/// A column, a bound value, or anything made of them.
template <class E>
concept expression = requires { typename std::remove_cvref_t<E>::is_expression; };

namespace detail {

template <class T>
inline constexpr bool is_column = false;
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
inline constexpr bool is_column<column<Tag, Id, Db, NotNull>> = true;

/// The type of what nothing says the type of: an untyped parameter, a mistake already reported.
struct unknown {};

template <class N>
consteval bool has_static_text() {
  if constexpr (is_column<N>)
    return true;
  else
    return N::is_static;
}
template <class N>
consteval bool carries_values() {
  if constexpr (is_column<N>)
    return false;
  else
    return N::has_values;
}
template <class N>
constexpr bool can_be_null(const scope& tables) {
  if constexpr (is_column<N>)
    return !never_null<N> || tables.nullable(tag_key<typename N::table_tag>);
  else
    return N::nullable(tables);
}
template <class N>
constexpr stray_column find_stray(const scope& tables) {
  if constexpr (!is_column<N>)
    return N::stray(tables);
  else if (tables.has(tag_key<typename N::table_tag>))
    return {};
  else
    return {N::table_tag::reference(), N::name()};
}
template <class... N>
constexpr stray_column first_stray(const scope& tables) {
  stray_column stray;
  (void)((stray = find_stray<N>(tables), stray.found()) || ...);
  return stray;
}
template <class N>
constexpr void render(sql_writer& w, const N* node) {
  if constexpr (is_column<N>)
    w.column(N::table_tag::reference(), N::name());
  else
    N::write(w, node);
}
/// An expression beside an operator: a fragment's own operators must not mix with it.
template <class N>
constexpr void render_operand(sql_writer& w, const N* node) {
  if constexpr (requires { N::is_fragment; }) {
    w.put("(");
    N::write(w, node);
    w.put(")");
  } else {
    render<N>(w, node);
  }
}
template <class N, class Sink>
constexpr void bind_values([[maybe_unused]] Sink& sink, [[maybe_unused]] const N& node) {
  if constexpr (carries_values<N>())
    node.bind(sink);
}

template <class Db, class... Part>
struct expression_base {
  using is_expression = void;
  using db_type = Db;
  static constexpr bool is_static = (has_static_text<Part>() && ...);
  static constexpr bool has_values = (carries_values<Part>() || ...);
  static constexpr bool nullable(const scope& tables) { return (can_be_null<Part>(tables) || ...); }
  static constexpr stray_column stray(const scope& tables) { return first_stray<Part...>(tables); }
};

/// What an operator gives after its mistake was reported: fits everywhere, so that there is one error and not ten.
struct mistake : expression_base<unknown> {
  static constexpr void write(sql_writer&, const mistake*) {}
  template <class Sink>
  void bind(Sink&) const {}
};

template <class E>
using db_type_of = typename std::remove_cvref_t<E>::db_type;
template <class Db, bool Nullable>
using nullable_value = typename select_member<Db, !Nullable>::type;

template <class T>
struct strip_optional {
  using type = T;
};
template <class T>
struct strip_optional<std::optional<T>> {
  using type = T;
};
template <class T>
using bare = typename strip_optional<std::remove_cvref_t<T>>::type;
template <class T>
inline constexpr bool is_optional = !std::is_same_v<bare<T>, std::remove_cvref_t<T>>;
template <class T>
inline constexpr bool is_null_literal =
    std::is_same_v<std::remove_cvref_t<T>, std::nullptr_t> || std::is_same_v<std::remove_cvref_t<T>, std::nullopt_t>;

}  // namespace detail

/// The C++ type of an expression's value, std::optional where it can be NULL (outer joins apart: they are the
/// statement's).
template <expression E>
using value_type_t = detail::nullable_value<detail::db_type_of<E>, detail::can_be_null<std::remove_cvref_t<E>>({})>;

}  // namespace squall
