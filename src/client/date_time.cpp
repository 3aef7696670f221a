#include "squall/types/date_time.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "client/civil.hpp"
#include "squall/errors.hpp"

namespace squall {

using detail::microseconds_per_day;
using detail::time_text;

namespace {

constexpr std::int64_t floor_days(std::int64_t microseconds) {
  return microseconds / microseconds_per_day - (microseconds % microseconds_per_day < 0 ? 1 : 0);
}

[[noreturn]] void throw_infinite(std::string_view type) {
  throw std::out_of_range(fmt::format("an infinite {} has no value in std::chrono; ask is_finite() first", type));
}

// ±infinity, which all the types with dates have.
template <class T>
bool parse_infinity(std::string_view text, T& value) {
  if (text == "infinity")
    value = T::infinity();
  else if (text == "-infinity")
    value = T::minus_infinity();
  else
    return false;
  return true;
}

std::int64_t parse_local(time_text& from) {
  const std::int64_t days = from.date();
  std::int64_t time = 0;
  if (from.skip(" ") || from.skip("T"))
    time = from.time();
  // 24:00:00 is the day after.
  if (days + time / microseconds_per_day >= detail::end_of_timestamps)
    from.fail("PostgreSQL's timestamps end with the year 294276");
  return days * microseconds_per_day + time;
}

std::string local_text(std::int64_t microseconds, std::string_view offset) {
  const std::int64_t days = floor_days(microseconds);
  std::string out;
  detail::append_date(out, days);
  out += ' ';
  detail::append_time(out, microseconds - days * microseconds_per_day);
  out += offset;
  detail::append_era(out, days);
  return out;
}

}  // namespace

namespace detail {

void throw_timestamp_out_of_range() {
  throw std::out_of_range("PostgreSQL's timestamps go from 4713 BC to the year 294276");
}

std::int64_t timestamp_to_unix(std::int64_t since_2000) {
  static_assert(unix_epoch_shift == unix_days_of_2000 * microseconds_per_day);
  static_assert(first_unix_timestamp == (first_day + unix_days_of_2000) * microseconds_per_day);
  if (since_2000 == infinite_timestamp || since_2000 == minus_infinite_timestamp)
    throw_infinite("timestamp");
  if (since_2000 > infinite_timestamp - unix_epoch_shift)
    throw std::out_of_range("std::chrono's microseconds since 1970 end in the year 294247");
  return since_2000 + unix_epoch_shift;
}

}  // namespace detail

date_t::date_t(std::chrono::sys_days day) {
  const std::int64_t since_2000 = std::int64_t{day.time_since_epoch().count()} - detail::unix_days_of_2000;
  if (since_2000 < detail::first_day || since_2000 >= detail::end_of_dates)
    throw std::out_of_range("PostgreSQL's dates go from 4713 BC to the year 5874897");
  days = static_cast<std::int32_t>(since_2000);
}

date_t::date_t(std::chrono::year_month_day day) : date_t(std::chrono::sys_days(day)) {
  if (!day.ok())
    throw std::out_of_range(fmt::format("there is no day {}-{}-{}", static_cast<int>(day.year()),
                                        static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())));
}

date_t date_t::parse(std::string_view text) {
  date_t value;
  if (parse_infinity(text, value))
    return value;
  time_text from("date", text);
  value.days = static_cast<std::int32_t>(from.date());
  from.finish();
  return value;
}

std::chrono::sys_days date_t::to_sys_days() const {
  if (!is_finite())
    throw_infinite("date");
  // Cannot overflow: the last date is well below the type's end.
  return std::chrono::sys_days(std::chrono::days(days + static_cast<std::int32_t>(detail::unix_days_of_2000)));
}

std::chrono::year_month_day date_t::to_year_month_day() const {
  if (!is_finite())
    throw_infinite("date");
  const detail::civil_day day = detail::civil_from_days(days);
  if (day.year > static_cast<int>(std::chrono::year::max()))
    throw std::out_of_range("std::chrono's years end with 32767");
  return {std::chrono::year(static_cast<int>(day.year)), std::chrono::month(static_cast<unsigned>(day.month)),
          std::chrono::day(static_cast<unsigned>(day.day))};
}

std::string to_string(const date_t& value) {
  if (value == date_t::infinity())
    return "infinity";
  if (value == date_t::minus_infinity())
    return "-infinity";
  std::string out;
  detail::append_date(out, value.days);
  detail::append_era(out, value.days);
  return out;
}

time_of_day_t time_of_day_t::from_microseconds(std::int64_t since_midnight) {
  if (since_midnight < 0 || since_midnight > microseconds_per_day)
    throw std::out_of_range("a time of day lies within 00:00:00 and 24:00:00");
  time_of_day_t value;
  value.microseconds = since_midnight;
  return value;
}

time_of_day_t time_of_day_t::parse(std::string_view text) {
  time_text from("time", text);
  time_of_day_t value;
  value.microseconds = from.time();
  from.finish();
  return value;
}

std::string to_string(const time_of_day_t& value) {
  std::string out;
  detail::append_time(out, value.microseconds);
  return out;
}

timetz_t timetz_t::parse(std::string_view text) {
  time_text from("time with time zone", text);
  timetz_t value;
  value.time.microseconds = from.time();
  value.utc_offset = from.offset();
  from.finish();
  return value;
}

std::string to_string(const timetz_t& value) {
  std::string out = to_string(value.time);
  detail::append_offset(out, value.utc_offset);
  return out;
}

timestamp_t timestamp_t::parse(std::string_view text) {
  timestamp_t value;
  if (parse_infinity(text, value))
    return value;
  time_text from("timestamp", text);
  value.microseconds = parse_local(from);
  from.finish();
  return value;
}

std::string to_string(const timestamp_t& value) {
  if (value == timestamp_t::infinity())
    return "infinity";
  if (value == timestamp_t::minus_infinity())
    return "-infinity";
  return local_text(value.microseconds, "");
}

timestamptz_t timestamptz_t::now() {
  return timestamptz_t(std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

timestamptz_t timestamptz_t::parse(std::string_view text) {
  timestamptz_t value;
  if (parse_infinity(text, value))
    return value;
  time_text from("timestamp with time zone", text);
  const std::int64_t local = parse_local(from);
  const std::int64_t utc = local - from.offset() * std::int64_t{1'000'000};
  from.finish();
  const std::int64_t days = floor_days(utc);
  if (days < detail::first_day || days >= detail::end_of_timestamps)
    from.fail("PostgreSQL's timestamps go from 4713 BC to the year 294276");
  value.microseconds = utc;
  return value;
}

std::string to_string(const timestamptz_t& value) {
  if (value == timestamptz_t::infinity())
    return "infinity";
  if (value == timestamptz_t::minus_infinity())
    return "-infinity";
  return local_text(value.microseconds, "+00");
}

}  // namespace squall
