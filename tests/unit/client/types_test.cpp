// The text forms and conversions of the value types, without a server.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <limits>
#include <stdexcept>
#include <unordered_set>

#include "squall/errors.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/numeric.hpp"
#include "squall/types/uuid.hpp"

namespace {

using namespace squall;
using namespace std::chrono_literals;

TEST_CASE("a uuid reads what PostgreSQL reads and prints its canonical form") {
  const uuid_t id = uuid_t::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  CHECK(to_string(id) == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
  for (const char* same : {"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
                           "a0eebc999c0b4ef8bb6d6bb9bd380a11", "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11"})
    CHECK(uuid_t::parse(same) == id);
  for (const char* wrong :
       {"", "a0eebc99", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111",
        "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a1", "-a0eebc999c0b4ef8bb6d6bb9bd380a11"})
    CHECK_THROWS_AS(uuid_t::parse(wrong), decode_error);
  CHECK(uuid_t::parse("00000000-0000-0000-0000-000000000002") < uuid_t::parse("00000000-0000-0000-0000-000000000010"));
  std::unordered_set<uuid_t> set{id, uuid_t{}};
  CHECK(set.contains(id));
}

TEST_CASE("a numeric keeps its scale and compares by value") {
  CHECK(numeric_t("0012.500").str() == "12.500");
  CHECK(numeric_t("+1e3").str() == "1000");
  CHECK(numeric_t("1.5e-3").str() == "0.0015");
  CHECK(numeric_t("-0.00").str() == "0.00");
  CHECK(numeric_t(".5").str() == "0.5");
  CHECK(numeric_t("5.").str() == "5");
  CHECK(numeric_t(-7).str() == "-7");
  CHECK(numeric_t(std::numeric_limits<std::uint64_t>::max()).str() == "18446744073709551615");
  CHECK(numeric_t("12.50").scale() == 2);
  CHECK(numeric_t().str() == "0");

  CHECK(numeric_t("12.50") == numeric_t("12.5"));
  CHECK(numeric_t("-2") < numeric_t("-1.999"));
  CHECK(numeric_t("9") < numeric_t("10"));
  CHECK(numeric_t("1.10") > numeric_t("1.09"));
  CHECK(numeric_t("0.1") > numeric_t("-0.2"));
  CHECK(numeric_t("-Infinity") < numeric_t("-1e1000"));
  CHECK(numeric_t("Infinity") > numeric_t("1e1000"));
  CHECK(numeric_t("NaN") > numeric_t("Infinity"));
  CHECK(numeric_t("NaN") == numeric_t("NaN"));

  for (const char* wrong :
       {"", "-", ".", "1.2.3", "1e", "abc", "1 ", "nan", "0x10", "1e999999999999", "1e131072", "1e-16384"})
    CHECK_THROWS_AS(numeric_t{wrong}, decode_error);
  CHECK(numeric_t("1e131071").str().size() == 131072);

  CHECK(numeric_t("0.1").to_double() == 0.1);
  CHECK(numeric_t("-1e400").to_double() == -std::numeric_limits<double>::infinity());
  CHECK(numeric_t("1e-400").to_double() == 0.0);
}

TEST_CASE("dates count days as the calendar does") {
  CHECK(date_t::parse("2000-01-01").days == 0);
  CHECK(date_t::parse("1970-01-01").days == -10957);
  CHECK(date_t::parse("0044-03-15 BC").days == date_t(std::chrono::year(-43) / 3 / 15).days);
  CHECK(to_string(date_t::from_days(-2451545)) == "4714-11-24 BC");
  CHECK(to_string(date_t::parse("5874897-12-31")) == "5874897-12-31");
  CHECK(to_string(date_t::infinity()) == "infinity");
  CHECK(date_t(std::chrono::year(2024) / 2 / 29).to_year_month_day() == std::chrono::year(2024) / 2 / 29);
  for (const char* wrong : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-01-00", "0000-01-01", "23-01-01",
                            "2023-01-01x", "4714-11-23 BC", "5874898-01-01", "", "Infinity"})
    CHECK_THROWS_AS(date_t::parse(wrong), decode_error);
  CHECK_THROWS_AS(static_cast<void>(date_t::infinity().to_sys_days()), std::out_of_range);
  CHECK_THROWS_AS(static_cast<void>(date_t::parse("40000-01-01").to_year_month_day()), std::out_of_range);
  CHECK_THROWS_AS(date_t(std::chrono::year(2023) / 2 / 29), std::out_of_range);
  CHECK(rc::check("every day of std::chrono's calendar is the same day here", [] {
    const auto day = std::chrono::sys_days(std::chrono::days(*rc::gen::inRange(-2'440'588, 11'248'737)));
    const date_t date = day;
    RC_ASSERT(date.to_year_month_day() == std::chrono::year_month_day(day));
    RC_ASSERT(date.to_sys_days() == day);
    RC_ASSERT(date_t::parse(to_string(date)) == date);
  }));
}

TEST_CASE("times of day reach 24:00:00 and no further") {
  CHECK(time_of_day_t(4h + 5min + 6s + 70ms).microseconds == 14706070000);
  CHECK(to_string(time_of_day_t(4h + 5min + 6s + 70ms)) == "04:05:06.07");
  CHECK(to_string(time_of_day_t::parse("24:00:00")) == "24:00:00");
  CHECK(time_of_day_t::parse("04:05") == time_of_day_t(4h + 5min));
  for (const char* wrong : {"24:00:01", "4:05", "04:60", "04:05:61", "04:05:06.1234567", "04:05:06.", "", "04:05:06 "})
    CHECK_THROWS_AS(time_of_day_t::parse(wrong), decode_error);
  CHECK_THROWS_AS(time_of_day_t(25h), std::out_of_range);
  CHECK_THROWS_AS(time_of_day_t(-1us), std::out_of_range);
  CHECK(to_string(timetz_t::parse("04:05:06-02:30")) == "04:05:06-02:30");
  CHECK(timetz_t::parse("04:05:06+0130").utc_offset == 5400);
  CHECK(timetz_t::parse("04:05Z").utc_offset == 0);
  CHECK_THROWS_AS(timetz_t::parse("04:05:06"), decode_error);
  CHECK_THROWS_AS(timetz_t::parse("04:05:06+16"), decode_error);
}

TEST_CASE("timestamps convert from time points implicitly and back with a check") {
  const std::chrono::sys_time<std::chrono::seconds> second{1'700'000'000s};
  const timestamptz_t at = second;
  CHECK(to_string(at) == "2023-11-14 22:13:20+00");
  CHECK(at.to_sys_time() == second);
  const timestamp_t local = std::chrono::local_days(std::chrono::year(2000) / 1 / 2);
  CHECK(local.microseconds == 86'400'000'000);
  CHECK(local.to_local_time() == std::chrono::local_days(std::chrono::year(2000) / 1 / 2));

  CHECK(timestamptz_t::parse("2023-11-14T23:13:20+01") == at);
  CHECK(timestamptz_t::parse("2023-11-14 22:13:20Z") == at);
  CHECK(to_string(timestamp_t::parse("0044-03-15 12:00:00.5 BC")) == "0044-03-15 12:00:00.5 BC");
  CHECK(timestamp_t::parse("-infinity") == timestamp_t::minus_infinity());
  CHECK(timestamp_t::parse("2023-01-01 24:00:00") == timestamp_t::parse("2023-01-02"));
  CHECK_THROWS_AS(timestamptz_t::parse("2023-11-14 22:13:20"), decode_error);
  CHECK_THROWS_AS(timestamp_t::parse("2023-11-14 22:13:20+00"), decode_error);
  CHECK_THROWS_AS(timestamp_t::parse("294277-01-01 00:00:00"), decode_error);
  CHECK_THROWS_AS(timestamp_t::parse("294276-12-31 24:00:00"), decode_error);
  CHECK(timestamp_t::parse("294276-12-31 23:59:59.999999").microseconds == 9223371331199999999);

  CHECK_THROWS_AS(static_cast<void>(timestamptz_t::infinity().to_sys_time()), std::out_of_range);
  CHECK_THROWS_AS(static_cast<void>(timestamp_t::parse("294276-01-01 00:00:00").to_local_time()), std::out_of_range);
  using microseconds = std::chrono::microseconds;
  CHECK_THROWS_AS(timestamptz_t{std::chrono::sys_time<microseconds>::min()}, std::out_of_range);
  CHECK(timestamptz_t(std::chrono::sys_time<microseconds>::max()).to_sys_time() ==
        std::chrono::sys_time<microseconds>::max());
  CHECK_THROWS_AS(timestamptz_t{std::chrono::sys_time<std::chrono::hours>::max()}, std::out_of_range);
  const std::chrono::sys_days first = std::chrono::year(-4713) / 11 / 24;
  CHECK(timestamptz_t(first) == timestamptz_t::parse("4714-11-24 00:00:00+00 BC"));
  CHECK_THROWS_AS(timestamptz_t{first - std::chrono::microseconds(1)}, std::out_of_range);
  static_assert(timestamptz_t(std::chrono::sys_days(std::chrono::year(2000) / 1 / 2)).microseconds == 86'400'000'000);
  static_assert(!std::is_convertible_v<std::chrono::sys_time<std::chrono::nanoseconds>, timestamptz_t>);
  static_assert(!std::is_convertible_v<std::chrono::sys_time<microseconds>, timestamp_t>);
  static_assert(!std::is_convertible_v<timestamp_t, timestamptz_t>);
  CHECK(timestamptz_t::now() > at);
}

TEST_CASE("intervals keep months, days and microseconds apart, in both styles") {
  CHECK(interval_t::parse("P1Y2M-3DT4H5M6.5S") == interval_t{14, -3, 14706500000});
  CHECK(interval_t::parse("1 year 2 mons -3 days 04:05:06.5") == interval_t{14, -3, 14706500000});
  CHECK(interval_t::parse("-1 mons +1 day -00:00:00.000001") == interval_t{-1, 1, -1});
  CHECK(interval_t::parse("00:00:00") == interval_t{});
  CHECK(to_string(interval_t{14, -3, 14706500000}) == "P1Y2M-3DT4H5M6.5S");
  CHECK(to_string(interval_t{}) == "PT0S");
  CHECK(to_string(interval_t{0, 0, -1}) == "PT-0.000001S");
  CHECK(interval_t(90min) == interval_t{0, 0, 5'400'000'000});
  for (const char* wrong : {"", "P", "PT", "P1", "P1H", "P1.5Y", "PT1D", "1 fortnight", "P99999999999M", "4 days 1"})
    CHECK_THROWS_AS(interval_t::parse(wrong), decode_error);
  CHECK(rc::check("text and back", [](std::int32_t months, std::int32_t days, std::int64_t microseconds) {
    const interval_t value{months, days, microseconds};
    RC_ASSERT(interval_t::parse(to_string(value)) == value);
  }));
  const interval_t least{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min(),
                         std::numeric_limits<std::int64_t>::min()};
  CHECK(interval_t::parse(to_string(least)) == least);
}

}  // namespace
