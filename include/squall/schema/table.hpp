// Tables as objects: `inline constexpr auto users = table<Users, "users">(…);` gives `users.email`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/schema/members.hpp"
#include "squall/schema/modes.hpp"

namespace squall {

/// The identity of a table in types: its struct, its name, its schema (empty: found by the search_path) and its alias.
template <template <class> class Table, fixed_string Name, fixed_string Schema = "", fixed_string Alias = "">
struct tag {
  template <class M>
  using in = Table<M>;
  using row = Table<select_mode>;

  static constexpr std::size_t size() { return sizeof(Table<detail::count_mode>); }
  static constexpr const void* struct_key() { return &detail::table_key<Table>; }
  static constexpr std::string_view name() { return Name.view(); }
  static constexpr std::string_view schema() { return Schema.view(); }
  static constexpr std::string_view alias() { return Alias.view(); }
  /// What its columns are qualified with in a query.
  static constexpr std::string_view reference() { return Alias.empty() ? Name.view() : Alias.view(); }
};

namespace detail {

template <std::size_t Count, std::size_t Length>
struct packed_names {
  char text[Length == 0 ? 1 : Length]{};
  std::uint16_t offset[Count + 1]{};

  [[nodiscard]] constexpr std::string_view at(std::size_t i) const {
    return {text + offset[i], static_cast<std::size_t>(offset[i + 1] - offset[i])};
  }
};

// Each member is printed as `…::member)}` by GCC and `…member}` by clang.
#if defined(__clang__)
inline constexpr std::string_view end_of_member = "}";
#else
inline constexpr std::string_view end_of_member = ")}";
#endif

/// Takes the next member's name out of what the compiler printed, and moves `at` behind it. A trailing `_` is dropped:
/// `class_` is the column `class`.
constexpr std::string_view next_member_name(std::string_view printed, std::size_t& at) {
  std::size_t end = printed.find(end_of_member, at);
  std::size_t begin = end;
  const char* const text = printed.data();
  while (text[begin - 1] != ':' && text[begin - 1] != '.') --begin;
  at = end + end_of_member.size();
  if (end - begin > 1 && text[end - 1] == '_')
    --end;
  return {text + begin, end - begin};
}

/// The names of all members. From one name to the next it is as far as from the first to the second: looking at less of
/// a long text saves compilers what each step of a loop costs them.
template <std::size_t N>
constexpr void read_member_names(std::string_view printed, fixed_array<std::string_view, N>& names) {
  const char* const text = printed.data();
  const char last = end_of_member[0];
  std::size_t at = 0;
  std::size_t gap = 0;
  for (std::size_t i = 0; i < N; ++i) {
    if (i < 2) {
      const std::size_t before = at;
      names[i] = next_member_name(printed, at);
      gap = static_cast<std::size_t>(names[i].data() - text) - before;
      continue;
    }
    const std::size_t begin = at + gap;
    std::size_t end = begin;
    while (text[end] != last) ++end;
    at = end + end_of_member.size();
    if (end - begin > 1 && text[end - 1] == '_')
      --end;
    names[i] = {text + begin, end - begin};
  }
}

/// The facts of each column of a table, in order. Two columns at one place in the source cannot be told apart: that
/// happens only when a macro expands to a whole struct.
template <class Tag>
consteval auto make_facts() {
  const typename Tag::template in<facts_mode> cells{};
  const auto facts = members<Tag::size()>::visit(cells, []<std::size_t... Packed>(const number_in_type<Packed>&...) {
    return fixed_array<column_facts, sizeof...(Packed)>{unpack_facts(Packed)...};
  });
  // Places in one file come in the order of its lines: then no pair has to be looked at.
  bool ascending = true;
  for (std::size_t i = 1; i < Tag::size(); ++i) ascending = ascending && facts[i - 1].id < facts[i].id;
  for (std::size_t i = ascending ? Tag::size() : 1; i < Tag::size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (facts[i].id == facts[j].id)
        throw "squall: two columns of one table are declared at the same place in the source (inside a macro?); write "
              "each on a line of its own";
  return facts;
}
template <class Tag>
inline constexpr auto facts = make_facts<Tag>();

template <class Tag>
consteval bool any_named() {
  for (const auto& f : facts<Tag>)
    if (f.named)
      return true;
  return false;
}

template <class Tag>
consteval fixed_array<std::string_view, Tag::size()> names_as_views() {
  using counted = typename Tag::template in<count_mode>;
  fixed_array<std::string_view, Tag::size()> names;
  read_member_names(printed_members<counted>(), names);
  if constexpr (any_named<Tag>()) {
    std::size_t i = 0;
    const auto take = [&]<class Cell>(const Cell*) {
      if constexpr (Cell::named)
        names[i] = Cell::name();
      ++i;
    };
    const typename Tag::template in<name_mode> cells{};
    members<Tag::size()>::visit(cells, [&](const auto&... cell) { (take(cell), ...); });
  }
  return names;
}
template <std::size_t N>
consteval std::size_t total_size(const fixed_array<std::string_view, N>& names) {
  std::size_t total = 0;
  for (auto name : names) total += name.size();
  return total;
}
template <class Tag>
consteval auto make_names() {
  constexpr auto views = names_as_views<Tag>();
  constexpr std::size_t length = total_size(views);
  packed_names<Tag::size(), length> packed;
  char* const text = packed.text;
  std::size_t used = 0;
  std::size_t i = 0;
  for (auto name : views) {
    packed.offset[i++] = static_cast<std::uint16_t>(used);
    const char* const from = name.data();
    const std::size_t count = name.size();
    for (std::size_t at = 0; at < count; ++at) text[used + at] = from[at];
    used += count;
  }
  packed.offset[i] = static_cast<std::uint16_t>(used);
  return packed;
}

/// Aliases share the names of their table.
template <class Tag>
struct unaliased {
  using type = Tag;
};
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
struct unaliased<tag<T, N, S, A>> {
  using type = tag<T, N, S>;
};
template <class Tag>
inline constexpr auto packed = make_names<Tag>();
template <class Tag>
constexpr std::string_view column_name(std::size_t i) {
  return packed<typename unaliased<Tag>::type>.at(i);
}

template <class Tag>
consteval std::size_t column_index(std::uint32_t id) {
  for (std::size_t i = 0; i < Tag::size(); ++i)
    if (facts<typename unaliased<Tag>::type>[i].id == id)
      return i;
  throw "squall: no such column";
}

template <class Column, class Value>
constexpr auto make_assignment(const Column&, Value&&);

}  // namespace detail

/// A column as an object, empty: everything about it is in its type. `users.email == "a@b.c"` is a condition,
/// `users.email = "a@b.c"` an assignment for insert and update.
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
struct column {
  using is_expression = void;
  using table_tag = Tag;
  using db_type = Db;

