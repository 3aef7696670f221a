#include "squall/types/interval.hpp"

#include <fmt/format.h>

#include <iterator>

#include "client/civil.hpp"
#include "squall/errors.hpp"

namespace squall {

namespace {

// Sums up an interval's parts, each checked for its range.
class interval_sum {
 public:
  explicit interval_sum(const detail::time_text& from) : from_(from) {}

  void add_months(std::int64_t count, std::int64_t months) { months_ = sum(months_, count, months); }
  void add_days(std::int64_t count, std::int64_t days) { days_ = sum(days_, count, days); }
  void add_microseconds(std::int64_t count, std::int64_t unit) { microseconds_ = sum(microseconds_, count, unit); }

  [[nodiscard]] interval_t value() const {
    const auto months = static_cast<std::int32_t>(months_);
    const auto days = static_cast<std::int32_t>(days_);
    if (months != months_ || days != days_)
      from_.fail("it is too large");
    return {months, days, microseconds_};
  }

 private:
  [[nodiscard]] std::int64_t sum(std::int64_t sum, std::int64_t count, std::int64_t unit) const {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(count, unit, &product) || __builtin_add_overflow(sum, product, &sum))
      from_.fail("it is too large");
    return sum;
  }

  const detail::time_text& from_;
  std::int64_t months_ = 0;
  std::int64_t days_ = 0;
  std::int64_t microseconds_ = 0;
};

struct signed_number {
  std::int64_t whole;     // with the sign
  std::int64_t fraction;  // microseconds, with the sign
  bool has_fraction;
};

signed_number read_number(detail::time_text& from) {
  const bool negative = from.skip("-");
  if (!negative)
    from.skip("+");
  // 18 digits always fit 64 bits; the sum checks the product with the unit.
  const std::int64_t whole = from.digits(1, 18);
  const bool has_fraction = from.skip(".");
  const std::int64_t fraction = has_fraction ? from.fraction() : 0;
  return {negative ? -whole : whole, negative ? -fraction : fraction, has_fraction};
}

constexpr std::int64_t second = 1'000'000;

interval_t parse_iso(detail::time_text& from) {
  interval_sum sum(from);
  bool in_time = false;
  bool any = false;
  while (!from.at_end()) {
    if (!in_time && from.skip("T")) {
      in_time = true;
      any = false;
      continue;
    }
    const signed_number number = read_number(from);
    any = true;
    if (in_time && from.skip("S")) {
      sum.add_microseconds(number.whole, second);
      sum.add_microseconds(number.fraction, 1);
      continue;
    }
    if (number.has_fraction)
      from.fail("only seconds have a fraction");
    if (in_time && from.skip("H"))
      sum.add_microseconds(number.whole, 3600 * second);
    else if (in_time && from.skip("M"))
      sum.add_microseconds(number.whole, 60 * second);
    else if (!in_time && from.skip("Y"))
      sum.add_months(number.whole, 12);
    else if (!in_time && from.skip("M"))
      sum.add_months(number.whole, 1);
    else if (!in_time && from.skip("W"))
      sum.add_days(number.whole, 7);
    else if (!in_time && from.skip("D"))
      sum.add_days(number.whole, 1);
    else
      from.fail("expected a number and one of Y M W D, or behind T one of H M S");
  }
  if (!any)
    from.fail("it has no parts");
  return sum.value();
}

// `04:05:06.5` with its sign; hours are not bounded.
void read_clock(detail::time_text& from, interval_sum& sum, std::int64_t sign, std::int64_t hours) {
  const std::int64_t minutes = from.digits(2, 2);
  const std::int64_t seconds = from.skip(":") ? from.digits(2, 2) : 0;
  if (minutes > 59 || seconds > 59)
    from.fail("minutes and seconds go to 59");
  sum.add_microseconds(sign * hours, 3600 * second);
  sum.add_microseconds(sign * (minutes * 60 + seconds), second);
  if (from.skip("."))
    sum.add_microseconds(sign * from.fraction(), 1);
}

interval_t parse_postgres(detail::time_text& from) {
  interval_sum sum(from);
  do {
    const bool negative = from.skip("-");
    if (!negative)
      from.skip("+");
    const std::int64_t sign = negative ? -1 : 1;
    const std::int64_t number = from.digits(1, 18);
    if (from.skip(":")) {
      read_clock(from, sum, sign, number);
      break;
    }
    if (!from.skip(" "))
      from.fail("expected a unit");
    if (from.skip("years") || from.skip("year"))
      sum.add_months(sign * number, 12);
    else if (from.skip("mons") || from.skip("mon"))
      sum.add_months(sign * number, 1);
    else if (from.skip("days") || from.skip("day"))
      sum.add_days(sign * number, 1);
    else
      from.fail("expected years, mons, days or hours:minutes:seconds");
  } while (from.skip(" "));
  from.finish();
  return sum.value();
}

void append_part(std::string& out, std::int64_t count, char unit) {
  if (count != 0)
    fmt::format_to(std::back_inserter(out), "{}{}", count, unit);
}

}  // namespace

interval_t interval_t::parse(std::string_view text) {
  detail::time_text from("interval", text);
  return from.skip("P") ? parse_iso(from) : parse_postgres(from);
}

std::string to_string(const interval_t& value) {
  std::string out = "P";
  append_part(out, value.months / 12, 'Y');
  append_part(out, value.months % 12, 'M');
  append_part(out, value.days, 'D');
  if (value.microseconds == 0)
    return out.size() == 1 ? "PT0S" : out;
  out += 'T';
  append_part(out, value.microseconds / (3600 * second), 'H');
  append_part(out, value.microseconds / (60 * second) % 60, 'M');
  const std::int64_t seconds = value.microseconds / second % 60;
  const std::int64_t fraction = value.microseconds % second;
  if (fraction == 0) {
    append_part(out, seconds, 'S');
  } else {
    fmt::format_to(std::back_inserter(out), "{}{}.{:06}", value.microseconds < 0 ? "-" : "",
                   seconds < 0 ? -seconds : seconds, fraction < 0 ? -fraction : fraction);
    out.erase(out.find_last_not_of('0') + 1);
    out += 'S';
  }
  return out;
}

}  // namespace squall
