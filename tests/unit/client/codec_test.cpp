// Arrays in all their forms, and what decoding refuses.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "round_trip.hpp"

namespace client_test {
enum class colour { red, green, dark_blue };
}

namespace {

using client_test::colour;

using namespace squall;
using namespace squall::test;

template <class Db>
value_of_t<Db> decode(std::string_view bytes) {
  return codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()));
}

/// The binary bytes of an SQL expression.
std::string bytes_of(const std::string& expression) {
  return std::string(shared_connection().execute_prepared(nullptr, "select " + expression, {}).text(0, 0));
}

TEST_CASE("an array is read with any lower bound") {
  CHECK(decode<std::vector<std::int32_t>>(bytes_of("'[5:7]={1,2,3}'::int[]")) == std::vector<std::int32_t>{1, 2, 3});
  CHECK(decode<std::vector<std::int32_t>>(bytes_of("'{}'::int[]")).empty());
}

TEST_CASE("an array of other dimensions than its C++ type is refused") {
  CHECK_THROWS_AS(decode<std::vector<std::int32_t>>(bytes_of("'{{1,2},{3,4}}'::int[]")), decode_error);
  CHECK_THROWS_AS(decode<std::vector<std::vector<std::int32_t>>>(bytes_of("'{1,2}'::int[]")), decode_error);
}

TEST_CASE("an array with NULLs needs optional elements") {
  CHECK_THROWS_AS(decode<std::vector<std::int32_t>>(bytes_of("'{1,NULL}'::int[]")), decode_error);
  CHECK(decode<std::vector<std::optional<std::int32_t>>>(bytes_of("'{1,NULL}'::int[]")) ==
        std::vector<std::optional<std::int32_t>>{1, std::nullopt});
}

TEST_CASE("arrays of two and three dimensions survive, ragged ones are refused") {
  connection& db = shared_connection();
  using grid = std::vector<std::vector<std::int32_t>>;
  CHECK(through_cast<grid>(db, "int[]", {{1, 2, 3}, {4, 5, 6}}) == grid{{1, 2, 3}, {4, 5, 6}});
  CHECK(through_cast<grid>(db, "int[]", {}).empty());
  CHECK(through_cast<grid>(db, "int[]", {{}, {}}).empty());
  CHECK_THROWS_AS(through_cast<grid>(db, "int[]", {{1}, {2, 3}}), usage_error);
  using words = std::vector<std::vector<std::optional<std::string>>>;
  CHECK(through_cast<words>(db, "text[]", {{"a\"b", {}}, {"NULL", "{,}"}}) == words{{"a\"b", {}}, {"NULL", "{,}"}});
  CHECK(through_cast<words>(db, "text[]", {{}}).empty());
  using cube = std::vector<std::vector<std::vector<std::int64_t>>>;
  CHECK(through_cast<cube>(db, "bigint[]", {{{1}, {2}}}) == cube{{{1}, {2}}});
  CHECK(decode<grid>(bytes_of("'{{1,2},{3,4}}'::int[]")) == grid{{1, 2}, {3, 4}});
}

TEST_CASE("arrays of booleans, bytes, enumerations and JSON survive") {
  connection& db = shared_connection();
  CHECK(through_cast<std::vector<bool>>(db, "boolean[]", {true, false, true}) == std::vector<bool>{true, false, true});
  const std::vector<bytea_t> bytes{{std::byte{0}, std::byte{255}}, {}};
  CHECK(through_cast<std::vector<bytea_t>>(db, "bytea[]", bytes) == bytes);
  db.run("create type colour as enum ('red', 'green', 'dark_blue')");
  const std::vector<colour> colours{colour::dark_blue, colour::red};
  CHECK(through_cast<std::vector<colour>>(db, "colour[]", colours) == colours);
  const std::vector<json_t> json{{R"({"a": "}\""})"}, {"null"}};
  CHECK(through_cast<std::vector<json_t>>(db, "json[]", json) == json);
  CHECK(through_cast<std::vector<jsonb_of<std::vector<int>>>>(db, "jsonb[]", {{1, 2}, {}}) ==
        std::vector<std::vector<int>>{{1, 2}, {}});
}

TEST_CASE("an array of texts suits columns of text, varchar and citext alike, also where operators are strict") {
  connection& db = shared_connection();
  static_parameters<1> p;
  codec<std::vector<std::string>>::encode(p, {"a", "b"});
  CHECK(db.execute_prepared(nullptr, "select 1 where '{a,b}'::varchar[] = $1", p).rows() == 1);
  CHECK(db.execute_prepared(nullptr, "select 1 where '{a,b}'::text[] = $1", p).rows() == 1);
  CHECK(db.execute_prepared(nullptr, "select 1 where 'b'::varchar = any($1)", p).rows() == 1);
}

