// FROM and the joins.
#pragma once

#include <string_view>
#include <utility>

#include "squall/query/clause.hpp"

namespace squall::detail {

template <class Tag>
struct from_clause : clause_base<rank::from> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::from;
  static constexpr void write(sql_writer& w, const from_clause*) {
    w.put(" from ");
    write_table<Tag>(w);
  }
};

template <join_kind Kind, class Tag, class On>
struct join_clause : clause_base<rank::join, On> {
  using table_tag = Tag;
  static constexpr join_kind kind = Kind;
  [[no_unique_address]] On on;

  static constexpr std::string_view words() {
    switch (Kind) {
      case join_kind::left:
        return " left join ";
      case join_kind::right:
        return " right join ";
      case join_kind::full:
        return " full join ";
      default:
        return " inner join ";
    }
  }
  static constexpr void write(sql_writer& w, const join_clause* self) {
    w.put(words());
    write_table<Tag>(w);
    w.put(" on ");
    render<On>(w, self == nullptr ? nullptr : &self->on);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    if constexpr (carries_values<On>())
      on.bind(sink);
  }
};

template <class Tag>
struct cross_join_clause : clause_base<rank::join> {
  using table_tag = Tag;
  static constexpr join_kind kind = join_kind::cross;
  static constexpr void write(sql_writer& w, const cross_join_clause*) {
    w.put(" cross join ");
    write_table<Tag>(w);
  }
};

/// A name stands for one table in a statement (PostgreSQL manual, 7.2.1.2).
template <class... C>
consteval bool has_unique_references() {
  constexpr std::size_t count = (std::size_t{0} + ... + (table_clause<C> ? 1 : 0));
  fixed_array<std::string_view, count + 1> names{};
  std::size_t used = 0;
  bool unique = true;
  const auto add = [&]<class Clause>(std::type_identity<Clause>) {
    if constexpr (table_clause<Clause>) {
      for (std::size_t i = 0; i < used; ++i)
        if (names[i] == Clause::table_tag::reference())
          unique = false;
      names[used++] = Clause::table_tag::reference();
    }
  };
  (add(std::type_identity<C>{}), ...);
  return unique;
}

}  // namespace squall::detail
