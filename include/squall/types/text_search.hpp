// PostgreSQL's text search types: tsvector, tsquery.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squall {

/// The words of a document, and where they stand in it (manual, 8.11.1).
struct tsvector_t {
  struct position {
    std::uint16_t place = 1;  ///< 1 to 16383
    char weight = 'D';        ///< A to D

    friend constexpr auto operator<=>(const position&, const position&) = default;
  };
  struct lexeme {
    std::string word;
    std::vector<position> positions;

    friend bool operator==(const lexeme&, const lexeme&) = default;
  };

  /// By the word, each of them once: normalize() sees to that, parse() and the server give no other.
  std::vector<lexeme> lexemes;

  /// Reads what PostgreSQL prints: `'cat':3 'fat':2A,11`. Throws decode_error. It makes no words out of a text: that is
  /// to_tsvector() in the database.
  static tsvector_t parse(std::string_view text);
  /// Sorts, and joins lexemes of one word and positions of one place, as PostgreSQL does.
  void normalize();

  friend bool operator==(const tsvector_t&, const tsvector_t&) = default;
};

/// A search (manual, 8.11.2) as its text: `'fat' & ( 'rat' | 'cat' )`.
struct tsquery_t {
  std::string text;

  friend bool operator==(const tsquery_t&, const tsquery_t&) = default;
};

/// `'cat':3 'fat':2A,11`
std::string to_string(const tsvector_t& value);
inline std::string to_string(const tsquery_t& value) { return value.text; }

}  // namespace squall
