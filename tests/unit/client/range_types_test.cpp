// Ranges and multiranges.
#include "type_check.hpp"

namespace {

using namespace squall;
using namespace squall::test;

template <class T>
void check_ranges(const std::string& name) {
  check_type<range_t<T>>({name + "range"});
  check_type<multirange_t<T>>({name + "multirange"});
}

TEST_CASE("ranges of numbers survive the way to the server and back") {
  check_ranges<std::int32_t>("int4");
  check_ranges<std::int64_t>("int8");
  check_ranges<numeric_t>("num");
}

TEST_CASE("ranges of dates and times survive the way to the server and back") {
  shared_connection().run("set timezone to utc");
  check_ranges<date_t>("date");
  check_ranges<timestamp_t>("ts");
  check_ranges<timestamptz_t>("tstz");
}

TEST_CASE("ranges of a type that the database made survive the way to the server and back") {
  connection& db = shared_connection();
  db.run("create type float_range as range (subtype = float8); create type text_range as range (subtype = text)");
  check_type<range_t<double>>({"float_range", [](value_source& random) {
                                 range_t<double> range{random.finite(), {}};
                                 range.upper = *range.lower + 1;
                                 return range;
                               }});
  check_type<range_t<std::string>>({"text_range", [](value_source& random) {
                                      auto lower = random.text(6);
                                      return range_t<std::string>{lower, lower + "a" + random.text(3)};
                                    }});
}

TEST_CASE("a range knows what is in it as the server knows it") {
  connection& db = shared_connection();
  value_source random;
  for (int i = 0; i < 500; ++i) {
    range_t<std::int32_t> range;
    if (!random.one_in(4))
      range.lower = static_cast<std::int32_t>(random.between(0, 5));
    if (!random.one_in(4))
      range.upper = static_cast<std::int32_t>(random.between(5, 9));
    range.lower_inclusive = random.one_in(2);
    range.upper_inclusive = random.one_in(2);
    const auto value = static_cast<std::int32_t>(random.between(-1, 10));
    const result r = db.query("select $1::int4range @> $2::int", {{to_string(range)}, {std::to_string(value)}});
    CHECK(range.contains(value) == (r.text(0, 0) == "t"));
  }
  CHECK_FALSE(range_t<std::int32_t>::none().contains(1));
  CHECK(through_cast<range_t<std::int32_t>>(db, "int4range", range_t<std::int32_t>::closed(1, 4)) ==
        range_t<std::int32_t>{1, 5});
}

TEST_CASE("texts that are no ranges are refused") {
  using range = range_t<std::int32_t>;
  for (const char* text : {"", "[", "[1", "[1,", "[1,2", "1,2", "[1,2)x", "[1;2)", "[a,2)", "[1,99999999999)",
                           "[1,2,3)", "emptyx", "[\"1,2)", "[1\\"})
    CHECK_THROWS_AS(range::parse(text), decode_error);
  using multirange = multirange_t<std::int32_t>;
  for (const char* text : {"", "{", "{[1,2)", "[1,2)", "{[1,2)[3,4)}", "{,}", "{[1,2)}x"})
    CHECK_THROWS_AS(multirange::parse(text), decode_error);
  CHECK(multirange::parse("{}").ranges.empty());
}

}  // namespace
