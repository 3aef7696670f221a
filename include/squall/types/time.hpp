// PostgreSQL's time and timetz.
#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

/// A time of day without a zone: microseconds since midnight, 00:00:00 to 24:00:00, both included (PostgreSQL
/// manual, 8.5).
struct time_of_day_t {
  static constexpr std::int64_t microseconds_per_day = 86'400'000'000;

  std::int64_t microseconds = 0;

  constexpr time_of_day_t() = default;
  /// The duration since midnight. Throws std::out_of_range below 0 and above 24 hours.
  template <class Rep, class Period>
    requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::microseconds>
  time_of_day_t(std::chrono::duration<Rep, Period> since_midnight)
      : time_of_day_t(from_microseconds(std::chrono::microseconds(since_midnight).count())) {}
  /// Throws std::out_of_range below 0 and above 24 hours.
  static time_of_day_t from_microseconds(std::int64_t since_midnight);
  /// Reads `04:05`, `04:05:06`, `04:05:06.789`, `24:00:00`. Throws decode_error.
  static time_of_day_t parse(std::string_view text);

  [[nodiscard]] constexpr std::chrono::microseconds since_midnight() const {
    return std::chrono::microseconds(microseconds);
  }
  friend constexpr auto operator<=>(const time_of_day_t&, const time_of_day_t&) = default;
};

std::string to_string(const time_of_day_t& value);

/// A time of day with its offset from UTC. Equality is of both parts.
struct timetz_t {
  time_of_day_t time;
  std::int32_t utc_offset = 0;  ///< seconds east of UTC: `+02` is 7200

  constexpr timetz_t() = default;
  constexpr timetz_t(time_of_day_t time_, std::int32_t utc_offset_) : time(time_), utc_offset(utc_offset_) {}
  /// Reads `04:05:06.789+02:30`. Throws decode_error.
  static timetz_t parse(std::string_view text);

  friend constexpr bool operator==(const timetz_t&, const timetz_t&) = default;
};

std::string to_string(const timetz_t& value);

}  // namespace squall
