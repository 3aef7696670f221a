// A level of a nested read: a table, how it hangs on the level above, and what was asked of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "squall/query/checked_clauses.hpp"
#include "squall/relations/keys.hpp"

namespace squall::detail {

namespace rank {
inline constexpr int with = 200;
inline constexpr int columns = 201;
inline constexpr int extras = 202;
inline constexpr int strategy = 203;
}  // namespace rank

// The clauses of a level that other statements do not have.
template <class Loaded>
struct with_clause {
  static constexpr int rank = rank::with;
  [[no_unique_address]] Loaded loaded;
};
template <class... Column>
struct columns_clause {
  static constexpr int rank = rank::columns;
};
template <class... F>
struct extras_clause {
  static constexpr int rank = rank::extras;
  [[no_unique_address]] pack<F...> fields;
};

/// The places of the clauses of a rank.
template <int Rank, class... C>
consteval auto places_of() {
  constexpr std::size_t count = (std::size_t{0} + ... + (C::rank == Rank ? 1 : 0));
  std::array<std::size_t, count> places{};
  std::size_t at = 0;
  std::size_t used = 0;
  ((C::rank == Rank ? void(places[used++] = at) : void(), ++at), ...);
  return places;
}

template <class... C>
struct chosen_columns {
  using type = none;
};
template <class... Column, class... More>
struct chosen_columns<columns_clause<Column...>, More...> {
  using type = column_list<Column...>;
};
template <class C, class... More>
struct chosen_columns<C, More...> : chosen_columns<More...> {};

template <class... C>
struct extra_fields {
  using type = column_list<>;
};
template <class... F, class... More>
struct extra_fields<extras_clause<F...>, More...> {
  using type = column_list<F...>;
};
template <class C, class... More>
struct extra_fields<C, More...> : extra_fields<More...> {};

/// Everything about a level that follows from its types. `Relation` is void at the root.
template <class Tag, class Relation, class... C>
struct level {
  using table_tag = Tag;
  using relation_type = Relation;
  using store = pack<C...>;
  using chosen = typename chosen_columns<C...>::type;
  using extras = typename extra_fields<C...>::type;
  static constexpr bool is_root = std::is_void_v<Relation>;
  static constexpr auto withs = places_of<rank::with, C...>();
  static constexpr std::size_t child_count = withs.size();
  static constexpr bool is_limited =
      has_rank<rank::limit, C...> || has_rank<rank::offset, C...> || has_rank<rank::ties, C...>;
  static constexpr bool is_filtered = has_rank<rank::where, C...> || has_rank<rank::where_if, C...> || is_limited;
};

template <class L>
struct level_of_loaded;
template <class Relation, class... C>
struct level_of_loaded<loaded<Relation, C...>> {
  using type = level<typename Relation::target, Relation, C...>;
};
template <class L>
using level_of = typename level_of_loaded<L>::type;

/// The levels below, as a list of types.
template <class... L>
struct level_list {};
template <class Found, class... C>
struct find_children {
  using type = Found;
};
template <class... Found, class C, class... More>
struct find_children<level_list<Found...>, C, More...> : find_children<level_list<Found...>, More...> {};
template <class... Found, class L, class... More>
struct find_children<level_list<Found...>, with_clause<L>, More...>
    : find_children<level_list<Found..., level_of<L>>, More...> {};

template <class Level>
struct children;
template <class Tag, class Relation, class... C>
struct children<level<Tag, Relation, C...>> : find_children<level_list<>, C...> {};
template <class Level>
using children_t = typename children<Level>::type;

/// How many levels there are, this one and those below.
template <class Level>
consteval std::size_t count_levels();
template <class... L>
consteval std::size_t count_levels(level_list<L...>) {
  return (std::size_t{0} + ... + count_levels<L>());
}
template <class Level>
consteval std::size_t count_levels() {
  return 1 + count_levels(children_t<Level>{});
}

template <class C>
consteval bool clause_is_static();
template <class C>
consteval bool clause_has_values();
template <class Tag, class Relation, class... C>
consteval bool level_has_static_text(std::type_identity<level<Tag, Relation, C...>>) {
  return filter_facts<Relation>::is_static && (clause_is_static<C>() && ...);
}
template <class Tag, class Relation, class... C>
consteval bool level_has_values(std::type_identity<level<Tag, Relation, C...>>) {
  return filter_facts<Relation>::has_values || (clause_has_values<C>() || ...);
}
template <class... F>
struct extra_facts {
  static constexpr bool is_static = (has_static_text<F>() && ...);
  static constexpr bool has_values = (carries_values<F>() || ...);
};
template <class C>
struct clause_facts {
  static constexpr bool is_static = C::is_static;
  static constexpr bool has_values = C::has_values;
};
template <class L>
struct clause_facts<with_clause<L>> {
  static constexpr bool is_static = level_has_static_text(std::type_identity<level_of<L>>{});
  static constexpr bool has_values = level_has_values(std::type_identity<level_of<L>>{});
};
template <class... Column>
struct clause_facts<columns_clause<Column...>> {
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
};
template <class... F>
struct clause_facts<extras_clause<F...>> : extra_facts<F...> {};
template <class C>
consteval bool clause_is_static() {
  return clause_facts<C>::is_static;
}
template <class C>
consteval bool clause_has_values() {
  return clause_facts<C>::has_values;
}

}  // namespace squall::detail
