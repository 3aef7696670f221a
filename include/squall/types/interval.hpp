// PostgreSQL's interval.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

/// An interval: months, days and microseconds, kept apart as PostgreSQL keeps them, since a month has no fixed number
/// of days nor a day of hours (manual, 8.5.4). Equality is of the three parts: one month is not thirty days here.
struct interval_t {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t microseconds = 0;

  constexpr interval_t() = default;
  constexpr interval_t(std::int32_t months_, std::int32_t days_, std::int64_t microseconds_)
      : months(months_), days(days_), microseconds(microseconds_) {}
  /// Any duration that is exact in microseconds becomes the microseconds part; chrono's days and months do, too.
  template <class Rep, class Period>
    requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::microseconds>
  constexpr interval_t(std::chrono::duration<Rep, Period> duration)
      : microseconds(std::chrono::microseconds(duration).count()) {}

  /// Reads ISO 8601 with designators (`P1Y2M3DT4H5M6.5S`) and PostgreSQL's own style
  /// (`1 year 2 mons -3 days 04:05:06.5`). Throws decode_error.
  static interval_t parse(std::string_view text);

  friend constexpr bool operator==(const interval_t&, const interval_t&) = default;
};

/// ISO 8601 with designators: `P1Y2M-3DT4H5M6.5S`, `PT0S`.
std::string to_string(const interval_t& value);

}  // namespace squall
