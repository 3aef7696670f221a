// GROUP BY, ORDER BY, LIMIT, OFFSET and the row locks of a SELECT.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/clause.hpp"
#include "squall/query/placeholder.hpp"
#include "squall/query/value.hpp"
#include "squall/schema/ordering.hpp"

namespace squall {

/// What for_update() and its kin do about rows that others have locked.
enum class lock_wait : std::uint8_t { wait, nowait, skip_locked };
template <lock_wait Wait>
struct lock_wait_constant {};
/// for_update(nowait): a locked row is an error at once (lock_not_available).
inline constexpr lock_wait_constant<lock_wait::nowait> nowait{};
/// for_update(skip_locked): locked rows are left out.
inline constexpr lock_wait_constant<lock_wait::skip_locked> skip_locked{};

/// limit(with_ties(n))
template <class N>
struct ties_count {
  N rows;
};
template <class N>
constexpr ties_count<N> with_ties(N rows) {
  return {std::move(rows)};
}

/// for_update(of(posts)): the rows of these tables alone.
template <lock_wait Wait, class... Table>
struct locked_tables {
  constexpr locked_tables<lock_wait::nowait, Table...> nowait() const { return {}; }
  constexpr locked_tables<lock_wait::skip_locked, Table...> skip_locked() const { return {}; }
};
template <class... Table>
constexpr locked_tables<lock_wait::wait, Table...> of(const Table&...) {
  static_assert(sizeof...(Table) > 0 && (detail::is_table<Table> && ...), "squall: of() takes tables of the statement");
  return {};
}

namespace detail {

/// rollup(…), cube(…), grouping_sets(…); see grouping_sets.hpp.
template <class E>
inline constexpr bool is_grouping_element = requires { E::is_grouping_element; };

template <class... E>
struct group_by_clause : clause_base<rank::group_by, E...> {
  static constexpr bool gives_subtotals = (is_grouping_element<E> || ...);
  [[no_unique_address]] pack<E...> list;

  constexpr explicit group_by_clause(E... e) : list{{static_cast<E&&>(e)}...} {}
  static constexpr void write(sql_writer& w, const group_by_clause* self) {
    w.put(" group by ");
    pack<E...>::write_list(w, self == nullptr ? nullptr : &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

/// `e desc nulls last` as a node.
template <class E, sort_direction Direction, nulls_order Nulls>
struct sort_key : expression_base<db_type_of<E>, E> {
  [[no_unique_address]] E operand;

  static constexpr void write(sql_writer& w, const sort_key* self) {
    render<E>(w, self == nullptr ? nullptr : &self->operand);
    if (Direction == sort_direction::descending)
      w.put(" desc");
    if (Nulls != nulls_order::unspecified)
      w.put(Nulls == nulls_order::first ? " nulls first" : " nulls last");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      operand.bind(sink);
  }
};
template <class E, sort_direction Direction, nulls_order Nulls>
constexpr auto make_sort_key(ordering<E, Direction, Nulls> o) {
  return sort_key<E, Direction, Nulls>{{}, static_cast<E&&>(o.expression)};
}
template <expression E>
constexpr auto make_sort_key(E e) {
  return e;
}

template <class... E>
struct order_by_clause : clause_base<rank::order_by, E...> {
  [[no_unique_address]] pack<E...> list;

  constexpr explicit order_by_clause(E... e) : list{{static_cast<E&&>(e)}...} {}
  static constexpr void write(sql_writer& w, const order_by_clause* self) {
    w.put(" order by ");
    pack<E...>::write_list(w, self == nullptr ? nullptr : &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

/// LIMIT or OFFSET: always a parameter.
template <int Rank, class E>
struct count_clause : clause_base<Rank, E> {
  [[no_unique_address]] E rows;

  static constexpr void write(sql_writer& w, const count_clause* self) {
    w.note_volatile();
    write_count(w, self);
  }
  static constexpr void write_count(sql_writer& w, const count_clause* self) {
    w.put(Rank == rank::limit ? " limit " : " offset ");
    render<E>(w, self == nullptr ? nullptr : &self->rows);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      rows.bind(sink);
  }
};

/// FETCH FIRST … WITH TIES. It stands behind OFFSET.
template <class E>
struct ties_clause : clause_base<rank::ties, E> {
  [[no_unique_address]] E rows;

  static constexpr void write(sql_writer& w, const ties_clause* self) {
    w.note_volatile();
    w.put(" fetch first (");
    render<E>(w, self == nullptr ? nullptr : &self->rows);
    w.put(") rows with ties");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, rows);
  }
};

template <class Type, bool Ok>
struct check_row_count {
  static_assert(Ok, "squall: limit() and offset() take a number of rows or a param<N> (see Type)");
};
template <class V>
inline constexpr bool is_row_count = integer_value<V> || is_untyped_placeholder<V> || expression<V>;
template <class V>
inline constexpr bool is_row_count<ties_count<V>> = is_row_count<V>;
template <class V>
constexpr auto make_count(V rows) {
  if constexpr (requires { rows.rows; })
    return make_count(rows.rows);
  else if constexpr (is_row_count<V>)
    return lift<std::int64_t>(static_cast<V&&>(rows));
  else
    return mistake{};
}

enum class lock_strength : std::uint8_t { update, no_key_update, share, key_share };

template <lock_strength Strength, lock_wait Wait, class... Table>
struct lock_clause : clause_base<rank::lock> {
  static constexpr void write(sql_writer& w, const lock_clause*) {
    constexpr std::string_view words[] = {" for update", " for no key update", " for share", " for key share"};
    w.put(words[static_cast<std::size_t>(Strength)]);
    if constexpr (sizeof...(Table) > 0) {
      bool first = true;
      ((w.put(first ? " of " : ", "), first = false, w.identifier(tag_of<Table>::reference())), ...);
    }
    if (Wait != lock_wait::wait)
      w.put(Wait == lock_wait::nowait ? " nowait" : " skip locked");
  }
};

}  // namespace detail
}  // namespace squall
