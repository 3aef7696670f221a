// The rows of a nested read: a table's row with the members of its relations, `post.author.email`.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include "squall/query/row.hpp"
#include "squall/relations/level.hpp"

namespace squall {

/// The type of a relation's member that the query did not load.
struct relation_was_not_loaded__add_it_with_dot_with {};
/// The type of a column's member that the query's columns() left out.
struct column_was_not_selected__add_it_to_dot_columns {};

/// A row with relations and extra expressions: the members of the table's row, those of its struct of relations, and
/// `row["n"_c]`.
template <class Row, class... Part>
struct nested_row : Row, Part... {};

namespace detail {

template <class... Column>
struct chosen_mode {
  template <auto Spec>
  using apply =
      std::conditional_t<(((Spec.facts >> id_shift) == id_of<Column>) || ...),
                         typename select_mode::template apply<Spec>, column_was_not_selected__add_it_to_dot_columns>;
};

/// The table's part of a row.
template <class Tag, class Chosen>
struct table_part {
  using type = typename Tag::row;
};
template <class Tag, class... Column>
struct table_part<Tag, column_list<Column...>> {
  using type = typename Tag::template in<chosen_mode<Column...>>;
};

/// The extra expressions' part.
template <class... S>
struct extra_values : cells<std::index_sequence_for<S...>, S...> {
  template <fixed_string Name>
  constexpr const auto& operator[](field_name<Name>) const {
    constexpr std::size_t i = find(Name.view());
    (void)sizeof(check_name<Name, (i < sizeof...(S))>);
    return cell_value<(i < sizeof...(S) ? i : 0)>(*this);
  }
  static consteval std::size_t find(std::string_view name) {
    std::size_t at = 0;
    std::size_t found = sizeof...(S);
    ((S::field::name() == name && found == sizeof...(S) ? void(found = at) : void(), ++at), ...);
    return found;
  }
};

/// A relation's member and its type in a row.
template <std::uint32_t Id, class T>
struct member_type {
  using type = T;
};
struct not_loaded {
  using type = relation_was_not_loaded__add_it_with_dot_with;
};
template <std::uint32_t Id, class... Member>
struct find_member {
  using type = not_loaded;
};
template <std::uint32_t Id, class T, class... More>
struct find_member<Id, member_type<Id, T>, More...> {
  using type = member_type<Id, T>;
};
template <std::uint32_t Id, class M, class... More>
struct find_member<Id, M, More...> : find_member<Id, More...> {};

template <class... Member>
struct load_mode {
  template <auto Spec>
  using apply_relation = typename find_member<Spec.id, Member...>::type::type;
};
/// Every member a char, and the identity of each: as for columns.
struct relation_count_mode {
  template <auto Spec>
  using apply_relation = char;
};
template <std::uint32_t Id>
struct relation_id_cell {
  std::uint32_t id = Id;
};
struct relation_id_mode {
  template <auto Spec>
  using apply_relation = relation_id_cell<Spec.id>;
};
template <class Relation>
inline constexpr std::size_t relation_count = sizeof(typename Relation::template in<relation_count_mode>);
template <class Relation>
consteval std::size_t find_relation() {
  constexpr std::size_t count = relation_count<Relation>;
  const auto ids = std::bit_cast<std::array<std::uint32_t, count>>(typename Relation::template in<relation_id_mode>{});
  std::size_t found = count;
  for (std::size_t i = 0; i < count; ++i) {
    if (ids[i] != Relation::id)
      continue;
    if (found < count)
      throw "squall: two relations of one struct are declared at the same place in the source (inside a macro?); write "
            "each on a line of its own";
    found = i;
  }
  return found;
}
template <class Relation>
inline constexpr std::size_t relation_index = find_relation<Relation>();

template <class Level>
struct level_row;

/// What the member of a relation holds: a vector of rows, a row, or a row that may be missing.
enum class member_shape : std::uint8_t { many, one, optional };
template <class Level>
consteval member_shape shape_of() {
  using relation = typename Level::relation_type;
  if constexpr (relation::kind == relation_kind::many)
    return member_shape::many;
  else if constexpr (relation::keys::required() && !Level::is_filtered)
    return member_shape::one;
  else
    return member_shape::optional;
}
template <class Row, member_shape Shape>
struct shaped {
  using type = std::vector<Row>;
};
template <class Row>
struct shaped<Row, member_shape::one> {
  using type = Row;
};
template <class Row>
struct shaped<Row, member_shape::optional> {
  using type = std::optional<Row>;
};
template <class Level>
using member_of_level = typename shaped<typename level_row<Level>::type, shape_of<Level>()>::type;

template <class Children>
struct relations_part;
template <class First, class... L>
struct relations_part<level_list<First, L...>> {
  using mode = load_mode<member_type<First::relation_type::id, member_of_level<First>>,
                         member_type<L::relation_type::id, member_of_level<L>>...>;
  using type = typename First::relation_type::template in<mode>;
};

/// The tables of a level, for its expressions.
template <class Tag, class Junction>
struct level_scope {
  static constexpr std::array<source, 2> sources{source{tag_key<Tag>, false, nullptr},
                                                 source{tag_key<Junction>, false, nullptr}};
  static constexpr scope tables{sources.data(), 2, false, false};
};
template <class Tag>
struct level_scope<Tag, none> {
  static constexpr std::array<source, 1> sources{source{tag_key<Tag>, false, nullptr}};
  static constexpr scope tables{sources.data(), 1, false, false};
};
template <class Relation>
struct junction_of {
  using type = typename Relation::junction;
};
template <>
struct junction_of<void> {
  using type = none;
};
template <class Level>
inline constexpr const scope& scope_of_level =
    level_scope<typename Level::table_tag, typename junction_of<typename Level::relation_type>::type>::tables;

template <class Level, class Extras>
struct extras_part;
template <class Level, class... F>
struct extras_part<Level, column_list<F...>> {
  using type = extra_values<selected<F, nullable_value<db_type_of<F>, can_be_null<F>(scope_of_level<Level>)>>...>;
};

template <class Level>
struct level_row {
  using table = typename table_part<typename Level::table_tag, typename Level::chosen>::type;
  static constexpr bool has_extras = !std::is_same_v<typename Level::extras, column_list<>>;
  static constexpr bool has_children = Level::child_count > 0;

  static consteval auto make() {
    if constexpr (has_extras && has_children)
      return std::type_identity<nested_row<table, typename relations_part<children_t<Level>>::type,
                                           typename extras_part<Level, typename Level::extras>::type>>{};
    else if constexpr (has_children)
      return std::type_identity<nested_row<table, typename relations_part<children_t<Level>>::type>>{};
    else if constexpr (has_extras)
      return std::type_identity<nested_row<table, typename extras_part<Level, typename Level::extras>::type>>{};
    else
      return std::type_identity<table>{};
  }
  using type = typename decltype(make())::type;
};
template <class Level>
using row_of_level = typename level_row<Level>::type;

}  // namespace detail
}  // namespace squall
