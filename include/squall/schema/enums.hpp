// C++ enumerations as PostgreSQL enum types: name and labels follow from the enumerators.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace squall {

/// Says how an enumeration is spelled in PostgreSQL. Without a specialisation the type's name is the enumeration's name
/// in snake_case (`UserStatus` → `user_status`), its schema is `public`, and its labels are the enumerators, in the
/// order of their values (0 … 127; a trailing `_` is dropped: `delete_` → `delete`). Specialise to say otherwise; every
/// member is optional:
///
///     template <> struct squall::enum_traits<Role> {
///       static constexpr std::string_view name = "user_role";
///       static constexpr std::string_view schema = "auth";
///       static constexpr std::array<std::pair<Role, std::string_view>, 2> labels{{
///           {Role::user, "user"}, {Role::super_admin, "super-admin"}}};
///     };
template <class E>
struct enum_traits {};

namespace detail {

/// Enumerators are looked for among the values 0 … enum_probe_limit - 1.
inline constexpr std::size_t enum_probe_limit = 128;

template <class E, E... Values>
consteval std::string_view raw_enumerators() {
  return __PRETTY_FUNCTION__;
}
template <class E>
consteval std::string_view raw_enumerators_of() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return raw_enumerators<E, static_cast<E>(I)...>();
  }(std::make_index_sequence<enum_probe_limit>{});
}

template <std::size_t Count, std::size_t Length>
struct label_table {
  std::array<char, Length == 0 ? 1 : Length> text{};
  std::array<std::uint16_t, Count + 1> offset{};
  std::array<std::int64_t, Count == 0 ? 1 : Count> value{};

  static constexpr std::size_t count = Count;
  [[nodiscard]] constexpr std::string_view at(std::size_t i) const {
    return {text.data() + offset[i], static_cast<std::size_t>(offset[i + 1] - offset[i])};
  }
};

/// Calls f(value, label) for each enumerator that the compiler printed. GCC prints `Values = {ns::E::a, (ns::E)1}`,
/// clang `Values = <ns::E::a, (ns::E)1>`; a value without an enumerator is a cast. A namespace without a name is
/// `<unnamed>::` to GCC and `(anonymous namespace)::` to clang.
template <class F>
constexpr void each_enumerator(std::string_view printed, F f) {
  constexpr std::string_view unnamed = "(anonymous namespace)";
  std::size_t at = printed.find("Values = ");
  at = at == std::string_view::npos ? printed.size() : at + 10;
  for (std::size_t value = 0; at < printed.size() && value < enum_probe_limit; ++value) {
    while (printed[at] == ' ') ++at;
    const bool is_cast = printed[at] == '(' && printed.substr(at, unnamed.size()) != unnamed;
    std::size_t begin = at;
    std::size_t end = at;
    while (printed[end] != ',' && printed[end] != '}' && printed[end] != '>' && printed[end] != ']') {
      if (printed[end] == '<')
        end = printed.find('>', end);
      if (printed[end] == ':')
        begin = end + 1;
      ++end;
    }
    if (!is_cast) {
      std::size_t label_end = end;
      if (label_end - begin > 1 && printed[label_end - 1] == '_')
        --label_end;
      f(static_cast<std::int64_t>(value), printed.substr(begin, label_end - begin));
    }
    if (printed[end] != ',')
      break;
    at = end + 1;
  }
}

template <class E>
consteval auto make_labels() {
  if constexpr (requires { enum_traits<E>::labels; }) {
    constexpr auto& given = enum_traits<E>::labels;
    constexpr std::size_t length = [] {
      std::size_t n = 0;
      for (const auto& pair : given) n += pair.second.size();
      return n;
    }();
    label_table<given.size(), length> table;
    std::size_t used = 0;
    std::size_t i = 0;
    for (const auto& [value, label] : given) {
      table.offset[i] = static_cast<std::uint16_t>(used);
      table.value[i++] = static_cast<std::int64_t>(value);
      for (char c : label) table.text[used++] = c;
    }
    table.offset[i] = static_cast<std::uint16_t>(used);
    return table;
  } else {
    constexpr auto size = [] {
      std::pair<std::size_t, std::size_t> n{0, 0};
      each_enumerator(raw_enumerators_of<E>(), [&](std::int64_t, std::string_view label) {
        ++n.first;
        n.second += label.size();
      });
      return n;
    }();
    static_assert(size.first > 0,
                  "squall: this enumeration has no enumerator with a value from 0 to 127; specialise "
                  "squall::enum_traits for it");
    label_table<size.first, size.second> table;
    std::size_t used = 0;
    std::size_t i = 0;
    each_enumerator(raw_enumerators_of<E>(), [&](std::int64_t value, std::string_view label) {
      table.offset[i] = static_cast<std::uint16_t>(used);
      table.value[i++] = value;
      for (char c : label) table.text[used++] = c;
    });
    table.offset[i] = static_cast<std::uint16_t>(used);
    return table;
  }
}

template <class E>
inline constexpr auto labels = make_labels<E>();

template <class E>
consteval std::string_view raw_enum_name() {
  return __PRETTY_FUNCTION__;
}
/// `E = app::UserStatus]` (clang) or `E = app::UserStatus; …]` (GCC) → `UserStatus`
constexpr std::string_view unqualified_type_name(std::string_view printed) {
  std::size_t begin = printed.find("E = ") + 4;
  std::size_t end = begin;
  while (printed[end] != ';' && printed[end] != ']') {
    if (printed[end] == ':')
      begin = end + 1;
    ++end;
  }
  return printed.substr(begin, end - begin);
}

/// Writes `UserStatus` as `user_status` through put(char).
template <class Put>
constexpr void snake_case(std::string_view name, Put put) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool starts_word =
        upper(c) && i > 0 && name[i - 1] != '_' &&
        (!upper(name[i - 1]) || (i + 1 < name.size() && !upper(name[i + 1]) && name[i + 1] != '_'));
    if (starts_word)
      put('_');
    put(upper(c) ? static_cast<char>(c - 'A' + 'a') : c);
  }
}

}  // namespace detail

/// The PostgreSQL label of `value`; empty when no enumerator has that value.
template <class E>
  requires std::is_enum_v<E>
constexpr std::string_view enum_label(E value) {
  const auto& table = detail::labels<E>;
  const auto wanted = static_cast<std::int64_t>(value);
  for (std::size_t i = 0; i < table.count; ++i)
    if (table.value[i] == wanted)
      return table.at(i);
  return {};
}

/// The enumerator with that PostgreSQL label.
template <class E>
  requires std::is_enum_v<E>
constexpr std::optional<E> enum_value(std::string_view label) {
  const auto& table = detail::labels<E>;
  for (std::size_t i = 0; i < table.count; ++i)
    if (table.at(i) == label)
      return static_cast<E>(table.value[i]);
  return std::nullopt;
}

/// How many labels the enumeration has; enum_label_at<E>(i) gives them in order.
template <class E>
inline constexpr std::size_t enum_label_count = detail::labels<E>.count;

template <class E>
constexpr std::string_view enum_label_at(std::size_t i) {
  return detail::labels<E>.at(i);
}

}  // namespace squall
