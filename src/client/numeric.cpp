#include "squall/types/numeric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "squall/errors.hpp"

namespace squall {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

[[noreturn]] void throw_no_numeric(std::string_view text, std::string_view problem) {
  throw decode_error(fmt::format("'{}' is no numeric: {}", text.substr(0, 100), problem));
}

std::string_view take_digits(std::string_view& rest) {
  const auto end = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
  const std::string_view digits = rest.substr(0, end);
  rest.remove_prefix(end);
  return digits;
}

// `e-3`: 0 when there is none.
std::int32_t take_exponent(std::string_view text, std::string_view& rest) {
  if (rest.empty() || (rest.front() != 'e' && rest.front() != 'E'))
    return 0;
  rest.remove_prefix(1);
  if (rest.starts_with('+'))
    rest.remove_prefix(1);
  std::int32_t exponent = 0;
  const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
  constexpr std::int32_t most = numeric_t::max_integer_digits + numeric_t::max_scale;
  if (problem == std::errc::invalid_argument)
    throw_no_numeric(text, "the exponent has no digits");
  if (problem != std::errc() || exponent < -most || exponent > most)
    throw_no_numeric(text, "the exponent is too large");
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return exponent;
}

// The decimal digits before and after the point, without sign; the infinities have none.
struct parts {
  std::string_view whole;
  std::string_view fraction;
};

parts split(std::string_view magnitude) {
  const std::size_t point = magnitude.find('.');
  if (point == std::string_view::npos)
    return {magnitude, {}};
  return {magnitude.substr(0, point), magnitude.substr(point + 1)};
}

std::strong_ordering compare_text(std::string_view a, std::string_view b) { return a.compare(b) <=> 0; }

// Of two canonical magnitudes.
std::strong_ordering compare_magnitude(std::string_view a, std::string_view b) {
  const parts x = split(a);
  const parts y = split(b);
  if (x.whole.size() != y.whole.size())
    return x.whole.size() <=> y.whole.size();
  if (const auto order = compare_text(x.whole, y.whole); order != 0)
    return order;
  const std::size_t common = std::min(x.fraction.size(), y.fraction.size());
  if (const auto order = compare_text(x.fraction.substr(0, common), y.fraction.substr(0, common)); order != 0)
    return order;
  const auto more = [common](std::string_view fraction) {
    return fraction.find_first_not_of('0', common) != std::string_view::npos;
  };
  return more(x.fraction) <=> more(y.fraction);
}

// -Infinity, finite, Infinity, NaN: the order of PostgreSQL.
int rank(const numeric_t& value) {
  if (value.is_finite())
    return 1;
  if (value.is_nan())
    return 3;
  return value.is_negative() ? 0 : 2;
}

bool is_zero(std::string_view text) { return text.find_first_not_of("-0.") == std::string_view::npos; }

}  // namespace

numeric_t::numeric_t(std::string_view text) {
  if (text == "NaN" || text == "Infinity" || text == "-Infinity") {
    text_ = text;
    return;
  }
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+'))
    rest.remove_prefix(1);
  std::string digits(take_digits(rest));
  std::int64_t scale = 0;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    const std::string_view fraction = take_digits(rest);
    digits += fraction;
    scale = static_cast<std::int64_t>(fraction.size());
  }
  if (digits.empty())
    throw_no_numeric(text, "it has no digits");
  scale -= take_exponent(text, rest);
  if (!rest.empty())
    throw_no_numeric(text, fmt::format("'{}' does not belong there", rest.substr(0, 20)));

  if (scale < 0) {
    digits.append(static_cast<std::size_t>(-scale), '0');
    scale = 0;
  }
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places)
    digits.insert(0, places + 1 - digits.size(), '0');
  std::size_t leading = std::min(digits.find_first_not_of('0'), digits.size());
  leading = std::min(leading, digits.size() - places - 1);
  digits.erase(0, leading);
  if (scale > max_scale)
    throw_no_numeric(text, "PostgreSQL keeps 16383 digits after the decimal point");
  if (digits.size() - places > static_cast<std::size_t>(max_integer_digits))
    throw_no_numeric(text, "PostgreSQL keeps 131072 digits before the decimal point");
  if (places > 0)
    digits.insert(digits.size() - places, 1, '.');
  text_ = negative && !is_zero(digits) ? "-" + digits : std::move(digits);
}

std::int32_t numeric_t::scale() const noexcept {
  const std::size_t point = text_.find('.');
  return point == std::string::npos ? 0 : static_cast<std::int32_t>(text_.size() - point - 1);
}

double numeric_t::to_double() const {
  using limits = std::numeric_limits<double>;
  if (is_nan())
    return limits::quiet_NaN();
  double value = 0;
  const char* end = text_.data() + text_.size();
  // Reads "Infinity" too. Beyond the range of double the nearest is zero or infinity.
  if (std::from_chars(text_.data(), end, value).ec == std::errc::result_out_of_range) {
    const std::string_view magnitude = std::string_view(text_).substr(is_negative() ? 1 : 0);
    value = split(magnitude).whole == "0" ? 0.0 : limits::infinity();
    if (is_negative())
      value = -value;
  }
  return value;
}

std::weak_ordering operator<=>(const numeric_t& a, const numeric_t& b) noexcept {
  if (const auto order = rank(a) <=> rank(b); order != 0)
    return order;
  if (!a.is_finite())
    return std::weak_ordering::equivalent;
  if (a.is_negative() != b.is_negative())
    return a.is_negative() ? std::weak_ordering::less : std::weak_ordering::greater;
  return a.is_negative() ? compare_magnitude(b.text_.c_str() + 1, a.text_.c_str() + 1)
                         : compare_magnitude(a.text_, b.text_);
}

}  // namespace squall
