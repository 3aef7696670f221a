#include "kit/sources/catalog/rows.hpp"

#include <charconv>
#include <string>

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

}  // namespace squall::kit::catalog
