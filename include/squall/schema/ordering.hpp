// desc(), asc(), nulls_first(): for index keys and for order_by().
#pragma once

#include <cstdint>

namespace squall {

enum class sort_direction : std::uint8_t { ascending, descending };
enum class nulls_order : std::uint8_t { unspecified, first, last };

/// An expression and the order of its values. PostgreSQL puts NULLs last in ascending order, first in descending.
template <class E, sort_direction Direction, nulls_order Nulls = nulls_order::unspecified>
struct ordering {
  [[no_unique_address]] E expression;

  constexpr auto nulls_first() const { return ordering<E, Direction, nulls_order::first>{expression}; }
  constexpr auto nulls_last() const { return ordering<E, Direction, nulls_order::last>{expression}; }
};

template <class E>
concept column_or_expression = requires { typename E::is_expression; };

template <column_or_expression E>
constexpr auto asc(E expression) {
  return ordering<E, sort_direction::ascending>{expression};
}
template <column_or_expression E>
constexpr auto desc(E expression) {
  return ordering<E, sort_direction::descending>{expression};
}

}  // namespace squall
