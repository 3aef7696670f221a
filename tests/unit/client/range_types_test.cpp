// Ranges and multiranges.
#include "value_source.hpp"

namespace {

using namespace squall;
using namespace squall::test;

/// Values in ascending order at 0, 1, 2, …, so that ranges over them can be made without overlap.
template <class T>
T value_at(std::int64_t n) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<T>(n);
  else if constexpr (std::is_same_v<T, numeric_t>)
    return numeric_t(std::to_string(n) + ".50");
  else if constexpr (std::is_same_v<T, date_t>)
    return date_t::from_days(static_cast<std::int32_t>(n));
  else
    return T::from_microseconds(n * 1'000'001);
}

// As the server keeps them: [) for what is discrete, any bounds for what is not.
template <class T>
range_t<T> any_range(value_source& random) {
  constexpr bool discrete = std::is_integral_v<T> || std::is_same_v<T, date_t>;
  if (random.one_in(10))
    return range_t<T>::none();
  range_t<T> range;
  const std::int64_t lower = random.between(-1'000'000, 1'000'000);
  if (!random.one_in(6))
    range.lower = value_at<T>(lower);
  if (!random.one_in(6))
    range.upper = value_at<T>(lower + random.between(1, 1000));
  range.lower_inclusive = discrete || random.one_in(2);
  range.upper_inclusive = !discrete && random.one_in(2);
  return range;
}

template <class T>
multirange_t<T> any_multirange(value_source& random) {
  multirange_t<T> value;
  std::int64_t at = random.between(-1000, 1000);
  const std::size_t count = random.below(5);
  for (std::size_t i = 0; i < count; ++i) {
    range_t<T> range;
    if (i > 0 || !random.one_in(6))
      range.lower = value_at<T>(at);
    at += random.between(1, 100);
    if (i + 1 < count || !random.one_in(6))
      range.upper = value_at<T>(at);
    at += random.between(1, 100);
    value.ranges.push_back(range);
  }
  return value;
}

template <class T>
void check_ranges(const std::string& name) {
  check_type<range_t<T>>({name + "range", any_range<T>});
  check_type<multirange_t<T>>({name + "multirange", any_multirange<T>});
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
