#include "client/civil.hpp"

#include <fmt/format.h>

#include <iterator>

#include "squall/errors.hpp"

namespace squall::detail {

namespace {
// Days of the 400-year era that precede 2000-01-01, when years begin in March: 2000-03-01 is the start of an era.
constexpr std::int64_t days_of_era = 146'097;
constexpr std::int64_t march_2000 = 60;  // days from 2000-01-01 to 2000-03-01

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
}  // namespace

std::int64_t days_from_civil(const civil_day& day) {
  const std::int64_t year = day.year - 2000 - (day.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (day.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day.day - 1;
  return era * days_of_era + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year + march_2000;
}

civil_day civil_from_days(std::int64_t since_2000) {
  const std::int64_t days = since_2000 - march_2000;
  const std::int64_t era = floor_divide(days, days_of_era);
  const std::int64_t day_of_era = days - era * days_of_era;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {2000 + era * 400 + year_of_era + (month <= 2 ? 1 : 0), month,
          static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

void append_date(std::string& out, std::int64_t days_since_2000) {
  const civil_day day = civil_from_days(days_since_2000);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", day.year > 0 ? day.year : 1 - day.year, day.month,
                 day.day);
}

void append_era(std::string& out, std::int64_t days_since_2000) {
  if (civil_from_days(days_since_2000).year <= 0)
    out += " BC";
}

void append_time(std::string& out, std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / 1'000'000;
  fmt::format_to(std::back_inserter(out), "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (const std::int64_t fraction = microseconds % 1'000'000; fraction != 0) {
    fmt::format_to(std::back_inserter(out), ".{:06}", fraction);
    out.erase(out.find_last_not_of('0') + 1);
  }
}

void append_offset(std::string& out, std::int32_t seconds) {
  const std::int64_t size = seconds < 0 ? -std::int64_t{seconds} : seconds;
  fmt::format_to(std::back_inserter(out), "{}{:02}", seconds < 0 ? '-' : '+', size / 3600);
  if (size % 3600 != 0)
    fmt::format_to(std::back_inserter(out), ":{:02}", size / 60 % 60);
  if (size % 60 != 0)
    fmt::format_to(std::back_inserter(out), ":{:02}", size % 60);
}

void time_text::fail(std::string_view problem) const {
  throw decode_error(fmt::format("'{}' is no {}: {}", text_, type_, problem));
}

bool time_text::skip(std::string_view prefix) {
  if (!rest_.starts_with(prefix))
    return false;
  rest_.remove_prefix(prefix.size());
  return true;
}

std::int64_t time_text::digits(std::size_t least, std::size_t most) {
  std::int64_t value = 0;
  std::size_t count = 0;
  while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9')
    value = value * 10 + (rest_[count++] - '0');
  if (count < least)
    fail("a number is missing");
  rest_.remove_prefix(count);
  return value;
}

std::int64_t time_text::date() {
  const bool before_christ = rest_.ends_with(" BC");
  if (before_christ)
    rest_.remove_suffix(3);
  const std::int64_t year = digits(4, 7);
  if (!skip("-"))
    fail("expected year-month-day");
  const auto month = static_cast<int>(digits(2, 2));
  if (!skip("-"))
    fail("expected year-month-day");
  const auto day = static_cast<int>(digits(2, 2));
  if (year == 0)
    fail("there is no year 0");
  const civil_day civil{before_christ ? 1 - year : year, month, day};
  const std::int64_t days = days_from_civil(civil);
  const civil_day back = civil_from_days(days);
  if (month < 1 || month > 12 || back.month != month || back.day != day)
    fail("there is no such day");
  if (days < first_day || days >= end_of_dates)
    fail("PostgreSQL's dates go from 4713 BC to 5874897");
  return days;
}

std::int64_t time_text::fraction() {
  std::size_t before = rest_.size();
  std::int64_t value = digits(1, 6);
  for (std::size_t count = before - rest_.size(); count < 6; ++count) value *= 10;
  if (peek() >= '0' && peek() <= '9')
    fail("PostgreSQL keeps microseconds, this has more digits");
  return value;
}

std::int64_t time_text::time() {
  const std::int64_t hours = digits(2, 2);
  if (!skip(":"))
    fail("expected hours:minutes");
  const std::int64_t minutes = digits(2, 2);
  const std::int64_t seconds = skip(":") ? digits(2, 2) : 0;
  std::int64_t value = ((hours * 60 + minutes) * 60 + seconds) * 1'000'000;
  if (skip("."))
    value += fraction();
  if (minutes > 59 || seconds > 59 || value > microseconds_per_day)
    fail("there is no such time of day");
  return value;
}

std::int32_t time_text::offset() {
  if (skip("Z"))
    return 0;
  const bool west = skip("-");
  if (!west && !skip("+"))
    fail("expected an offset from UTC: Z, +02 or -02:30");
  std::int64_t seconds = digits(2, 2) * 3600;
  if (skip(":") || (peek() >= '0' && peek() <= '9')) {
    const std::int64_t minutes = digits(2, 2);
    const std::int64_t rest = skip(":") ? digits(2, 2) : 0;
    if (minutes > 59 || rest > 59)
      fail("there is no such offset from UTC");
    seconds += minutes * 60 + rest;
  }
  // MAX_TZDISP_HOUR of datatype/timestamp.h.
  if (seconds >= 16 * 3600)
    fail("an offset from UTC is less than 16 hours");
  return static_cast<std::int32_t>(west ? -seconds : seconds);
}

void time_text::finish() {
  if (!rest_.empty())
    fail(fmt::format("'{}' does not belong there", rest_));
}

}  // namespace squall::detail
