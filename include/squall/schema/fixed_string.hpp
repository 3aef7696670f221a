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
struct text_pool {
  char bytes[N == 0 ? 1 : N]{};

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

  /// This pool and one more record.
  template <std::size_t M>
  [[nodiscard]] consteval text_pool<N + 3 + M - 1> with(text_tag tag, const char (&literal)[M]) const {
    static_assert(M - 1 < 65536, "squall: a text in a column specification may have 65,535 bytes at most");
    text_pool<N + 3 + M - 1> grown;
    for (std::size_t i = 0; i < N; ++i) grown.bytes[i] = bytes[i];
    grown.bytes[N] = static_cast<char>(tag);
    grown.bytes[N + 1] = static_cast<char>(static_cast<unsigned char>((M - 1) >> 8));
    grown.bytes[N + 2] = static_cast<char>(static_cast<unsigned char>((M - 1) & 0xff));
    for (std::size_t i = 0; i + 1 < M; ++i) grown.bytes[N + 3 + i] = literal[i];
    return grown;
  }

 private:
  [[nodiscard]] constexpr std::size_t length_at(std::size_t at) const {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1])) << 8 |
           static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 2]));
  }
};

}  // namespace detail
}  // namespace squall
