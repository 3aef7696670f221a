// Numbers as PostgreSQL prints them.
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "client/text_scanner.hpp"
#include "squall/types/range.hpp"

namespace squall::detail {

std::int64_t parse_integer(std::string_view text, std::int64_t minimum, std::int64_t maximum) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size() || value < minimum || value > maximum)
    text_scanner("integer of that size", text).fail();
  return value;
}

double parse_float(std::string_view text) {
  // from_chars knows no plus sign, and takes inf, infinity and nan.
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  double value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc{} || digits.empty() || end != digits.data() + digits.size())
    text_scanner("number", text).fail();
  return value;
}

namespace {

// float8out and float4out: the exponent form begins where the digits that are exact end (15 and 6), and below 1e-4.
template <class F>
void append_shortest(std::string& out, F value, int exact_digits) {
  if (std::isnan(value)) {
    out += "NaN";
    return;
  }
  if (std::isinf(value)) {
    out += value < 0 ? "-Infinity" : "Infinity";
    return;
  }
  char buffer[400];
  const auto scientific = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<std::size_t>(scientific.ptr - buffer));
  const int exponent = std::atoi(std::string(text.substr(text.find('e') + 1)).c_str());
  if (exponent >= -4 && exponent < exact_digits) {
    const auto fixed = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    out.append(buffer, fixed.ptr);
  } else {
    out += text;
  }
}

}  // namespace

void append_float(std::string& out, double value) { append_shortest(out, value, 15); }
void append_float(std::string& out, float value) { append_shortest(out, value, 6); }

}  // namespace squall::detail
