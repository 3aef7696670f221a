// PostgreSQL's ranges and multiranges.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace squall {

/// From `lower` to `upper` (manual, 8.17); a bound that is missing is infinite: `range_t<int>{1, 5}` is [1,5).
/// int4range is range_t<std::int32_t>, int8range of std::int64_t, numrange of numeric_t, tsrange of timestamp_t,
/// tstzrange of timestamptz_t, daterange of date_t. PostgreSQL keeps ranges of integers and dates in the form [1,5),
/// whatever form they came in: [1,4] comes back as [1,5).
template <class T>
struct range_t {
  std::optional<T> lower;
  std::optional<T> upper;
  bool lower_inclusive = true;
  bool upper_inclusive = false;
  bool empty = false;  ///< nothing is in it; the bounds mean nothing then

  static range_t none() {
    range_t range;
    range.empty = true;
    return range;
  }
  static range_t closed(T lower, T upper) { return {std::move(lower), std::move(upper), true, true, false}; }

  [[nodiscard]] bool contains(const T& value) const {
    return !empty && (!lower || *lower < value || (lower_inclusive && *lower == value)) &&
           (!upper || value < *upper || (upper_inclusive && *upper == value));
  }
  /// Reads what PostgreSQL prints: `[1,5)`, `(,"2026-11-22 00:00:00"]`, `empty`. Throws decode_error.
  static range_t parse(std::string_view text);

  /// The same bounds of the same kind. Not the same set: [1,4] is not [1,5) here.
  friend bool operator==(const range_t& a, const range_t& b) {
    if (a.empty || b.empty)
      return a.empty == b.empty;
    return a.lower == b.lower && a.upper == b.upper && (!a.lower || a.lower_inclusive == b.lower_inclusive) &&
           (!a.upper || a.upper_inclusive == b.upper_inclusive);
  }
};

/// Ranges without overlap, in order (PostgreSQL 14). PostgreSQL sorts and joins what it gets.
template <class T>
struct multirange_t {
  std::vector<range_t<T>> ranges;

  /// Reads what PostgreSQL prints: `{[1,3),[5,7)}`. Throws decode_error.
  static multirange_t parse(std::string_view text);

  friend bool operator==(const multirange_t&, const multirange_t&) = default;
};

namespace detail {

/// A range's text taken apart; bounds are unquoted.
struct range_parts {
  std::optional<std::string> lower, upper;
  bool lower_inclusive = false, upper_inclusive = false, empty = false;
};
/// Takes one range off the front of `text`; `whole` is for the message.
range_parts take_range(std::string_view& text, std::string_view whole);
/// The texts of the ranges within a multirange, taken apart.
std::vector<range_parts> take_multirange(std::string_view text);
[[noreturn]] void throw_no_range(std::string_view text);
void append_range_text(std::string& out, const range_parts& parts);
std::int64_t parse_integer(std::string_view text, std::int64_t minimum, std::int64_t maximum);
double parse_float(std::string_view text);
/// The shortest text that reads back as the same number, in the form that PostgreSQL prints.
void append_float(std::string& out, double value);
void append_float(std::string& out, float value);

template <class T>
T parse_bound(const std::string& text) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<T>(parse_integer(text, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  else if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(parse_float(text));
  else if constexpr (std::is_same_v<T, std::string>)
    return text;
  else
    return T::parse(text);
}
template <class T>
std::string bound_text(const T& value) {
  if constexpr (std::is_floating_point_v<T>) {
    std::string out;
    append_float(out, value);
    return out;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return value;
  } else {
    using std::to_string;
    return to_string(value);
  }
}
template <class T>
range_t<T> range_of(const range_parts& parts) {
  range_t<T> range;
  if (parts.lower)
    range.lower = parse_bound<T>(*parts.lower);
  if (parts.upper)
    range.upper = parse_bound<T>(*parts.upper);
  range.lower_inclusive = parts.lower_inclusive;
  range.upper_inclusive = parts.upper_inclusive;
  range.empty = parts.empty;
  return range;
}

}  // namespace detail

template <class T>
range_t<T> range_t<T>::parse(std::string_view text) {
  std::string_view rest = text;
  const auto parts = detail::take_range(rest, text);
  if (!rest.empty())
    detail::throw_no_range(text);
  return detail::range_of<T>(parts);
}
template <class T>
multirange_t<T> multirange_t<T>::parse(std::string_view text) {
  multirange_t value;
  for (const auto& parts : detail::take_multirange(text)) value.ranges.push_back(detail::range_of<T>(parts));
  return value;
}

/// `[1,5)`
template <class T>
std::string to_string(const range_t<T>& value) {
  detail::range_parts parts{{}, {}, value.lower_inclusive, value.upper_inclusive, value.empty};
  if (value.lower)
    parts.lower = detail::bound_text(*value.lower);
  if (value.upper)
    parts.upper = detail::bound_text(*value.upper);
  std::string out;
  detail::append_range_text(out, parts);
  return out;
}
/// `{[1,3),[5,7)}`
template <class T>
std::string to_string(const multirange_t<T>& value) {
  std::string out = "{";
  for (const auto& range : value.ranges) {
    if (out.size() > 1)
      out += ',';
    out += to_string(range);
  }
  return out += '}';
}

}  // namespace squall
