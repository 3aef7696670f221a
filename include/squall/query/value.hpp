// Bound values: what a program puts into a statement. Never part of its text.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/client/codec.hpp"
#include "squall/errors.hpp"
#include "squall/query/db_types.hpp"

namespace squall {

template <int N, class Db = void>
struct placeholder;

namespace detail {

/// A value that travels as database type Db. `Stored` is its C++ value, a std::string_view for a string literal, or a
/// std::optional of either, whose nullopt is NULL.
template <class Db, class Stored = value_of_t<Db>>
struct bound : expression_base<Db> {
  Stored value;

  static constexpr bool has_values = true;
  static constexpr bool nullable(const scope&) { return is_optional<Stored>; }
  static constexpr void write(sql_writer& w, const bound*) { w.parameter(codec<Db>::oid); }
  template <class Sink>
  void bind(Sink& sink) const {
    sink.template value<Db>(value);
  }
};

/// A text without context: without its cast the server cannot tell the parameter's type (manual, 10.1).
template <class Stored>
struct typed_text : bound<std::string, Stored> {
  static constexpr void write(sql_writer& w, const typed_text*) {
    w.parameter(codec<std::string>::oid);
    w.put("::text");
  }
};

/// The keyword NULL.
template <class Db>
struct null_value : expression_base<Db> {
  static constexpr bool nullable(const scope&) { return true; }
  static constexpr void write(sql_writer& w, const null_value*) { w.put("null"); }
  template <class Sink>
  void bind(Sink&) const {}
};

template <class To, class From>
constexpr To convert_number(From from) {
  if constexpr (std::is_unsigned_v<From> && sizeof(From) == 8 && std::is_integral_v<To>) {
    if (from > static_cast<From>(std::numeric_limits<std::int64_t>::max()))
      throw usage_error("a value bound to a statement is beyond bigint, which ends at 9223372036854775807");
  }
  return static_cast<To>(from);
}

/// The C++ value that travels as Db, made from a value of another type.
template <class Db, class V>
constexpr auto convert_value(V&& value) {
  using from = std::decay_t<V>;
  if constexpr (std::is_same_v<Db, std::string>) {
    if constexpr (std::is_array_v<std::remove_reference_t<V>> &&
                  std::is_const_v<std::remove_extent_t<std::remove_reference_t<V>>>)
      return std::string_view(value);  // a literal lives as long as the program
    else if constexpr (text_reference<from>)
      return std::string_view(value.get());
    else
      return std::string(static_cast<V&&>(value));
  } else if constexpr (std::is_arithmetic_v<Db> && std::is_arithmetic_v<from>) {
    return convert_number<Db>(value);
  } else {
    return value_of_t<Db>(static_cast<V&&>(value));
  }
}

template <class Db, class V>
constexpr auto bind_value(V&& value) {
  using travels = bind_as_t<Db, V>;
  if constexpr (is_optional<V>) {
    using stored = std::optional<decltype(convert_value<travels>(*static_cast<V&&>(value)))>;
    if constexpr (std::is_same_v<stored, std::remove_cvref_t<V>>) {
      return bound<travels, stored>{{}, static_cast<V&&>(value)};
    } else {
      bound<travels, stored> made{};
      if (value.has_value())
        made.value.emplace(convert_value<travels>(*static_cast<V&&>(value)));
      return made;
    }
  } else if constexpr (std::is_arithmetic_v<travels> && std::is_arithmetic_v<std::decay_t<V>> &&
                       !(std::is_unsigned_v<std::decay_t<V>> && sizeof(V) == 8)) {
    return bound<travels, travels>{{}, static_cast<travels>(value)};
  } else if constexpr (std::is_same_v<std::decay_t<V>, value_of_t<travels>>) {
    return bound<travels, value_of_t<travels>>{{}, static_cast<V&&>(value)};
  } else {
    return bound<travels, decltype(convert_value<travels>(static_cast<V&&>(value)))>{
        {}, convert_value<travels>(static_cast<V&&>(value))};
  }
}

/// A fragment beside an operator: its own operators must not mix with it.
template <class E>
struct parenthesized : expression_base<db_type_of<E>, E> {
  [[no_unique_address]] E operand;

  static constexpr bool nullable(const scope& tables) { return can_be_null<E>(tables); }
  static constexpr void write(sql_writer& w, const parenthesized* self) {
    render_operand<E>(w, self == nullptr ? nullptr : &self->operand);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, operand);
  }
};

template <class T>
inline constexpr bool is_untyped_placeholder = false;
template <int N>
inline constexpr bool is_untyped_placeholder<placeholder<N, void>> = true;

/// An operand beside one of type Db: an expression as it is, a `param<N>` with that type, a value bound as that type.
template <class Db, class V>
constexpr auto lift(V&& operand) {
  using plain = std::remove_cvref_t<V>;
  if constexpr (is_untyped_placeholder<plain>)
    return typename plain::template typed<Db>{};
  else if constexpr (requires { plain::is_fragment; })
    return parenthesized<plain>{{}, static_cast<V&&>(operand)};
  else if constexpr (expression<plain>)
    return plain(static_cast<V&&>(operand));
  else if constexpr (is_null_literal<plain>)
    return null_value<Db>{};
  else
    return bind_value<Db>(static_cast<V&&>(operand));
}

/// An operand that is a node as it stands.
template <class V>
concept is_node = expression<V> && !is_untyped_placeholder<std::remove_cvref_t<V>> &&
                  !requires { std::remove_cvref_t<V>::is_fragment; };
/// The node that lift() makes.
template <class Db, class V>
struct lifted_node {
  using type = decltype(lift<Db>(std::declval<V>()));
};
template <class Db, is_node V>
struct lifted_node<Db, V> {
  using type = std::remove_cvref_t<V>;
};

/// An operand that nothing says the type of: a value is bound as its natural type.
template <class V>
constexpr auto lift_alone(V&& operand) {
  using plain = std::remove_cvref_t<V>;
  if constexpr (expression<plain>) {
    return plain(static_cast<V&&>(operand));
  } else {
    auto b = bind_value<unknown>(static_cast<V&&>(operand));
    if constexpr (std::is_same_v<typename decltype(b)::db_type, std::string>)
      return typed_text<decltype(b.value)>{{{}, static_cast<decltype(b.value)&&>(b.value)}};
    else
      return b;
  }
}

/// The database type of an operand that is an expression; of a value, unknown.
template <class V>
struct operand_db {
  using type = unknown;
};
template <expression V>
struct operand_db<V> {
  using type = db_type_of<V>;
};

template <class V>
struct shown_type {
  using type = std::decay_t<V>;
};
template <expression V>
struct shown_type<V> {
  using type = db_type_of<V>;
};
/// How a message shows an operand: by its database type, or the C++ type of the value.
template <class V>
using shown = typename shown_type<V>::type;

/// The facts of an operand fit beside type Db. A value must be bindable, an expression related.
template <class Db, class V>
consteval bool operand_fits() {
  using plain = std::remove_cvref_t<V>;
  if constexpr (expression<plain>)
    return comparable<Db, db_type_of<plain>>;
  else if constexpr (is_null_literal<plain>)
    return true;
  else
    return bindable<Db, V>;
}

}  // namespace detail
}  // namespace squall
