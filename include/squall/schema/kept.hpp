// What the entries of a table's list() keep their texts and lists in.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall::detail {

#ifdef SQUALL_DEFINITION
using kept_text = std::string;
template <class T>
using kept_list = std::vector<T>;
#else
// An application never runs an entry. Strings and vectors of six types would cost each of its source files 8 MiB.

/// Stands for a std::string that nobody reads.
class kept_text {
 public:
  constexpr kept_text() noexcept = default;
  constexpr explicit kept_text(std::string_view) noexcept {}
  constexpr kept_text& operator=(std::string_view) noexcept { return *this; }
  constexpr kept_text& operator+=(std::string_view) noexcept { return *this; }
  [[nodiscard]] constexpr bool empty() const noexcept { return true; }
};

/// Stands for a std::vector that nobody reads.
template <class T>
class kept_list {
 public:
  constexpr kept_list() noexcept = default;
  constexpr kept_list(std::initializer_list<T>) noexcept {}
  constexpr void push_back(const T&) noexcept {}
  template <class... Part>
  constexpr void emplace_back(const Part&...) noexcept {}
};
#endif

}  // namespace squall::detail
