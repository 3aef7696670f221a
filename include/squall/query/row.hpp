// The row of a projection: `select(users.id, as<"n">(count()))`.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/fields.hpp"

namespace squall {

namespace detail {

/// A field of a row: the expression that it is the value of, and the value's type.
template <class Field, class Value>
struct selected {
  using field = Field;
  using value_type = Value;
};

template <std::size_t I, class T>
struct cell {
  T value;
};
template <class Sequence, class... S>
struct cells;
template <std::size_t... I, class... S>
struct cells<std::index_sequence<I...>, S...> : cell<I, typename S::value_type>... {};

template <std::size_t I, class T>
constexpr T& cell_value(cell<I, T>& c) {
  return c.value;
}
template <std::size_t I, class T>
constexpr const T& cell_value(const cell<I, T>& c) {
  return c.value;
}

template <fixed_string Name>
struct field_name {};

template <class F>
constexpr std::string_view name_of_field() {
  if constexpr (requires { F::name(); })
    return F::name();
  else
    return {};
}
template <class Key, class F>
inline constexpr bool is_field = std::is_same_v<Key, F>;
template <class E, fixed_string Name>
inline constexpr bool is_field<E, named<E, Name>> = true;

template <auto Key, bool Ok>
struct check_name {
  static_assert(Ok, "squall: the query has no result column of this name (see Key)");
};
template <class Key, bool Ok>
struct check_selected {
  static_assert(Ok, "squall: this column was not selected by the query that produced the row (see Key)");
};

}  // namespace detail

inline namespace literals {
/// The name of a result column: `row["n"_c]`.
template <fixed_string Name>
consteval detail::field_name<Name> operator""_c() {
  return {};
}
}  // namespace literals

/// One row of a projection. Read it by structured binding, by what was selected, or by name:
///
///     auto [id, n] = row;
///     row[users.id];
///     row["n"_c];
///     row.into<Summary>();     // Summary{id, n}
///
/// A whole table in the list is one field, its row: `row[users].email`.
template <class... Selected>
class row : public detail::cells<std::index_sequence_for<Selected...>, Selected...> {
  static constexpr std::size_t none = sizeof...(Selected);

  template <class Key>
  static consteval std::size_t find_key() {
    std::size_t at = 0;
    std::size_t found = none;
    ((detail::is_field<Key, typename Selected::field> && found == none ? void(found = at) : void(), ++at), ...);
    return found;
  }
  static consteval std::size_t find_name(std::string_view name) {
    std::size_t at = 0;
    std::size_t found = none;
    ((detail::name_of_field<typename Selected::field>() == name && found == none ? void(found = at) : void(), ++at),
     ...);
    return found;
  }

 public:
  template <std::size_t I>
  constexpr auto& get() & {
    return detail::cell_value<I>(*this);
  }
  template <std::size_t I>
  constexpr const auto& get() const& {
    return detail::cell_value<I>(*this);
  }
  template <std::size_t I>
  constexpr auto&& get() && {
    return std::move(detail::cell_value<I>(*this));
  }

  /// The value of what was selected: a column, the same expression, or a table.
  template <class Key>
  constexpr const auto& operator[](const Key&) const {
    constexpr std::size_t i = find_key<typename detail::field_of<Key>::type>();
    (void)sizeof(detail::check_selected<Key, (i < none)>);
    return get<(i < none ? i : 0)>();
  }
  template <fixed_string Name>
  constexpr const auto& operator[](detail::field_name<Name>) const {
    constexpr std::size_t i = find_name(Name.view());
    (void)sizeof(detail::check_name<Name, (i < none)>);
    return get<(i < none ? i : 0)>();
  }

  /// An aggregate made of the values, in order.
  template <class T>
  constexpr T into() const& {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return T{get<I>()...};
    }(std::index_sequence_for<Selected...>{});
  }
  template <class T>
  constexpr T into() && {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return T{std::move(*this).template get<I>()...};
    }(std::index_sequence_for<Selected...>{});
  }
};

}  // namespace squall

template <class... Selected>
struct std::tuple_size<squall::row<Selected...>> : std::integral_constant<std::size_t, sizeof...(Selected)> {};
template <std::size_t I, class... Selected>
struct std::tuple_element<I, squall::row<Selected...>> {
  using type = std::remove_cvref_t<decltype(std::declval<squall::row<Selected...>&>().template get<I>())>;
};
