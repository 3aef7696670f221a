// JOIN … USING: joins by columns of the same name.
//
//     db.select().from(orders).inner_join(lines, using_(orders.order_id))    // orders.order_id = lines.order_id
//
// Written as the equalities that it stands for: a name that a third table has, too, is not ambiguous then, and each
// table keeps its column.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/checked_clauses.hpp"
#include "squall/query/checks.hpp"
#include "squall/query/sources.hpp"

namespace squall {

namespace detail {

/// using_(…) before the joined table is known.
template <class... Column>
struct using_columns {};

template <auto Column, bool Ok>
struct check_using_column {
  static_assert(Ok, "squall: the table that is joined has no column of this name (see Column)");
};
template <class T, bool Ok>
struct check_using {
  static_assert(Ok, "squall: using_() takes columns of the tables before the join (see T)");
};

/// The column of `Tag` with a name; `mistake` when there is none.
template <class Tag, class Column>
consteval auto find_namesake() {
  if constexpr (requires { typename Tag::fields; }) {
    constexpr std::size_t i = Tag::fields::find(Column::name());
    if constexpr (i < Tag::fields::count)
      return std::type_identity<source_column<Tag, typename decltype(nth_field<i>(typename Tag::fields{}))::type>>{};
    else
      return std::type_identity<mistake>{};
  } else {
    constexpr std::size_t i = [] {
      std::size_t at = 0;
      while (at < Tag::size() && column_name<Tag>(at) != Column::name()) ++at;
      return at;
    }();
    if constexpr (i < Tag::size())
      return members<Tag::size()>::visit(
          probe<typename Tag::template in<column_mode<Tag>>>,
          []<class... C>(const C&...) { return std::type_identity<typename nth_type<i, C...>::type>{}; });
    else
      return std::type_identity<mistake>{};
  }
}
template <class Tag, class Column>
using namesake = typename decltype(find_namesake<Tag, Column>())::type;

/// `"a"."id" = "b"."id" and …`
template <class Tag, class... Column>
struct using_condition : expression_base<bool, Column..., namesake<Tag, Column>...> {
  constexpr using_condition() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): what using_() gave becomes the condition of its join.
  constexpr using_condition(using_columns<Column...>) {
    ((void)sizeof(check_using_column<show_name<&Column::name>(), !std::is_same_v<namesake<Tag, Column>, mistake>>),
     ...);
    ((void)sizeof(check_comparable<db_type_of<Column>, db_type_of<namesake<Tag, Column>>,
                                   comparable<db_type_of<Column>, db_type_of<namesake<Tag, Column>>>>),
     ...);
  }
  static constexpr void write(sql_writer& w, const using_condition*) {
    bool first = true;
    ((w.put(first ? "" : " and "), first = false, render<Column>(w, nullptr), w.put(" = "),
      render<namesake<Tag, Column>>(w, nullptr)),
     ...);
  }
  template <class Sink>
  void bind(Sink&) const {}
};

template <join_kind Kind, template <class> class T, fixed_string N, fixed_string S, fixed_string A, class... Column>
struct join_of<Kind, table_t<T, N, S, A>, using_columns<Column...>, true> {
  using type = join_clause<Kind, tag<T, N, S, A>, using_condition<tag<T, N, S, A>, Column...>>;
};
template <join_kind Kind, template <class> class T, fixed_string N, fixed_string S, fixed_string A, class... Column>
struct join_of<Kind, view_t<T, N, S, A>, using_columns<Column...>, true> {
  using type = join_clause<Kind, tag<T, N, S, A>, using_condition<tag<T, N, S, A>, Column...>>;
};
template <join_kind Kind, row_source S, class... Column>
struct join_of<Kind, S, using_columns<Column...>, true> {
  using type = source_join_clause<Kind, typename S::source_type, using_condition<typename S::table_tag, Column...>>;
};

template <class E>
inline constexpr bool names_a_column = is_column<E>;
template <class Tag, class Field>
inline constexpr bool names_a_column<source_column<Tag, Field>> = true;

}  // namespace detail

/// The condition of a join: these columns, of tables before it, are equal to the joined table's of the same names.
template <class... Column>
constexpr auto using_(Column...) {
  static_assert(sizeof...(Column) > 0, "squall: using_() names a column at least");
  ((void)sizeof(detail::check_using<Column, detail::names_a_column<Column>>), ...);
  return detail::using_columns<Column...>{};
}

}  // namespace squall
