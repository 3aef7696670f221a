// From the rows of a nested read to rows within rows. What depends on types is a table of small functions; the rest is
// compiled once.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/decode.hpp"
#include "squall/relations/rows.hpp"

namespace squall::detail {

/// A level as the run-time code knows it.
struct level_layout {
  std::size_t fields;           ///< in a record
  const field_reader* readers;  ///< of each
  origin_of_field origin;
  void (*members)(void* row, void** into);  ///< the addresses of what the fields are read into
  /// A new row in the row above (at the root: in the vector of all); `expected` is how many there will be.
  void* (*add)(void* above, std::size_t expected);
  std::size_t above;  ///< the number of the level that it hangs on
  member_shape shape;
  std::string_view table;  ///< for messages
};

/// Puts the rows together. Levels are in the order of their numbers, each after the one that it hangs on.
void read_levels(const result& rows, std::span<const level_layout> levels, void* all);

/// How the fields of a record are read: the table's columns, then the extra expressions.
template <class Level>
struct level_reader {
  using row_type = row_of_level<Level>;
  using tag = typename Level::table_tag;
  using table = typename level_row<Level>::table;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  template <class... Column>
  static consteval auto places(column_list<Column...>) {
    return std::array<std::size_t, sizeof...(Column)>{Column::index()...};
  }
  static consteval auto places(detail::none) {
    std::array<std::size_t, tag::size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }
  /// The places of the fields among the table's columns.
  static constexpr auto columns = places(typename Level::chosen{});

  template <class... F>
  static consteval auto extra_readers(column_list<F...>) {
    return std::array<field_reader, sizeof...(F)>{field_reader{
        &read_value<db_type_of<F>, can_be_null<F>(scope_of_level<Level>)>, can_be_null<F>(scope_of_level<Level>)}...};
  }
  static constexpr auto extras = extra_readers(typename Level::extras{});
  static constexpr std::size_t width = columns.size() + extras.size();

  static constexpr auto readers = [] {
    std::array<field_reader, width> all{};
    for (std::size_t i = 0; i < columns.size(); ++i) all[i] = table_reader<tag>::readers[columns[i]];
    for (std::size_t i = 0; i < extras.size(); ++i) all[columns.size() + i] = extras[i];
    return all;
  }();
  static field_origin origin(std::size_t i) {
    return i < columns.size() ? field_origin{tag::reference(), column_name<tag>(columns[i])} : field_origin{{}, {}};
  }

  static void members(void* row, void** into) {
    auto& typed = *static_cast<row_type*>(row);
    detail::members<tag::size()>::visit(static_cast<table&>(typed), [&](auto&... member) {
      void* const all[] = {static_cast<void*>(std::addressof(member))...};
      for (std::size_t i = 0; i < columns.size(); ++i) into[i] = all[columns[i]];
    });
    if constexpr (extras.size() > 0)
      extra_members(static_cast<typename extras_part<Level, typename Level::extras>::type&>(typed), into,
                    std::make_index_sequence<extras.size()>{});
  }
  template <class Extras, std::size_t... I>
  static void extra_members(Extras& part, void** into, std::index_sequence<I...>) {
    ((into[columns.size() + I] = std::addressof(cell_value<I>(part))), ...);
  }
};

/// How a new row gets into the row above.
template <class Level, class Above>
struct level_adder {
  using row_type = row_of_level<Level>;
  using part = typename relations_part<children_t<Above>>::type;
  using relation = typename Level::relation_type;

  static void* add(void* above, std::size_t expected) {
    auto& relations = static_cast<part&>(*static_cast<row_of_level<Above>*>(above));
    void* found = nullptr;
    members<relation_count<relation>>::visit(relations, [&](auto&... member) {
      void* const all[] = {static_cast<void*>(std::addressof(member))...};
      found = all[relation_index<relation>];
    });
    return add_to(*static_cast<member_of_level<Level>*>(found), expected);
  }
  static void* add_to(std::vector<row_type>& rows, std::size_t expected) {
    rows.reserve(expected);
    return std::addressof(rows.emplace_back());
  }
  static void* add_to(row_type& row, std::size_t) { return std::addressof(row); }
  static void* add_to(std::optional<row_type>& row, std::size_t) { return std::addressof(row.emplace()); }
};
template <class Level>
struct level_adder<Level, void> {
  static void* add(void* all, std::size_t expected) {
    auto& rows = *static_cast<std::vector<row_of_level<Level>>*>(all);
    rows.reserve(expected);
    return std::addressof(rows.emplace_back());
  }
};

template <class Level, class... Child>
constexpr void add_layouts_below(level_layout* all, std::size_t& used, std::size_t number, level_list<Child...>);

/// The layouts of a level and those below, in the order of their numbers.
template <class Level, class Above>
constexpr void add_layouts(level_layout* all, std::size_t& used, std::size_t above) {
  using reader = level_reader<Level>;
  member_shape shape = member_shape::many;
  if constexpr (!std::is_void_v<Above>)
    shape = shape_of<Level>();
  const std::size_t number = used++;
  all[number] = {reader::width,
                 reader::readers.data(),
                 &reader::origin,
                 &reader::members,
                 &level_adder<Level, Above>::add,
                 above,
                 shape,
                 Level::table_tag::reference()};
  add_layouts_below<Level>(all, used, number, children_t<Level>{});
}
template <class Level, class... Child>
constexpr void add_layouts_below([[maybe_unused]] level_layout* all, [[maybe_unused]] std::size_t& used,
                                 [[maybe_unused]] std::size_t number, level_list<Child...>) {
  (add_layouts<Child, Level>(all, used, number), ...);
}
template <class Root>
consteval auto make_layouts() {
  std::array<level_layout, count_levels<Root>()> all{};
  std::size_t used = 0;
  add_layouts<Root, void>(all.data(), used, 0);
  return all;
}
template <class Root>
inline constexpr auto nested_layouts = make_layouts<Root>();

}  // namespace squall::detail
