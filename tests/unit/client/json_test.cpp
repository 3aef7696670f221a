#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

#include "generators.hpp"
#include "round_trip.hpp"
#include "squall/types/json_codec.hpp"

namespace client_test {

using namespace squall;
using namespace squall::test;

enum class bed_size { single, double_ };

struct bed {
  bed_size size = bed_size::single;
  std::optional<int> width;
  bool operator==(const bed&) const = default;
};

struct room {
  std::string name;
  std::vector<bed> beds;
  bool operator==(const room&) const = default;
};

struct house {
  std::vector<room> rooms;
  std::map<std::string, double> prices;
  std::int64_t big = 0;
  std::uint64_t bigger = 0;
  double ratio = 0;
  float small = 0;
  bool open = false;
  std::optional<std::string> note;
  std::optional<room> annex;
  uuid_t id;
  numeric_t exact;
  date_t built;
  json_t raw;
  int class_ = 0;
  bool operator==(const house&) const = default;
};

house any_house() {
  house h;
  const auto any_room = [] {
    room r{any_text(), {}};
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
      r.beds.push_back({*rc::gen::element(bed_size::single, bed_size::double_),
                        *rc::gen::element(std::optional<int>{}, std::optional<int>{90})});
    return r;
  };
  const auto finite = [](auto value) { return std::isfinite(value) ? value : decltype(value){0.1}; };
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) h.rooms.push_back(any_room());
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) h.prices[any_text()] = finite(any_float<double, std::uint64_t>());
  h.big = any_integer<std::int64_t>();
  h.bigger =
      *one_of_or<std::uint64_t>({std::numeric_limits<std::uint64_t>::max()}, rc::gen::arbitrary<std::uint64_t>());
  h.ratio = finite(any_float<double, std::uint64_t>());
  h.open = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>())
    h.note = any_text();
  if (*rc::gen::arbitrary<bool>())
    h.annex = any_room();
  h.id = any_uuid();
  h.exact = any_numeric();
  h.built = any_date();
  h.class_ = any_integer<int>();
  return h;
}

TEST_CASE("an aggregate's keys are the names of its members, without a trailing underscore") {
  CHECK(to_json(bed{bed_size::double_, 90}) == R"({"size":"double","width":90})");
  CHECK(to_json(room{"a", {{}}}) == R"({"name":"a","beds":[{"size":"single","width":null}]})");
  CHECK(from_json<house>(to_json(house{.class_ = 7})).class_ == 7);
  CHECK(to_json(house{}).find("\"class\":0}") != std::string::npos);
}

TEST_CASE("an aggregate survives JSON, and json and jsonb columns") {
  connection& db = shared_connection();
  CHECK(rc::check([&] {
    const house h = any_house();
    RC_ASSERT(from_json<house>(to_json(h)) == h);
    RC_ASSERT(std::signbit(from_json<house>(to_json(h)).ratio) == std::signbit(h.ratio));
    RC_ASSERT(through_cast<json_of<house>>(db, "json", h) == h);
    RC_ASSERT(through_cast<jsonb_of<house>>(db, "jsonb", h) == h);
  }));
}

TEST_CASE("raw JSON goes into json and jsonb alike, and keeps digits that no double holds") {
  connection& db = shared_connection();
  const json_t digits{R"({"a": 12345678901234567890123.4567890123456789})"};
  CHECK(through_cast<json_t>(db, "json", digits) == digits);
  CHECK(through_cast<json_t>(db, "jsonb", digits) == digits);
  CHECK(through_cast<jsonb_of<json_t>>(db, "jsonb", digits) == digits);
  CHECK(through_cast<json_of<json_t>>(db, "json", digits) == digits);
  CHECK(from_json<std::map<std::string, json_t>>(digits.text).at("a").text ==
        "12345678901234567890123.4567890123456789");
  CHECK(from_json<std::map<std::string, numeric_t>>(digits.text).at("a").str() ==
        "12345678901234567890123.4567890123456789");
  CHECK_THROWS_AS(through_cast<json_t>(db, "json", json_t{std::string("{}\0x", 4)}), usage_error);
}

