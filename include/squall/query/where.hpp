// WHERE and HAVING, for every statement.
#pragma once

#include <utility>

#include "squall/query/clause.hpp"

namespace squall::detail {

template <class E>
struct where_clause : clause_base<rank::where, E> {
  [[no_unique_address]] E condition;

  static constexpr void write(sql_writer& w, const where_clause* self) {
    // A run-time condition without parts limits nothing: the statement notices that nothing was written.
    if constexpr (requires { self->condition.empty(); }) {
      if (self == nullptr || self->condition.empty())
        return;
    }
    w.begin_condition();
    render_operand<E>(w, self == nullptr ? nullptr : &self->condition);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      condition.bind(sink);
  }
};

/// A condition that is there when `applies`.
template <class E>
struct where_if_clause : clause_base<rank::where_if, E> {
  static constexpr bool is_static = false;
  bool applies;
  [[no_unique_address]] E condition;

  static constexpr void write(sql_writer& w, const where_if_clause* self) {
    if (self == nullptr || !self->applies)
      return;
    w.begin_condition();
    render_operand<E>(w, &self->condition);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      if (applies)
        condition.bind(sink);
  }
};

/// all_rows(): the word that says that an UPDATE or DELETE means every row. No SQL.
struct all_rows_clause : clause_base<rank::all_rows> {
  static constexpr void write(sql_writer&, const all_rows_clause*) {}
};

template <class E>
struct having_clause : clause_base<rank::having, E> {
  [[no_unique_address]] E condition;

  static constexpr void write(sql_writer& w, const having_clause* self) {
    w.put(" having ");
    render_operand<E>(w, self == nullptr ? nullptr : &self->condition);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<E>())
      condition.bind(sink);
  }
};

}  // namespace squall::detail
