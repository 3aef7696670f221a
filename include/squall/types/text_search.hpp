// PostgreSQL's text search types: tsvector, tsquery.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squall {

// A template, so that a source file that has no tsvector does not pay for its vectors.
template <class Text>
struct basic_tsvector;

/// The words of a document, and where they stand in it (manual, 8.11.1).
using tsvector_t = basic_tsvector<std::string>;

namespace detail {

tsvector_t parse_tsvector(std::string_view text);
void normalize_tsvector(tsvector_t& value);

}  // namespace detail

template <class Text>
struct basic_tsvector {
  struct position {
    std::uint16_t place = 1;  ///< 1 to 16383
    char weight = 'D';        ///< A to D

    friend constexpr auto operator<=>(const position&, const position&) = default;
  };
  struct lexeme {
    Text word;
    std::vector<position> positions;

    friend bool operator==(const lexeme&, const lexeme&) = default;
  };

  /// By the word, each of them once: normalize() sees to that, parse() and the server give no other.
  std::vector<lexeme> lexemes;

  /// Reads what PostgreSQL prints: `'cat':3 'fat':2A,11`. Throws decode_error. It makes no words out of a text: that is
  /// to_tsvector() in the database.
  static basic_tsvector parse(std::string_view text) { return detail::parse_tsvector(text); }
  /// Sorts, and joins lexemes of one word and positions of one place, as PostgreSQL does.
  void normalize() { detail::normalize_tsvector(*this); }

  friend bool operator==(const basic_tsvector&, const basic_tsvector&) = default;
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
