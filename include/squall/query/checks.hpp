// Compile-time checks of whole statements. Each is a class whose parameters are the facts; the compiler prints them
// beside the sentence.
#pragma once

#include <cstddef>
#include <string_view>

#include "squall/query/node.hpp"

namespace squall::detail {

/// A name as a template argument, so that it is part of an error message.
template <std::size_t N>
struct shown_name {
  char name[N]{};
};
template <auto Name>
consteval auto show_name() {
  constexpr std::string_view name = Name();
  shown_name<name.size() + 1> shown;
  for (std::size_t i = 0; i < name.size(); ++i) shown.name[i] = name[i];
  return shown;
}

template <class Core>
struct stray_name {
  static constexpr stray_column stray = Core::stray();
  static constexpr std::size_t size = stray.found() ? stray.table.size() + 1 + stray.column.size() : 0;
  static consteval auto make() {
    shown_name<size + 1> shown;
    std::size_t at = 0;
    if (stray.found()) {
      for (char c : stray.table) shown.name[at++] = c;
      shown.name[at++] = '.';
      for (char c : stray.column) shown.name[at++] = c;
    }
    return shown;
  }
};

template <auto Column, bool Ok>
struct check_tables {
  static_assert(Ok, "squall: a column's table is neither in from() nor in a join of the statement (see Column)");
};
template <auto Column, bool Ok>
struct check_has_column {
  static_assert(Ok, "squall: a column that is set belongs to another table (see Column)");
};

template <bool Ok>
struct check_unique_tables {
  static_assert(Ok, "squall: a table is in the statement twice; give one of them a name: alias<\"other\">(table)");
};

/// Whether a clause of that rank is already there.
template <int Rank, class... Clause>
inline constexpr bool has_rank = ((Clause::rank == Rank) || ...);

template <bool Ok>
struct check_single_where {
  static_assert(Ok, "squall: where() was already called; join the conditions with &&");
};
template <bool Ok>
struct check_single_clause {
  static_assert(Ok, "squall: this clause was already given; a statement has it once");
};
template <class Type, bool Ok>
struct check_condition {
  static_assert(Ok, "squall: where(), having() and joins take a condition (see Type)");
};
template <class E>
consteval bool is_condition() {
  if constexpr (expression<E>)
    return std::is_same_v<db_type_of<E>, bool> || std::is_same_v<db_type_of<E>, unknown>;
  else
    return false;
}

}  // namespace squall::detail
