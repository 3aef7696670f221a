// Which clause a call adds: the one that it names, or, when the call is a mistake, none, after the mistake was
// reported.
#pragma once

#include <type_traits>

#include "squall/query/checks.hpp"
#include "squall/query/fields.hpp"
#include "squall/query/from.hpp"
#include "squall/query/grouping.hpp"
#include "squall/query/where.hpp"

namespace squall::detail {

template <bool Ok>
struct check_has_from {
  static_assert(Ok, "squall: from() comes first: this clause needs the statement's tables");
};
template <class T, bool Ok>
struct check_is_table {
  static_assert(Ok, "squall: from() and joins take a table (see T)");
};

template <class... T>
struct type_list {};

/// Stands for a clause that was refused. No SQL.
struct refused_clause : clause_base<rank::all_rows> {
  struct base {};
  template <class... A>
  constexpr explicit refused_clause(base, const A&...) {}
  template <class... A>
  constexpr explicit refused_clause(const A&...) {}
  static constexpr void write(sql_writer&, const refused_clause*) {}
};
template <bool Ok, class Clause>
using unless_refused = std::conditional_t<Ok, Clause, refused_clause>;

/// A list has the expression, under whatever name.
template <class Fields, class E>
inline constexpr bool lists_expression = false;
template <class... F, class E>
inline constexpr bool lists_expression<fields_clause<rank::fields, F...>, E> =
    ((std::is_same_v<F, E> || is_named_expression<F, E>) || ...);

template <class GroupKey, bool Ok>
struct check_group_key {
  static_assert(
      Ok,
      "squall: group_by() and select() have an expression with a value in it, which the server takes for two: "
      "write the value as constant<…> (see GroupKey)");
};
template <class E, class... C>
constexpr void check_group_by() {
  if constexpr (carries_values<E>())
    (void)sizeof(check_group_key<E, !(lists_expression<C, E> || ...)>);
}

/// A clause that a statement has once.
template <class Clause, class... C>
struct once {
  static constexpr bool ok = !has_rank<Clause::rank, C...>;
  static_assert(sizeof(check_single_clause<ok>) > 0);
  using type = unless_refused<ok, Clause>;
};
template <class Clause, class... C>
using checked_once = typename once<Clause, C...>::type;

template <template <class> class Clause, class Table, class... C>
struct table_clause_of {
  static_assert(sizeof(check_is_table<Table, false>) > 0);
  using type = refused_clause;
};
template <template <class> class Clause, template <class> class T, fixed_string N, fixed_string S, fixed_string A,
          class... C>
struct table_clause_of<Clause, table_t<T, N, S, A>, C...> {
  using type = Clause<tag<T, N, S, A>>;
};
template <template <class> class Clause, template <class> class T, fixed_string N, fixed_string S, fixed_string A,
          class... C>
struct table_clause_of<Clause, view_t<T, N, S, A>, C...> {
  using type = Clause<tag<T, N, S, A>>;
};
/// A source of rows that is no table of the schema: a subquery, a common table expression, a function (sources.hpp).
template <class S>
concept row_source = requires { typename S::is_row_source; };
template <class Clause, class Source>
struct source_clause;
template <join_kind Kind, class Source, class On>
struct source_join_clause;
template <template <class> class Clause, row_source S, class... C>
struct table_clause_of<Clause, S, C...> {
  using type = source_clause<Clause<typename S::table_tag>, typename S::source_type>;
};
/// The clause of a table, which is in its type, or of a source, which has values of its own.
template <class Clause, class Table>
constexpr Clause make_table_clause([[maybe_unused]] const Table& table) {
  if constexpr (row_source<Table>)
    return Clause{{}, table};
  else
    return Clause();
}
template <class Clause, class Table, class On>
constexpr Clause make_join_clause([[maybe_unused]] const Table& table, On on) {
  if constexpr (row_source<Table>)
    return Clause{{}, static_cast<On&&>(on), table};
  else
    return Clause{{}, static_cast<On&&>(on)};
}

template <class Table, class... C>
using checked_from = checked_once<typename table_clause_of<from_clause, Table>::type, C...>;
template <class Table, class... C>
using checked_cross_join = typename table_clause_of<cross_join_clause, Table>::type;

/// A clause that takes a condition.
template <template <class> class Clause, class E>
struct condition_clause {
  static constexpr bool ok = is_condition<E>();
  static_assert(sizeof(check_condition<shown<E>, ok>) > 0);
  using type = typename std::conditional_t<ok, std::type_identity<Clause<std::conditional_t<ok, E, mistake>>>,
                                           std::type_identity<refused_clause>>::type;
};
template <join_kind Kind, class Tag>
struct join_with {
  template <class On>
  using clause = join_clause<Kind, Tag, On>;
};
template <join_kind Kind, class Table, class On, bool HasFrom>
struct join_of {
  static_assert(sizeof(check_has_from<HasFrom>) > 0);
  using type = refused_clause;
};
template <join_kind Kind, class Table, class On>
struct join_of<Kind, Table, On, true> {
  static_assert(sizeof(check_is_table<Table, is_table<Table>>) > 0);
  using type = refused_clause;
};
template <join_kind Kind, template <class> class T, fixed_string N, fixed_string S, fixed_string A, class On>
struct join_of<Kind, table_t<T, N, S, A>, On, true>
    : condition_clause<join_with<Kind, tag<T, N, S, A>>::template clause, On> {};
template <join_kind Kind, template <class> class T, fixed_string N, fixed_string S, fixed_string A, class On>
struct join_of<Kind, view_t<T, N, S, A>, On, true>
    : condition_clause<join_with<Kind, tag<T, N, S, A>>::template clause, On> {};
template <join_kind Kind, row_source S>
struct join_source_with {
  template <class On>
  using clause = source_join_clause<Kind, typename S::source_type, On>;
};
template <join_kind Kind, row_source S, class On>
struct join_of<Kind, S, On, true> : condition_clause<join_source_with<Kind, S>::template clause, On> {};
template <join_kind Kind, class Table, class On, class... C>
using checked_join = typename join_of<Kind, Table, On, has_rank<rank::from, C...>>::type;

template <class E, bool First>
struct where_of {
  static_assert(sizeof(check_single_where<First>) > 0);
  using type = refused_clause;
};
template <class E>
struct where_of<E, true> : condition_clause<where_clause, E> {};
template <class E, class... C>
using checked_where = typename where_of<E, !has_rank<rank::where, C...>>::type;
template <class E>
using checked_where_if = typename condition_clause<where_if_clause, E>::type;
template <class E, class... C>
using checked_having = checked_once<typename condition_clause<having_clause, E>::type, C...>;

template <class Keys, bool HasFrom>
struct order_by_of {
  static_assert(sizeof(check_has_from<HasFrom>) > 0);
  using type = refused_clause;
};
template <class... E>
struct order_by_of<type_list<E...>, true> {
  using type = order_by_clause<decltype(make_sort_key(std::declval<E>()))...>;
};
template <class Keys, class... C>
using checked_order_by = checked_once<typename order_by_of<Keys, has_rank<rank::from, C...>>::type, C...>;

template <int Rank, class V>
struct count_of {
  static_assert(sizeof(check_row_count<V, is_row_count<V>>) > 0);
  using type = count_clause<Rank, decltype(make_count<V>(std::declval<V>()))>;
};
template <class V>
struct count_of<rank::limit, ties_count<V>> {
  static_assert(sizeof(check_row_count<V, is_row_count<V>>) > 0);
  using type = ties_clause<decltype(make_count<V>(std::declval<V>()))>;
};
template <int Rank, class V, class... C>
using checked_count = checked_once<typename count_of<Rank, V>::type, C...>;

template <class T, bool Ok>
struct check_lock_option {
  static_assert(Ok, "squall: a row lock takes nowait, skip_locked or of(table, …) (see T)");
};
template <lock_strength Strength, class Options>
struct lock_of {
  static_assert(sizeof(check_lock_option<Options, false>) > 0);
  using type = refused_clause;
};
template <lock_strength Strength, lock_wait Wait>
struct lock_of<Strength, lock_wait_constant<Wait>> {
  using type = lock_clause<Strength, Wait>;
};
template <lock_strength Strength, lock_wait Wait, class... Table>
struct lock_of<Strength, locked_tables<Wait, Table...>> {
  using type = lock_clause<Strength, Wait, Table...>;
};
template <lock_strength Strength, class Options, class... C>
using checked_lock = checked_once<typename lock_of<Strength, Options>::type, C...>;

}  // namespace squall::detail
