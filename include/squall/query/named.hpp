// as<"n">(expression): a name for a column of the result.
#pragma once

#include <utility>

#include "squall/query/node.hpp"

namespace squall {

namespace detail {

/// The name is written in the list of a SELECT or RETURNING alone; elsewhere this is the expression.
template <class E, fixed_string Name>
struct named : expression_base<db_type_of<E>, E> {
  [[no_unique_address]] E operand;

  static constexpr bool nullable(const scope& tables) { return can_be_null<E>(tables); }
  static constexpr std::string_view name() { return Name.view(); }
  static constexpr bool is_aggregate = requires { requires E::is_aggregate; };
  static constexpr void write(sql_writer& w, const named* self) {
    render<E>(w, self == nullptr ? nullptr : &self->operand);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
  }
};
template <class E>
inline constexpr bool is_named = false;
template <class E, fixed_string Name>
inline constexpr bool is_named<named<E, Name>> = true;
template <class Named, class E>
inline constexpr bool is_named_expression = false;
template <class E, fixed_string Name>
inline constexpr bool is_named_expression<named<E, Name>, E> = true;

}  // namespace detail

/// `select(as<"n">(count()))…` gives rows with `row["n"_c]`.
template <fixed_string Name, expression E>
constexpr auto as(E e) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  return detail::named<E, Name>{{}, std::move(e)};
}

}  // namespace squall
