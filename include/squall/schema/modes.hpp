// One struct template, many shapes: a table is written once over a mode, and each mode says what a column becomes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/schema/spec.hpp"

namespace squall {

/// The member of a table: `col<M, varchar(255).not_null()> email;`
template <class M, auto Spec>
using col = typename M::template apply<Spec>;

/// Why a value of insert_t cannot be made: a column that is NOT NULL and has no default was left out.
struct column_is_required_in_insert {};

/// A column of insert_t that has to be given.
template <class T>
struct required {
  T value;

  required(column_is_required_in_insert = {}) = delete;
  template <class U>
    requires(std::is_convertible_v<U &&, T> && !std::is_same_v<std::remove_cvref_t<U>, required>)
  // NOLINTNEXTLINE(google-explicit-constructor): {.email = "…"} is the point.
  constexpr required(U&& given) : value(std::forward<U>(given)) {}

  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr operator const T&() const noexcept { return value; }
  constexpr const T& operator*() const noexcept { return value; }
  constexpr const T* operator->() const noexcept { return &value; }
};

/// A column that may be left alone, set to NULL, or set to a value. Nothing, std::nullopt and a value are three things.
template <class T>
class settable {
 public:
  constexpr settable() = default;
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr settable(std::nullopt_t) : set_(true) {}
  template <class U>
    requires(std::is_convertible_v<U &&, T> && !std::is_same_v<std::remove_cvref_t<U>, settable> &&
             !std::is_same_v<std::remove_cvref_t<U>, std::optional<T>>)
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr settable(U&& given) : value_(std::forward<U>(given)), set_(true) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr settable(std::optional<T> given) : value_(std::move(given)), set_(true) {}

  /// False: the column is left to the database (insert) or as it is (update).
  [[nodiscard]] constexpr bool is_set() const noexcept { return set_; }
  /// The value; std::nullopt is NULL. Meaningful when is_set().
  [[nodiscard]] constexpr const std::optional<T>& value() const noexcept { return value_; }

 private:
  std::optional<T> value_;
  bool set_ = false;
};

/// A column that only the database writes: generated, or GENERATED ALWAYS AS IDENTITY.
struct written_by_the_database {};

namespace detail {

template <class Db, bool NotNull>
struct select_member {
  using type = value_of_t<Db>;
};
template <class Db>
struct select_member<Db, false> {
  using type = std::optional<value_of_t<Db>>;
};

// Of spec::facts.
consteval bool has_default(std::uint64_t facts) {
  return (facts & (default_mask | identity_mask | serial_bit)) != 0;  // no default and no identity are zeros
}
consteval bool is_read_only(std::uint64_t facts) {
  return (facts & generated_bit) != 0 || identity_in(facts) == identity_mode::always;
}

/// 0 required, 1 NOT NULL with a default, 2 nullable, 3 nullable with a default, 4 read only
consteval int insert_kind(std::uint64_t facts) {
  if (is_read_only(facts))
    return 4;
  return (facts & not_null_bit) != 0 ? (has_default(facts) ? 1 : 0) : (has_default(facts) ? 3 : 2);
}
template <class Value, int Kind>
struct insert_member {
  using type = std::optional<Value>;
};
template <class Value>
struct insert_member<Value, 0> {
  using type = required<Value>;
};
template <class Value>
struct insert_member<Value, 3> {
  using type = settable<Value>;
};
template <class Value>
struct insert_member<Value, 4> {
  using type = written_by_the_database;
};

/// 0 NOT NULL, 1 nullable, 2 read only
consteval int update_kind(std::uint64_t facts) { return is_read_only(facts) ? 2 : (facts & not_null_bit) != 0 ? 0 : 1; }
template <class Value, int Kind>
struct update_member {
  using type = std::optional<Value>;
};
template <class Value>
struct update_member<Value, 1> {
  using type = settable<Value>;
};
template <class Value>
struct update_member<Value, 2> {
  using type = written_by_the_database;
};

template <auto Spec>
using db_of = typename decltype(Spec)::db_type;

}  // namespace detail

/// A row as the database gives it: plain values, std::optional where NULL is allowed.
struct select_mode {
  template <auto Spec>
  using apply = typename detail::select_member<detail::db_of<Spec>, (Spec.facts & detail::not_null_bit) != 0>::type;
};
/// A row to insert: required where the column is NOT NULL without a default, else it may be left out.
struct insert_mode {
  template <auto Spec>
  using apply = typename detail::insert_member<value_of_t<detail::db_of<Spec>>, detail::insert_kind(Spec.facts)>::type;
};
/// Changes to a row: what is left out stays as it is.
struct update_mode {
  template <auto Spec>
  using apply = typename detail::update_member<value_of_t<detail::db_of<Spec>>, detail::update_kind(Spec.facts)>::type;
};

/// The row types of a table: `using User = select_t<Users>;`
template <template <class> class Table>
using select_t = Table<select_mode>;
template <template <class> class Table>
using insert_t = Table<insert_mode>;
template <template <class> class Table>
using update_t = Table<update_mode>;

namespace detail {

/// Every member a char: sizeof is the number of columns, and a constant of it has addresses to take names from.
struct count_mode {
  template <auto Spec>
  using apply = char;
};

/// What is needed of each column at compile time, in one layout for all, so that a table of them is an array.
struct column_facts {
  std::uint32_t id = 0;
  bool named = false;
  bool required = false;   ///< in an insert
  bool read_only = false;  ///< never in an insert or update
  bool on_update_now = false;
};
consteval std::uint64_t pack_facts(std::uint64_t facts, bool named) {
  return facts >> id_shift << 4 | (named ? 8U : 0U) | (insert_kind(facts) == 0 ? 4U : 0U) |
         (is_read_only(facts) ? 2U : 0U) | ((facts & on_update_now_bit) != 0 ? 1U : 0U);
}
consteval column_facts unpack_facts(std::uint64_t packed) {
  return {static_cast<std::uint32_t>(packed >> 4), (packed & 8U) != 0, (packed & 4U) != 0, (packed & 2U) != 0,
          (packed & 1U) != 0};
}
// What a mode says of a column it says by the type of a pointer: a class of its own, of which a table has an object, is
// twenty KiB to a compiler for each column.
template <std::size_t Number>
using number_in_type = const char (*)[Number];
struct facts_mode {
  template <auto Spec>
  using apply = number_in_type<pack_facts(Spec.facts, Spec.texts.has(text_tag::name))>;
};

/// The names that `.named()` gave.
template <auto Spec>
struct name_cell {
  static constexpr bool named = Spec.texts.has(text_tag::name);
  static constexpr std::string_view name() { return Spec.texts.find(text_tag::name); }
};
struct name_mode {
  template <auto Spec>
  using apply = const name_cell<Spec>*;
};

/// The database type of each column, for decoding rows and encoding inserts.
template <class Db, bool NotNull>
struct type_cell {
  using db_type = Db;
  static constexpr bool not_null = NotNull;
};
struct type_mode {
  template <auto Spec>
  using apply = type_cell<db_of<Spec>, (Spec.facts & detail::not_null_bit) != 0>;
};

}  // namespace detail
}  // namespace squall
