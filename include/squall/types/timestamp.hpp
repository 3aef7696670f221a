// PostgreSQL's timestamp and timestamptz.
//
// Both are microseconds since 2000-01-01 in 64 bits: a range that std::chrono's microseconds since 1970 cannot hold
// wholly, and with two values that are ±infinity. So they are types of their own, which convert from time points
// implicitly and to time points with a check.
#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ratio>
#include <string>
#include <string_view>
#include <utility>

namespace squall {

namespace detail {

inline constexpr std::int64_t minus_infinite_timestamp = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t infinite_timestamp = std::numeric_limits<std::int64_t>::max();

/// PostgreSQL's first timestamp, 4714-11-24 BC, in microseconds since 1970. Its last is beyond 64 bits of them.
inline constexpr std::int64_t first_unix_timestamp = -210'866'803'200'000'000;
/// Microseconds from 1970 to 2000.
inline constexpr std::int64_t unix_epoch_shift = 946'684'800'000'000;

[[noreturn]] void throw_timestamp_out_of_range();
/// Microseconds since 1970. Throws std::out_of_range when 64 bits cannot hold them, and for ±infinity.
std::int64_t timestamp_to_unix(std::int64_t since_2000);

template <class Duration>
concept exact_in_microseconds = std::convertible_to<Duration, std::chrono::microseconds>;

/// Microseconds since 2000. Throws std::out_of_range when PostgreSQL has no such timestamp.
template <class Rep, class Period>
constexpr std::int64_t timestamp_from(std::chrono::duration<Rep, Period> since_1970) {
  constexpr std::int64_t unit = std::ratio_divide<Period, std::micro>::num;
  // Compared in units, since the microseconds may overflow.
  if (std::cmp_less(since_1970.count(), first_unix_timestamp / unit) ||
      std::cmp_greater(since_1970.count(), std::numeric_limits<std::int64_t>::max() / unit))
    throw_timestamp_out_of_range();
  return static_cast<std::int64_t>(since_1970.count()) * unit - unix_epoch_shift;
}

}  // namespace detail

/// A date and time without a zone, from 4713 BC to 294276 AD, and ±infinity (PostgreSQL manual, 8.5).
struct timestamp_t {
  std::int64_t microseconds = 0;  ///< since 2000-01-01 00:00; the extremes are -infinity and infinity

  constexpr timestamp_t() = default;
  /// Throws std::out_of_range when PostgreSQL has no such timestamp.
  template <detail::exact_in_microseconds Duration>
  constexpr timestamp_t(std::chrono::local_time<Duration> time)
      : microseconds(detail::timestamp_from(time.time_since_epoch())) {}
  static constexpr timestamp_t from_microseconds(std::int64_t since_2000) {
    timestamp_t t;
    t.microseconds = since_2000;
    return t;
  }
  static constexpr timestamp_t infinity() { return from_microseconds(detail::infinite_timestamp); }
  static constexpr timestamp_t minus_infinity() { return from_microseconds(detail::minus_infinite_timestamp); }
  /// Reads `2026-11-22 09:30:00.25`, with `T` for the space, ` BC` at the end, `infinity`. Throws decode_error.
  static timestamp_t parse(std::string_view text);

  [[nodiscard]] constexpr bool is_finite() const { return *this != infinity() && *this != minus_infinity(); }
  /// Throws std::out_of_range for ±infinity and where std::chrono's range ends.
  [[nodiscard]] std::chrono::local_time<std::chrono::microseconds> to_local_time() const {
    return std::chrono::local_time<std::chrono::microseconds>(
        std::chrono::microseconds(detail::timestamp_to_unix(microseconds)));
  }
  explicit operator std::chrono::local_time<std::chrono::microseconds>() const { return to_local_time(); }

  friend constexpr auto operator<=>(const timestamp_t&, const timestamp_t&) = default;
};

/// `2026-11-22 09:30:00.25`
std::string to_string(const timestamp_t& value);

/// A point in time, from 4713 BC to 294276 AD, and ±infinity (PostgreSQL manual, 8.5).
struct timestamptz_t {
  std::int64_t microseconds = 0;  ///< since 2000-01-01 00:00 UTC; the extremes are -infinity and infinity

  constexpr timestamptz_t() = default;
  /// Throws std::out_of_range when PostgreSQL has no such timestamp.
  template <detail::exact_in_microseconds Duration>
  constexpr timestamptz_t(std::chrono::sys_time<Duration> time)
      : microseconds(detail::timestamp_from(time.time_since_epoch())) {}
  static constexpr timestamptz_t from_microseconds(std::int64_t since_2000) {
    timestamptz_t t;
    t.microseconds = since_2000;
    return t;
  }
  static constexpr timestamptz_t infinity() { return from_microseconds(detail::infinite_timestamp); }
  static constexpr timestamptz_t minus_infinity() { return from_microseconds(detail::minus_infinite_timestamp); }
  /// The time of this machine's clock, cut to microseconds.
  static timestamptz_t now();
  /// Reads `2026-11-22 09:30:00.25+01`, with `T` for the space and `Z` for UTC, ` BC` at the end, `infinity`. The
  /// offset must be there. Throws decode_error.
  static timestamptz_t parse(std::string_view text);

  [[nodiscard]] constexpr bool is_finite() const { return *this != infinity() && *this != minus_infinity(); }
  /// Throws std::out_of_range for ±infinity and where std::chrono's range ends.
  [[nodiscard]] std::chrono::sys_time<std::chrono::microseconds> to_sys_time() const {
    return std::chrono::sys_time<std::chrono::microseconds>(
        std::chrono::microseconds(detail::timestamp_to_unix(microseconds)));
  }
  explicit operator std::chrono::sys_time<std::chrono::microseconds>() const { return to_sys_time(); }

  friend constexpr auto operator<=>(const timestamptz_t&, const timestamptz_t&) = default;
};

/// In UTC: `2026-11-22 08:30:00.25+00`
std::string to_string(const timestamptz_t& value);

}  // namespace squall
