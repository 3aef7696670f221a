// `users.email = "a@b.c"`: for insert, update and on_conflict.
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/checks.hpp"
#include "squall/query/placeholder.hpp"
#include "squall/query/value.hpp"

namespace squall {

/// A column and what it is set to. Made by a column's `operator=`; does nothing by itself.
template <class Column, class E>
struct assignment {
  using column_type = Column;
  using value_node = E;
  [[no_unique_address]] E value;
};

namespace detail {

/// An assignment to a column GENERATED ALWAYS AS IDENTITY.
template <class Column, class E>
struct overriding_assignment : assignment<Column, E> {};
template <class A>
inline constexpr bool overrides_system_value = false;
template <class C, class E>
inline constexpr bool overrides_system_value<overriding_assignment<C, E>> = true;

template <class T>
inline constexpr bool is_assignment = false;
template <class C, class E>
inline constexpr bool is_assignment<overriding_assignment<C, E>> = true;
template <class C, class E>
inline constexpr bool is_assignment<assignment<C, E>> = true;

template <class ColumnType, class ValueType, bool Ok>
struct check_assignable {
  static_assert(Ok, "squall: a value of that type cannot be stored in this column (see ColumnType and ValueType)");
};
template <auto Column, bool Ok>
struct check_writable {
  static_assert(Ok, "squall: this column is written by the database and cannot be assigned (see Column)");
};
template <auto Column, bool Ok>
struct check_null {
  static_assert(Ok, "squall: this column is NOT NULL, and what is assigned can be NULL (see Column)");
};

/// A value is stored as the column's type, or a wider integer that the server checks; a fraction is never rounded away.
template <class Db, class V>
consteval bool can_assign() {
  using plain = std::remove_cvref_t<V>;
  if constexpr (is_untyped_placeholder<plain> || is_null_literal<plain>) {
    return true;
  } else if constexpr (expression<plain>) {
    return storable<Db, db_type_of<plain>>;
  } else if constexpr (bindable<Db, V>) {
    using travels = bind_as_t<Db, V>;
    return std::is_same_v<travels, Db> || (is_integer<travels> && is_integer<Db>);
  } else {
    return false;
  }
}

template <class Column>
consteval bool is_writable() {
  return !facts<typename unaliased<typename Column::table_tag>::type>[Column::index()].read_only;
}

template <class Column, class Value>
constexpr auto make_assignment(const Column&, Value&& value) {
  using db = typename Column::db_type;
  constexpr bool writable = is_writable<Column>();
  constexpr bool fits = can_assign<db, Value>();
  // An expression that can be NULL is the server's to refuse: no type says whether a row will make it so.
  constexpr bool null_ok =
      !never_null<Column> || !(is_null_literal<Value> || (!expression<Value> && is_optional<Value>));
  if constexpr (!writable)
    (void)sizeof(check_writable<show_name<&Column::name>(), writable>);
  else if constexpr (!null_ok)
    (void)sizeof(check_null<show_name<&Column::name>(), null_ok>);
  else
    (void)sizeof(check_assignable<db, shown<Value>, fits>);
  if constexpr (writable && fits && null_ok) {
    using node = decltype(lift<db>(std::forward<Value>(value)));
    return assignment<Column, node>{lift<db>(std::forward<Value>(value))};
  } else {
    return assignment<Column, mistake>{};
  }
}

/// `excluded."email"`: the row that was to be inserted.
template <class Column>
struct excluded_column : expression_base<typename Column::db_type> {
  static constexpr bool nullable(const scope&) { return !never_null<Column>; }
  static constexpr void write(sql_writer& w, const excluded_column*) {
    w.put("excluded.");
    w.identifier(Column::name());
  }
  template <class Sink>
  void bind(Sink&) const {}
};

/// `old."email"`, `new."email"`: a column of the table that the statement changes.
template <class Column, bool Old>
struct version_column : expression_base<typename Column::db_type> {
  static constexpr bool nullable(const scope& tables) {
    constexpr row_versions own = Old ? row_versions::old_only : row_versions::new_only;
    return !never_null<Column> || (tables.versions != own && tables.versions != row_versions::both);
  }
  static constexpr stray_column stray(const scope& tables) {
    if (tables.open)
      return {};
    if (tables.versions == row_versions::none)
      return {Old ? "old" : "new", Column::name()};
    const bool is_changed = tables.sources[0].key == tag_key<typename Column::table_tag>;
    return is_changed ? stray_column{} : stray_column{Column::table_tag::reference(), Column::name()};
  }
  static constexpr void write(sql_writer& w, const version_column*) {
    w.put(Old ? "old." : "new.");
    w.identifier(Column::name());
  }
  template <class Sink>
  void bind(Sink&) const {}
};

}  // namespace detail

/// In insert(…).values(…): a value for a column GENERATED ALWAYS AS IDENTITY (OVERRIDING SYSTEM VALUE).
template <class Tag, std::uint32_t Id, class Db, bool NotNull, class Value>
constexpr auto overriding(column<Tag, Id, Db, NotNull>, Value&& value) {
  constexpr bool fits = detail::can_assign<Db, Value>();
  (void)sizeof(detail::check_assignable<Db, detail::shown<Value>, fits>);
  if constexpr (fits) {
    using node = decltype(detail::lift<Db>(std::forward<Value>(value)));
    return detail::overriding_assignment<column<Tag, Id, Db, NotNull>, node>{
        {detail::lift<Db>(std::forward<Value>(value))}};
  } else {
    return detail::overriding_assignment<column<Tag, Id, Db, NotNull>, detail::mistake>{};
  }
}

/// In on_conflict(…).do_update(…): the value that the insert had for the column.
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
constexpr auto excluded(column<Tag, Id, Db, NotNull>) {
  return detail::excluded_column<column<Tag, Id, Db, NotNull>>{};
}

/// In returning(…), from PostgreSQL 18 on: the value before and after. Where the row was not there before (a row that
/// was inserted) or is not there any more it is NULL: `returning(old_value(posts.title), new_value(posts.title))`.
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
constexpr auto old_value(column<Tag, Id, Db, NotNull>) {
  return detail::version_column<column<Tag, Id, Db, NotNull>, true>{};
}
template <class Tag, std::uint32_t Id, class Db, bool NotNull>
constexpr auto new_value(column<Tag, Id, Db, NotNull>) {
  return detail::version_column<column<Tag, Id, Db, NotNull>, false>{};
}

}  // namespace squall
