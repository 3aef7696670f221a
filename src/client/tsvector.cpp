// tsvector: its text, and tsvectorsend in utils/adt/tsvector.c.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall {
namespace {

constexpr std::uint16_t last_place = 16383;
constexpr std::size_t most_positions = 256;  // MAXNUMPOS
// As the two bits behind the place have them: D is 0.
constexpr std::string_view weights = "DCBA";

tsvector_t::position scan_position(detail::text_scanner& from) {
  unsigned place = 0;
  while (from.peek() >= '0' && from.peek() <= '9' && place <= last_place)
    place = place * 10 + static_cast<unsigned>(from.take() - '0');
  if (place < 1 || place > last_place)
    from.fail();
  tsvector_t::position position{static_cast<std::uint16_t>(place), 'D'};
  if (const char c = from.peek(); c >= 'A' && c <= 'D')
    position.weight = from.take();
  return position;
}

std::string scan_word(detail::text_scanner& from) {
  std::string word;
  const bool quoted = from.skip('\'');
  while (true) {
    if (!quoted && (from.at_end() || from.peek() == ' ' || from.peek() == ':'))
      break;
    char c = from.take();
    if (quoted && c == '\'' && !from.skip('\''))
      break;
    if (c == '\\')
      c = from.take();
    word += c;
  }
  if (word.empty())
    from.fail();
  return word;
}

}  // namespace

void detail::normalize_tsvector(tsvector_t& value) {
  auto& lexemes = value.lexemes;
  // The higher weight wins where a place has two; A is the highest.
  std::map<std::string, std::map<std::uint16_t, char>> words;
  for (auto& one : lexemes) {
    auto& places = words[std::move(one.word)];
    for (const auto at : one.positions) {
      auto& weight = places.emplace(at.place, at.weight).first->second;
      weight = std::min(weight, at.weight);
    }
  }
  lexemes.clear();
  for (const auto& [word, places] : words) {
    tsvector_t::lexeme& one = lexemes.emplace_back(tsvector_t::lexeme{word, {}});
    for (const auto& [place, weight] : places)
      if (one.positions.size() < most_positions)
        one.positions.push_back({place, weight});
  }
}

tsvector_t detail::parse_tsvector(std::string_view text) {
  detail::text_scanner from("tsvector", text);
  tsvector_t value;
  while (true) {
    while (from.skip(' ')) {
    }
    if (from.at_end())
      break;
    tsvector_t::lexeme one{scan_word(from), {}};
    if (from.skip(':')) {
      do one.positions.push_back(scan_position(from));
      while (from.skip(','));
    }
    if (!from.at_end() && from.peek() != ' ')
      from.fail();
    value.lexemes.push_back(std::move(one));
  }
  value.normalize();
  return value;
}

std::string to_string(const tsvector_t& value) {
  std::string out;
  for (const auto& lexeme : value.lexemes) {
    out += out.empty() ? "'" : " '";
    for (const char c : lexeme.word) {
      if (c == '\'' || c == '\\')
        out += c;
      out += c;
    }
    out += '\'';
    char separator = ':';
    for (const auto& position : lexeme.positions) {
      out += fmt::format("{}{}", separator, position.place);
      if (position.weight != 'D')
        out += position.weight;
      separator = ',';
    }
  }
  return out;
}

void codec<tsvector_t>::append(std::string& out, const tsvector_t& value) {
  detail::append(out, detail::array_length(value.lexemes.size()));
  for (const auto& lexeme : value.lexemes) {
    detail::refuse_zero_byte(lexeme.word);
    out.append(lexeme.word.c_str(), lexeme.word.size() + 1);
    detail::append(out, static_cast<std::uint16_t>(std::min(lexeme.positions.size(), std::size_t{0xffff})));
    for (const auto& position : lexeme.positions) {
      const auto weight = weights.find(position.weight);
      if (position.place > last_place || weight == std::string_view::npos)
        throw usage_error("a position in a tsvector is 1 to 16383, its weight A to D");
      detail::append(out, static_cast<std::uint16_t>(weight << 14 | position.place));
    }
  }
}

tsvector_t codec<tsvector_t>::decode(const char* data, int length) {
  detail::wire_reader from("tsvector", data, length);
  tsvector_t value;
  value.lexemes.resize(from.count<std::int32_t>(3));  // a zero byte and a number of positions
  for (auto& lexeme : value.lexemes) {
    lexeme.word = from.c_string();
    const std::size_t count = from.number<std::uint16_t>();
    if (count > from.left() / 2)
      from.fail("a count is out of range");
    lexeme.positions.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto bits = from.number<std::uint16_t>();
      lexeme.positions.push_back({static_cast<std::uint16_t>(bits & last_place), weights[bits >> 14]});
    }
  }
  from.finish();
  return value;
}

}  // namespace squall
