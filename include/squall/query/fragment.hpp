// sql<T>("…{}…", …): a piece of SQL that Squall has no spelling for. Its text is a literal of the program, never a
// value; each {} takes an expression, or a value that is bound.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/query/pack.hpp"
#include "squall/query/value.hpp"
#include "squall/schema/fixed_string.hpp"

namespace squall {

namespace detail {

/// Writes the text up to the next {} and moves `text` behind it. `{{` and `}}` are braces.
constexpr void write_until_hole(sql_writer& w, std::string_view& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}')
      continue;
    const bool doubled = i + 1 < text.size() && text[i + 1] == text[i];
    w.put(text.substr(0, doubled ? i + 1 : i));
    text.remove_prefix(i + 2);
    if (!doubled)
      return;
    i = static_cast<std::size_t>(-1);
  }
  w.put(text);
  text = {};
}

// Not constexpr: a call is a compile error, and the name is its message.
void sql_text_needs_as_many_braces_as_arguments();
void sql_text_has_a_single_brace_write_it_twice();

/// How many {} the text has. A brace that stands alone is a compile error.
consteval std::size_t count_holes(std::string_view text) {
  std::size_t holes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}')
      continue;
    if (i + 1 == text.size())
      sql_text_has_a_single_brace_write_it_twice();
    ++i;
    if (text[i] != text[i - 1]) {
      if (text[i - 1] != '{' || text[i] != '}')
        sql_text_has_a_single_brace_write_it_twice();
      ++holes;
    }
  }
  return holes;
}

/// The literal text of a fragment with that many {}.
template <std::size_t Holes>
struct fragment_text {
  std::string_view text;

  // NOLINTNEXTLINE(google-explicit-constructor): sql<T>("…") is the point.
  consteval fragment_text(const char* literal) : text(literal) {
    if (count_holes(text) != Holes)
      sql_text_needs_as_many_braces_as_arguments();
  }
};
/// The same as a type: `"…"_sql`.
template <fixed_string Text>
struct fragment_literal {};

template <class T, class... A>
struct fragment_arguments : expression_base<bare<T>, A...> {
  static constexpr bool is_fragment = true;
  [[no_unique_address]] pack<A...> arguments;

  constexpr explicit fragment_arguments(A... a) : arguments{{std::move(a)}...} {}
  static constexpr bool nullable(const scope&) { return is_optional<T>; }
  template <class Sink>
  void bind(Sink& sink) const {
    arguments.bind(sink);
  }

 protected:
  static constexpr void write_text(sql_writer& w, std::string_view text, const fragment_arguments* self) {
    w.note_volatile();
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((write_until_hole(w, text), render<A>(w, self == nullptr ? nullptr : &item<I>(self->arguments))), ...);
    }(std::index_sequence_for<A...>{});
    while (!text.empty()) write_until_hole(w, text);
  }
};

template <class T, class... A>
struct runtime_fragment : fragment_arguments<T, A...> {
  std::string_view text;

  constexpr runtime_fragment(std::string_view t, A... a) : fragment_arguments<T, A...>(std::move(a)...), text(t) {}
  static constexpr bool is_static = false;
  static constexpr void write(sql_writer& w, const runtime_fragment* self) {
    if (self != nullptr)
      runtime_fragment::write_text(w, self->text, self);
  }
};
template <fixed_string Text, class T, class... A>
struct static_fragment : fragment_arguments<T, A...> {
  static_assert(count_holes(Text.view()) == sizeof...(A),
                "squall: sql<T>(\"…\"_sql) needs as many {} as it has arguments");
  using fragment_arguments<T, A...>::fragment_arguments;
  static constexpr void write(sql_writer& w, const static_fragment* self) {
    static_fragment::write_text(w, Text.view(), self);
  }
};

}  // namespace detail

inline namespace literals {
/// A fragment's text in its type: `sql<std::string>("lower({})"_sql, users.email)` is part of static SQL text.
template <fixed_string Text>
consteval detail::fragment_literal<Text> operator""_sql() {
  return {};
}
}  // namespace literals

/// SQL of database type T (std::optional<T> where it can be NULL):
///
///     where(sql<bool>("{} @> {}::jsonb", products.tags, R"(["new"])"))
template <class T, class... A>
constexpr auto sql(detail::fragment_text<sizeof...(A)> text, A&&... arguments) {
  return detail::runtime_fragment<T, decltype(detail::lift_alone(static_cast<A&&>(arguments)))...>(
      text.text, detail::lift_alone(static_cast<A&&>(arguments))...);
}
template <class T, fixed_string Text, class... A>
constexpr auto sql(detail::fragment_literal<Text>, A&&... arguments) {
  return detail::static_fragment<Text, T, decltype(detail::lift_alone(static_cast<A&&>(arguments)))...>(
      detail::lift_alone(static_cast<A&&>(arguments))...);
}

}  // namespace squall