TEST_CASE("unknown keys are ignored, the last of two equal ones counts, missing ones are errors unless optional") {
  CHECK(from_json<bed>(R"({"colour": [1, {"x": 2}], "size": "double"})") == bed{bed_size::double_, {}});
  CHECK(from_json<bed>(R"({"size": "double", "size": "single", "width": null})") == bed{});
  CHECK_THROWS_AS(from_json<bed>(R"({"width": 1})"), decode_error);
}

template <class T>
std::string problem_with(std::string_view json) {
  try {
    static_cast<void>(from_json<T>(json));
  } catch (const decode_error& e) {
    return e.what();
  }
  return "none";
}

TEST_CASE("an error names the path of what does not fit") {
  CHECK(problem_with<house>(R"({"rooms": [{"name": "a", "beds": []}, {"name": 5, "beds": []}]})") ==
        "JSON at $.rooms[1].name: expected a string, there is a number");
  CHECK(problem_with<house>(R"({"rooms": [{"name": "a", "beds": [{"size": "huge"}]}]})")
            .find("$.rooms[0].beds[0].size: 'huge'") != std::string::npos);
  CHECK(problem_with<room>(R"({"beds": []})").find("$: 'name' is missing") != std::string::npos);
  CHECK(problem_with<std::map<std::string, int>>(R"({"a b": 1.5})").find("$[\"a b\"]") != std::string::npos);
  CHECK(problem_with<std::vector<uuid_t>>(R"(["x"])").find("$[0]: 'x' is no uuid") != std::string::npos);
}

TEST_CASE("integers keep all their bits and refuse what they cannot hold") {
  CHECK(from_json<std::int64_t>("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(from_json<std::uint64_t>("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  CHECK(from_json<int>("1e3") == 1000);
  CHECK(from_json<int>("2.0") == 2);
  CHECK(problem_with<std::int64_t>("9223372036854775808") != "none");
  CHECK(problem_with<std::int8_t>("128") != "none");
  CHECK(problem_with<unsigned>("-1") != "none");
  CHECK(problem_with<int>("1.5") != "none");
  CHECK(problem_with<int>("1e99999999999") != "none");
  CHECK(problem_with<int>("\"1\"") != "none");
  CHECK(problem_with<bool>("1") != "none");
}

TEST_CASE("what is no JSON is a decode_error that says where") {
  for (const char* wrong : {"", "{", "[1,]", "nul", "{\"a\" 1}", "1 2", "\"\xff\"", "[1e999]"})
    CHECK_MESSAGE(problem_with<std::vector<int>>(wrong).starts_with("this is no JSON"), wrong);
  CHECK(problem_with<std::vector<int>>("[1, 2").find("byte") != std::string::npos);
  CHECK_THROWS_AS(parse_json(std::string(100000, '[')), decode_error);
}

TEST_CASE("JSON has no NaN: it is refused before it is sent") {
  CHECK_THROWS_AS(to_json(std::numeric_limits<double>::quiet_NaN()), usage_error);
  CHECK_THROWS_AS(to_json(std::vector<double>{std::numeric_limits<double>::infinity()}), usage_error);
}

struct point {
  int x, y;
};

}  // namespace client_test

template <>
struct squall::json_codec<client_test::point> {
  static void write(json_writer& to, const client_test::point& p) {
    to.begin_array();
    to.integer(p.x);
    to.integer(p.y);
    to.end_array();
  }
  static client_test::point read(const json_reader& from) {
    if (from.array_size() != 2)
      from.fail("expected two numbers");
    return {json_codec<int>::read(from.element(0)), json_codec<int>::read(from.element(1))};
  }
};

using client_test::point;
using squall::from_json;
using squall::to_json;

TEST_CASE("a type's own json_codec goes before reflection") {
  CHECK(to_json(std::vector<point>{{1, 2}}) == "[[1,2]]");
  CHECK(from_json<std::map<std::string, point>>(R"({"a": [3, 4]})").at("a").y == 4);
}
