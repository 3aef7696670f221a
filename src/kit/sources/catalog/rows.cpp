#include "kit/sources/catalog/rows.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "kit/base/error.hpp"

namespace squall::kit::catalog {

char row::character(int column) const {
  const auto field = text(column);
  return field.empty() ? '\0' : field.front();
}

std::int64_t row::integer(int column) const {
  const auto field = text(column);
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (code != std::errc{} || end != field.data() + field.size()) {
    throw kit::error(
        "the catalog's " + std::string{from_->column_name(column)} + " is no number: " + std::string{field},
        "this server may be no PostgreSQL, or one of a version that Squall does not know");
  }
  return value;
}

std::vector<int> row::numbers(int column) const {
  std::vector<int> values;
  const auto field = text(column);
  const char* const end = field.data() + field.size();
  for (const char* at = field.data(); at < end;) {
    int value = 0;
    const auto parsed = std::from_chars(at, end, value);
    if (parsed.ec == std::errc{}) {
      values.push_back(value);
      at = parsed.ptr;
    } else {
      ++at;  // a brace, a comma or a space
    }
  }
  return values;
}

std::vector<std::string> row::texts(int column) const {
  // {plain,"with \\"quotes\\" and \\\\","NULL"}: manual, 8.15.6. The catalogs hold no NULL elements.
  std::vector<std::string> values;
  const auto field = text(column);
  for (std::size_t at = 1; at + 1 < field.size(); ++at) {
    std::string value;
    const bool quoted = field[at] == '"';
    at += quoted ? 1 : 0;
    while (at + 1 < field.size() && field[at] != (quoted ? '"' : ',')) {
      at += field[at] == '\\' ? 1 : 0;
      value += field[at++];
    }
    at += quoted ? 1 : 0;
    values.push_back(std::move(value));
  }
  return values;
}

option_map row::options(int column) const {
  option_map values;
  for (const auto& option : texts(column)) {
    const auto equals = std::min(option.find('='), option.size());
    values.emplace(option.substr(0, equals), equals == option.size() ? "true" : option.substr(equals + 1));
  }
  return values;
}

std::optional<std::int64_t> row::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

firing read_firing(char code) {
  switch (code) {
    case 'D':
      return firing::disabled;
    case 'R':
      return firing::replica;
    case 'A':
      return firing::always;
    default:
      return firing::origin;
  }
}

}  // namespace squall::kit::catalog
