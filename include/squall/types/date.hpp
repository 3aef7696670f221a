// PostgreSQL's date.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace squall {

/// A calendar day: days since 2000-01-01, from 4713 BC to 5874897 AD, and ±infinity (PostgreSQL manual, 8.5).
struct date_t {
  std::int32_t days = 0;  ///< since 2000-01-01; the extremes of the type are -infinity and infinity

  constexpr date_t() = default;
  /// Throws std::out_of_range when PostgreSQL has no such date.
  date_t(std::chrono::sys_days day);
  date_t(std::chrono::local_days day) : date_t(std::chrono::sys_days(day.time_since_epoch())) {}
  /// Throws std::out_of_range when there is no such day.
  date_t(std::chrono::year_month_day day);
  static constexpr date_t from_days(std::int32_t since_2000) {
    date_t d;
    d.days = since_2000;
    return d;
  }
  static constexpr date_t infinity() { return from_days(std::numeric_limits<std::int32_t>::max()); }
  static constexpr date_t minus_infinity() { return from_days(std::numeric_limits<std::int32_t>::min()); }
  /// Reads `2026-11-22`, `0044-03-15 BC`, `infinity`, `-infinity`. Throws decode_error.
  static date_t parse(std::string_view text);

  [[nodiscard]] constexpr bool is_finite() const { return *this != infinity() && *this != minus_infinity(); }
  /// Throws std::out_of_range for ±infinity.
  [[nodiscard]] std::chrono::sys_days to_sys_days() const;
  explicit operator std::chrono::sys_days() const { return to_sys_days(); }
  /// Throws std::out_of_range for ±infinity and for years that std::chrono cannot hold (beyond 32767).
  [[nodiscard]] std::chrono::year_month_day to_year_month_day() const;
  explicit operator std::chrono::year_month_day() const { return to_year_month_day(); }

  friend constexpr auto operator<=>(const date_t&, const date_t&) = default;
};

std::string to_string(const date_t& value);

}  // namespace squall
