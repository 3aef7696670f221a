// Constants in the text of a statement.
//
//     db.select(posts.likes / constant<10>, count()).from(posts).group_by(posts.likes / constant<10>)
//     db.select().from(users).where(json_text(users.meta, constant<"plan">) == plan)     // as in an index's expression
//
// A value that is bound is a parameter of its own each time: to the server `likes / $1` in the list and `likes / $2` in
// GROUP BY are two expressions, and neither is the one of an index.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include "squall/query/node.hpp"

namespace squall {

namespace detail {

enum class constant_kind : std::uint8_t { text, number, boolean };

/// A text, a whole number or a bool as a template argument.
template <std::size_t N>
struct constant_value {
  constant_kind kind = constant_kind::text;
  std::int64_t number = 0;
  char text[N]{};

  // NOLINTBEGIN(google-explicit-constructor): constant<"day"> and constant<10> are the point.
  consteval constant_value(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  template <std::integral I>
  consteval constant_value(I value)
      : kind(std::is_same_v<I, bool> ? constant_kind::boolean : constant_kind::number),
        number(static_cast<std::int64_t>(value)) {}
  // NOLINTEND(google-explicit-constructor)
};
template <std::size_t N>
constant_value(const char (&)[N]) -> constant_value<N>;
template <std::integral I>
constant_value(I) -> constant_value<1>;

template <constant_value V>
using constant_db =
    std::conditional_t<V.kind == constant_kind::text, std::string,
                       std::conditional_t<V.kind == constant_kind::boolean, bool,
                                          std::conditional_t<V.number >= std::numeric_limits<std::int32_t>::min() &&
                                                                 V.number <= std::numeric_limits<std::int32_t>::max(),
                                                             std::int32_t, std::int64_t>>>;

/// `'day'`, `10`, `(-1)`, `true` (manual, 4.1.2).
template <constant_value V>
struct constant_node : expression_base<constant_db<V>> {
  static constexpr void write(sql_writer& w, const constant_node*) {
    if constexpr (V.kind == constant_kind::boolean) {
      w.put(V.number != 0 ? "true" : "false");
    } else if constexpr (V.kind == constant_kind::number) {
      const auto bits = static_cast<std::uint64_t>(V.number);
      w.put(V.number < 0 ? "(-" : "");
      w.number(V.number < 0 ? 0 - bits : bits);
      w.put(V.number < 0 ? ")" : "");
    } else {
      write_text(w, {V.text, sizeof V.text - 1});
    }
  }
  template <class Sink>
  void bind(Sink&) const {}

 private:
  /// With backslashes doubled in an E'…' constant: what they mean in a plain one is a setting's to say.
  static constexpr void write_text(sql_writer& w, std::string_view text) {
    bool escapes = false;
    for (const char c : text) escapes = escapes || c == '\\';
    w.put(escapes ? "e'" : "'");
    for (const char& c : text) {
      w.put({&c, 1});
      if (c == '\'' || c == '\\')
        w.put({&c, 1});
    }
    w.put("'");
  }
};

}  // namespace detail

/// A text, a whole number or a bool in the statement's text: `constant<"day">`, `constant<10>`.
template <detail::constant_value V>
inline constexpr detail::constant_node<V> constant{};

namespace detail {
template <fixed_string Text>
inline constexpr constant_node<constant_value(Text.text)> text_constant{};
}  // namespace detail

}  // namespace squall
