// Subtotals: GROUP BY with rollup, cube and grouping sets (PostgreSQL manual, 7.2.4). What is grouped becomes optional.
//
//     group_by(rollup(sales.region, sales.city))
//     group_by(grouping_sets(set_of(sales.region), set_of(sales.city), set_of()))
#pragma once

#include <cstdint>
#include <utility>

#include "squall/query/functions.hpp"
#include "squall/query/grouping.hpp"

namespace squall {

namespace detail {

/// `rollup (a, b)`
template <fixed_string Words, class... E>
struct grouping_element : expression_base<unknown, E...> {
  static constexpr bool is_grouping_element = true;
  [[no_unique_address]] pack<E...> list;

  static constexpr void write(sql_writer& w, const grouping_element* self) {
    w.put(Words.view());
    w.put("(");
    pack<E...>::write_list(w, self == nullptr ? nullptr : &self->list);
    w.put(")");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};
template <fixed_string Words, class... E>
constexpr auto make_grouping(E... e) {
  return grouping_element<Words, E...>{{}, {{std::move(e)}...}};
}

}  // namespace detail

/// The groups of all, of all but the last, …, and the whole.
template <expression... E>
constexpr auto rollup(E... e) {
  return detail::make_grouping<"rollup ">(std::move(e)...);
}
/// The groups of every subset.
template <expression... E>
constexpr auto cube(E... e) {
  return detail::make_grouping<"cube ">(std::move(e)...);
}
/// One set of grouping_sets(); of nothing: the whole.
template <expression... E>
constexpr auto set_of(E... e) {
  return detail::make_grouping<"">(std::move(e)...);
}
template <expression... E>
constexpr auto grouping_sets(E... sets) {
  return detail::make_grouping<"grouping sets ">(std::move(sets)...);
}
/// 1 in the rows where the expression is summed over, else 0; of several, bits.
template <expression... E>
constexpr auto grouping(E... e) {
  return detail::call<"grouping", std::int32_t, detail::null_rule::never, E...>{{}, {{std::move(e)}...}};
}

}  // namespace squall
