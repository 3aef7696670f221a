// Strings that can be template arguments.
#pragma once

#include <cstddef>
#include <string_view>

namespace squall {

/// A string literal as a structural value, so that names can be part of types.
template <std::size_t N>
struct fixed_string {
  char text[N]{};

  // NOLINTNEXTLINE(google-explicit-constructor): "users" as a template argument is the point.
  consteval fixed_string(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text, N - 1}; }
  [[nodiscard]] constexpr bool empty() const { return N == 1; }
};

namespace detail {

/// An array as a value. No std::array: each type of it is some thirty functions to a compiler, and a table needs five.
template <class T, std::size_t N>
struct fixed_array {
  T values[N == 0 ? 1 : N];

  [[nodiscard]] constexpr T& operator[](std::size_t i) { return values[i]; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return values[i]; }
  [[nodiscard]] constexpr const T* begin() const { return values; }
  [[nodiscard]] constexpr const T* end() const { return values + N; }
  [[nodiscard]] static constexpr std::size_t size() { return N; }
};

/// Short texts of a column specification (its SQL default, its name, …) as one structural value. Each is a record:
/// a tag, two length bytes, the characters. One template parameter serves every text modifier that there is.
enum class text_tag : char {
  default_text = 'd',
  default_sql = 's',
  name = 'n',
  reference = 'r',
  generated = 'g',
  identity = 'i',
  renamed_from = 'f',
  using_sql = 'u',
  backfill = 'b',
  check = 'c',
  collation = 'l',
  comment = 'k',
  unique_name = 'q',
  reference_name = 'e',
  identity_sequence = 'j',
  type_sql = 't',
  type_schema = 'y',
  type_name = 'z',
  generated_virtual = 'v',
  not_null_name = 'N',
  not_null_no_inherit = 'I',
  storage = 'S',
  compression = 'C',
  statistics = 'T',
  option_name = 'o',  ///< its value follows
  option_value = 'O',
  foreign_option_name = 'p',  ///< its value follows
  foreign_option_value = 'P',
};

template <std::size_t N>
struct text_pool;

/// Of a specification without texts, as most are.
template <>
struct text_pool<0> {
  [[nodiscard]] constexpr std::string_view find(text_tag) const { return {}; }
  [[nodiscard]] constexpr bool has(text_tag) const { return false; }
  [[nodiscard]] constexpr std::string_view view() const { return {}; }
  template <std::size_t M>
  [[nodiscard]] consteval text_pool<3 + M - 1> with(text_tag tag, const char (&literal)[M]) const {
    return text_pool<3 + M - 1>{}.put(0, tag, literal);
  }
};

template <std::size_t N>
struct text_pool {
  char bytes[N]{};

  /// The text of that tag (the last one given), or a view without data.
  [[nodiscard]] constexpr std::string_view find(text_tag tag) const {
    std::string_view found;
    for (std::size_t at = 0; at + 3 <= N;) {
      const std::size_t length = length_at(at);
      if (bytes[at] == static_cast<char>(tag))
        found = {bytes + at + 3, length};
      at += 3 + length;
    }
    return found;
  }
  [[nodiscard]] constexpr bool has(text_tag tag) const {
    for (std::size_t at = 0; at + 3 <= N; at += 3 + length_at(at)) {
      if (bytes[at] == static_cast<char>(tag))
        return true;
    }
    return false;
  }

  [[nodiscard]] constexpr std::string_view view() const { return {bytes, N}; }

  /// This pool and one more record.
  template <std::size_t M>
  [[nodiscard]] consteval text_pool<N + 3 + M - 1> with(text_tag tag, const char (&literal)[M]) const {
    text_pool<N + 3 + M - 1> grown;
    for (std::size_t i = 0; i < N; ++i) grown.bytes[i] = bytes[i];
    return grown.put(N, tag, literal);
  }
  /// The record at that place.
  template <std::size_t M>
  consteval text_pool& put(std::size_t at, text_tag tag, const char (&literal)[M]) {
    static_assert(M - 1 < 65536, "squall: a text in a column specification may have 65,535 bytes at most");
    bytes[at] = static_cast<char>(tag);
    bytes[at + 1] = static_cast<char>(static_cast<unsigned char>((M - 1) >> 8));
    bytes[at + 2] = static_cast<char>(static_cast<unsigned char>((M - 1) & 0xff));
    for (std::size_t i = 0; i + 1 < M; ++i) bytes[at + 3 + i] = literal[i];
    return *this;
  }

 private:
  [[nodiscard]] constexpr std::size_t length_at(std::size_t at) const {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1])) << 8 |
           static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 2]));
  }
};

}  // namespace detail
}  // namespace squall