TEST_CASE("a value of another width is refused") {
  const std::string four(4, '\0');
  CHECK_THROWS_AS(decode<bool>(four), decode_error);
  CHECK_THROWS_AS(decode<std::int16_t>(four), decode_error);
  CHECK_THROWS_AS(decode<std::int64_t>(four), decode_error);
  CHECK_THROWS_AS(decode<double>(four), decode_error);
  CHECK_THROWS_AS(decode<uuid_t>(four), decode_error);
  CHECK_THROWS_AS(decode<timestamptz_t>(four), decode_error);
  CHECK_THROWS_AS(decode<timetz_t>(four), decode_error);
  CHECK_THROWS_AS(decode<interval_t>(four), decode_error);
  CHECK_THROWS_AS(decode<numeric_t>(four), decode_error);
  CHECK_THROWS_AS(decode<jsonb_of<int>>(four), decode_error);
  CHECK_THROWS_AS(decode<std::int32_t>(""), decode_error);
}

TEST_CASE("an unknown label of an enumeration is refused both ways") {
  CHECK(decode<colour>("dark_blue") == colour::dark_blue);
  CHECK_THROWS_AS(decode<colour>("blue"), decode_error);
  static_parameters<1> p;
  CHECK_THROWS_AS(codec<colour>::encode(p, static_cast<colour>(99)), usage_error);
}

TEST_CASE("no bytes whatever make a decoder do anything but give a value or throw decode_error") {
  const auto survives = []<class Db>(const std::string& bytes) {
    try {
      static_cast<void>(decode<Db>(bytes));
    } catch (const decode_error&) {
    }
  };
  const auto all = [&](const std::string& bytes) {
    survives.operator()<numeric_t>(bytes);
    survives.operator()<time_of_day_t>(bytes);
    survives.operator()<timetz_t>(bytes);
    survives.operator()<std::vector<std::optional<std::int32_t>>>(bytes);
    survives.operator()<std::vector<std::vector<std::string>>>(bytes);
    survives.operator()<jsonb_of<std::vector<double>>>(bytes);
    survives.operator()<json_of<std::optional<int>>>(bytes);
  };
  CHECK(rc::check("random bytes", [&](const std::string& bytes) { all(bytes); }));
  const std::vector<std::string> seeds{bytes_of("'{1,2,NULL}'::int[]"), bytes_of("'{{a,b},{c,d}}'::text[]"),
                                       bytes_of("12345.678::numeric"), bytes_of("'[1,2.5]'::jsonb"),
                                       bytes_of("'01:02+03'::timetz")};
  CHECK(rc::check("valid bytes with one changed, or cut off", [&] {
    std::string bytes = *rc::gen::elementOf(seeds);
    bytes[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())))] = *rc::gen::arbitrary<char>();
    all(bytes);
    bytes.resize(static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size()))));
    all(bytes);
  }));
}

TEST_CASE("many parameters of all sizes keep their places") {
  connection& db = shared_connection();
  dynamic_parameters p;
  std::string sql = "select array_to_string(array[''";
  std::string expected;
  for (int i = 0; i < 900; ++i) {
    sql += ", $" + std::to_string(i + 1) + "::text";
    const std::string text = std::string(static_cast<std::size_t>(i % 50), 'x') + std::to_string(i);
    p.copy(text, codec<std::string>::oid, true);
    expected += "," + text;
  }
  CHECK(db.execute_prepared(nullptr, sql + "], ',')", p).text(0, 0) == expected);
  static_parameters<1> one;
  codec<std::int32_t>::encode(one, 1);
  CHECK_THROWS_AS(codec<std::int32_t>::encode(one, 2), usage_error);
}

// No implicit conversion picks a codec: these do not compile.
template <class Db, class Value>
concept encodes = requires(parameter_writer& to, const Value& value) { codec<Db>::encode(to, value); };
static_assert(encodes<std::int32_t, std::int32_t>);
static_assert(!encodes<std::int32_t, std::int64_t>);
static_assert(!encodes<std::int32_t, double>);
static_assert(!encodes<std::int32_t, bool>);
static_assert(!encodes<bool, int>);
static_assert(!encodes<bool, const char*>);
static_assert(!encodes<double, int>);
static_assert(!encodes<numeric_t, double>);
static_assert(!encodes<timestamp_t, timestamptz_t>);
static_assert(!encodes<colour, int>);
static_assert(encodes<std::string, std::string_view>);
static_assert(std::is_same_v<value_of_t<std::vector<jsonb_of<int>>>, std::vector<int>>);

}  // namespace
