// How an interval is written in a statement's text.
#pragma once

#include <cstdint>

#include "squall/query/sql_writer.hpp"
#include "squall/types/interval.hpp"

namespace squall::detail {

/// `14 months -3 days -26:05:00.000001`. Hours, minutes and seconds: before PostgreSQL 15 a number of microseconds must
/// not be beyond 2147483647.
constexpr void write_interval(sql_writer& w, const interval_t& value) {
  constexpr std::uint64_t second = 1'000'000;
  /// Writes the sign, gives the rest.
  const auto magnitude = [&](std::int64_t n) {
    w.put(n < 0 ? "-" : "");
    const auto bits = static_cast<std::uint64_t>(n);
    return n < 0 ? 0 - bits : bits;
  };
  const auto two_digits = [&](std::uint64_t n) {
    w.put(n < 10 ? ":0" : ":");
    w.number(n);
  };
  w.number(magnitude(value.months));
  w.put(" months ");
  w.number(magnitude(value.days));
  w.put(" days ");
  const std::uint64_t microseconds = magnitude(value.microseconds);
  w.number(microseconds / (3600 * second));
  two_digits(microseconds / (60 * second) % 60);
  two_digits(microseconds / second % 60);
  if (microseconds % second == 0)
    return;
  w.put(".");
  for (std::uint64_t digit = second / 10; digit > 0; digit /= 10) w.number(microseconds / digit % 10);
}

}  // namespace squall::detail