  static constexpr std::size_t index() {
    constexpr std::size_t i = detail::column_index<Tag>(Id);
    return i;
  }
  static constexpr std::string_view name() { return detail::column_name<Tag>(index()); }

  template <class Value>
  [[nodiscard]] constexpr auto operator=(Value&& value) const {
    return detail::make_assignment(*this, std::forward<Value>(value));
  }
};

namespace detail {

// What else a column's type says. No members of it: each would be one more declaration for each column of a schema,
// used or not.
template <class Column>
inline constexpr std::uint32_t id_of = 0;
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
inline constexpr std::uint32_t id_of<column<Tag, Id, Db, NotNull>> = Id;
template <class Column>
inline constexpr bool never_null = false;
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
inline constexpr bool never_null<column<Tag, Id, Db, NotNull>> = NotNull;

template <class Tag>
struct column_mode {
  template <auto Spec>
  using apply = column<Tag, (Spec.facts >> id_shift), db_of<Spec>, (Spec.facts & not_null_bit) != 0>;
};
}  // namespace detail

/// The type of `users`. Its members are the columns, nothing else: alias(), select(), … are free functions.
template <template <class> class Table, fixed_string Name, fixed_string Schema = "", fixed_string Alias = "">
struct table_t : Table<detail::column_mode<tag<Table, Name, Schema, Alias>>> {};

/// The type of a view; see view.hpp.
template <template <class> class View, fixed_string Name, fixed_string Schema = "", fixed_string Alias = "">
struct view_t;

namespace detail {

template <class T>
struct table_traits;
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
struct table_traits<table_t<T, N, S, A>> {
  using table_tag = tag<T, N, S, A>;
  using select = T<select_mode>;
  using insert = T<insert_mode>;
  using update = T<update_mode>;
  template <fixed_string B>
  using aliased = table_t<T, N, S, B>;
};
template <class T>
using tag_of = typename table_traits<std::remove_cvref_t<T>>::table_tag;
template <class T>
inline constexpr bool is_table = false;
template <template <class> class T, fixed_string N, fixed_string S, fixed_string A>
inline constexpr bool is_table<table_t<T, N, S, A>> = true;

/// Views are tables that are read only; see view.hpp.
template <class T>
inline constexpr bool is_view = false;

template <class Table, bool Ok>
struct check_written {
  static_assert(Ok, "squall: this is a view (see Table); insert, update and erase take tables");
};

struct no_extras {};

#ifdef SQUALL_DEFINITION
template <template <class> class Table, fixed_string Name, fixed_string Schema, class Extras>
struct registrar;
#endif

}  // namespace detail

/// Declares a table. `extras` is a generic lambda that gets the table's columns and returns list(…) of indexes,
/// constraints and the like; an application never instantiates it.
///
///     inline constexpr auto users = table<Users, "users">([](auto t) { return list(
///       index("idx_users_email").on(t.email)); });
///     inline constexpr auto sessions = table<Sessions, "sessions", "auth">();
template <template <class> class Table, fixed_string Name, fixed_string Schema = "", class Extras = detail::no_extras>
consteval table_t<Table, Name, Schema> table([[maybe_unused]] Extras extras = {}) {
  static_assert(!Name.empty(), "squall: a table has a name");
  static_assert(Name.view().size() <= 63 && Schema.view().size() <= 63,
                "squall: a name in PostgreSQL has 63 bytes at most");
#ifdef SQUALL_DEFINITION
  (void)&detail::registrar<Table, Name, Schema, Extras>::done;
#endif
  return {};
}

/// The same table under another name, for joining it twice: `constexpr auto parent = alias<"parent">(categories);`
template <fixed_string Alias, class Table>
  requires detail::is_table<Table>
consteval auto alias(const Table&) {
  static_assert(!Alias.empty() && Alias.view().size() <= 63, "squall: an alias has 1 to 63 bytes");
  return typename detail::table_traits<Table>::template aliased<Alias>{};
}

}  // namespace squall
