// INSERT … ON CONFLICT (PostgreSQL manual, INSERT).
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/assignment.hpp"
#include "squall/query/clause.hpp"

namespace squall {

namespace detail {

template <class Column, class Tag, bool Ok>
struct check_own_column {
  static_assert(Ok, "squall: this column belongs to another table than the statement's (see Column and Tag)");
};
/// The assignments of an INSERT or UPDATE are to columns of its table.
template <class Tag, class... A>
constexpr void check_own_columns() {
  ((void)sizeof(
       check_own_column<typename A::column_type, Tag, std::is_same_v<typename A::column_type::table_tag, Tag>>),
   ...);
}

/// VALUES of a vector of rows, which can be empty.
template <class C>
inline constexpr bool has_row_list = C::rank == rank::values && requires(const C& clause) { clause.empty(); };
template <class C>
constexpr bool has_no_rows(const C& clause) {
  if constexpr (has_row_list<C>)
    return clause.empty();
  else
    return false;
}

struct default_values_clause : clause_base<rank::values> {
  static constexpr void write(sql_writer& w, const default_values_clause*) { w.put(" default values"); }
};

/// `"a" = $1, "b" = $2`
template <class... A>
struct assignment_list {
  [[no_unique_address]] pack<typename A::value_node...> values;

  constexpr explicit assignment_list(A... a) : values{{std::move(a.value)}...} {}
  static constexpr void write(sql_writer& w, const assignment_list* self) {
    write_each(w, self, std::index_sequence_for<A...>{});
  }
  template <class Sink>
  void bind(Sink& sink) const {
    values.bind(sink);
  }

 private:
  template <std::size_t... I>
  static constexpr void write_each(sql_writer& w, const assignment_list* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? "" : ", "), w.identifier(A::column_type::name()), w.put(" = "),
      render<typename A::value_node>(w, self == nullptr ? nullptr : &item<I>(self->values))),
     ...);
  }
};

template <class... Column>
struct conflict_target {
  static constexpr void write(sql_writer& w) {
    w.put(" on conflict");
    if (sizeof...(Column) == 0)
      return;
    w.put(" (");
    bool first = true;
    ((w.put(first ? "" : ", "), first = false, w.identifier(Column::name())), ...);
    w.put(")");
  }
};
template <class... Column>
struct do_nothing_clause : clause_base<rank::conflict> {
  static constexpr void write(sql_writer& w, const do_nothing_clause*) {
    conflict_target<Column...>::write(w);
    w.put(" do nothing");
  }
};
template <class Target, class... A>
struct do_update_clause : clause_base<rank::conflict, typename A::value_node...> {
  [[no_unique_address]] assignment_list<A...> list;

  constexpr explicit do_update_clause(A... a) : list(std::move(a)...) {}
  static constexpr void write(sql_writer& w, const do_update_clause* self) {
    Target::write(w);
    w.put(" do update set ");
    assignment_list<A...>::write(w, self == nullptr ? nullptr : &self->list);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    list.bind(sink);
  }
};

template <bool Ok>
struct check_conflict_target {
  static_assert(Ok, "squall: do_update() needs the columns of a unique index: on_conflict(table.column).do_update(…)");
};

/// on_conflict(…): do_nothing() or do_update() follows.
template <class Insert, class... Column>
class [[nodiscard("squall: on_conflict() needs do_nothing() or do_update()")]] conflict {
 public:
  constexpr explicit conflict(Insert insert) : insert_(std::move(insert)) {}

  /// The row that is there stays; the row to insert counts as not inserted.
  constexpr auto do_nothing() && { return Insert::add(std::move(insert_), do_nothing_clause<Column...>{}); }
  /// Changes the row that is there: `.do_update(users.name = excluded(users.name))`.
  template <class... A>
    requires(sizeof...(A) > 0 && (is_assignment<A> && ...))
  constexpr auto do_update(A... assignments) && {
    (void)sizeof(check_conflict_target<(sizeof...(Column) > 0)>);
    return Insert::add(std::move(insert_),
                       do_update_clause<conflict_target<Column...>, A...>(std::move(assignments)...));
  }

 private:
  Insert insert_;
};

}  // namespace detail
}  // namespace squall
