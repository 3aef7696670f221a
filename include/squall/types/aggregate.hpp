// The members of a plain aggregate, and their names: what json_codec needs of reflection.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "squall/schema/members.hpp"

namespace squall::json_detail {

inline constexpr std::size_t max_json_members = 32;

/// Converts to anything, in unevaluated code only.
struct any_value {
  template <class T>
  operator T() const noexcept;
};

template <class T, std::size_t... I>
constexpr bool takes_initialisers(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), any_value{})...}; };
}

/// How many members the aggregate T has: the largest number of initialisers that it takes.
template <class T, std::size_t N = max_json_members + 1>
consteval std::size_t member_count() {
  if constexpr (N == 0)
    return 0;
  else if constexpr (takes_initialisers<T>(std::make_index_sequence<N>{}))
    return N;
  else
    return member_count<T, N - 1>();
}

/// Storage for a T that is never made: its members have addresses all the same, also when T cannot be a constant.
template <class T>
union unborn {
  char none;
  T value;
  constexpr unborn() : none{} {}
  constexpr ~unborn() {}
};
template <class T>
inline constexpr unborn<T> unborn_value{};

/// The next member's name in what the compiler printed. GCC writes
/// `pointer_argument<const int*>{(& unborn_value<ns::T>.unborn<ns::T>::value.ns::T::member)}`, clang
/// `pointer_argument<const int *>{&unborn_value.value.member}`; names of types may hold braces themselves.
constexpr std::string_view next_member_name(std::string_view printed, std::size_t& at) {
  std::size_t close = at;
  while (printed[close] != '{' || !(printed[close + 1] == '&' || printed.substr(close + 1, 2) == "(&")) ++close;
  ++close;
  for (int depth = 1; depth > 0; ++close) depth += printed[close] == '{' ? 1 : printed[close] == '}' ? -1 : 0;
  at = close;
  std::size_t end = close - 1;
  if (printed[end - 1] == ')')
    --end;
  std::size_t begin = end;
  while (printed[begin - 1] != ':' && printed[begin - 1] != '.') --begin;
  if (end - begin > 1 && printed[end - 1] == '_')
    --end;
  return printed.substr(begin, end - begin);
}

// A list of pointers. No std::tuple: every file with a query would compile its header.
template <std::size_t I, class Pointer>
struct listed_pointer {
  Pointer pointer;
};
template <class Sequence, class... Pointer>
struct pointer_list;
template <std::size_t... I, class... Pointer>
struct pointer_list<std::index_sequence<I...>, Pointer...> : listed_pointer<I, Pointer>... {};
template <std::size_t I, class Pointer>
constexpr Pointer pointer_at(const listed_pointer<I, Pointer>& listed) {
  return listed.pointer;
}

template <class T>
inline constexpr auto member_pointers =
    detail::members<member_count<T>()>::visit(unborn_value<T>.value, []<class... M>(M&... m) {
      return pointer_list<std::index_sequence_for<M...>, M*...>{{&m}...};
    });

template <class T, std::size_t... I>
consteval std::string_view print_members(std::index_sequence<I...>) {
  return detail::raw_names<detail::pointer_argument{pointer_at<I>(member_pointers<T>)}...>();
}

/// The names of T's members without a trailing `_`.
template <class T>
consteval auto find_member_names() {
  constexpr std::size_t count = member_count<T>();
  constexpr std::string_view printed = print_members<T>(std::make_index_sequence<count>{});
  std::array<std::string_view, count> names;
  std::size_t at = 0;
  for (auto& name : names) name = next_member_name(printed, at);
  return names;
}
template <class T>
inline constexpr auto member_names = find_member_names<T>();

}  // namespace squall::json_detail
