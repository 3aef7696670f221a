// The types of extensions.
#include <algorithm>
#include <cmath>

#include "type_check.hpp"

namespace {

using namespace squall;
using namespace squall::test;

TEST_CASE("hstore survives the way to the server and back") {
  if (!has_extension(shared_connection(), "hstore"))
    return;
  check_type<hstore_t>({.type = "hstore",
                        // The server has the shorter keys first.
                        .print = [](const hstore_t& value) {
                          std::vector<std::string> keys;
                          for (const auto& [key, text] : value) keys.push_back(key);
                          std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
                            return std::pair(a.size(), a) < std::pair(b.size(), b);
                          });
                          std::string out;
                          for (const auto& key : keys) {
                            hstore_t one;
                            one[key] = value.at(key);
                            out += (out.empty() ? "" : ", ") + to_string(one);
                          }
                          return out;
                        }});
  for (const char* text : {"a", "\"a\"", "\"a\"=>", "\"a\"=>b", "\"a\"=>\"b\"x", "\"a\"=>\"b\", ", "\"a"})
    CHECK_THROWS_AS(hstore_t::parse(text), decode_error);
}

TEST_CASE("ltree and lquery survive the way to the server and back") {
  if (!has_extension(shared_connection(), "ltree"))
    return;
  check_type<ltree_t>({"ltree"});
  check_type<lquery_t>({"lquery"});
}

TEST_CASE("pgvector's types survive the way to the server and back") {
  if (!has_extension(shared_connection(), "vector"))
    return;
  // The server prints a digit more for a few numbers, so the texts are compared by what they mean.
  check_type<vector_t>({.type = "vector", .print = nullptr});
  check_type<halfvec_t>({.type = "halfvec", .print = nullptr});
  check_type<sparsevec_t>({.type = "sparsevec", .print = nullptr});
}

TEST_CASE("pgvector's types have the bytes that pgvector documents") {
  using namespace std::string_literals;
  CHECK(wire_bytes<vector_t>(vector_t{{1.0F, -2.0F}}) == "\0\2\0\0\x3f\x80\0\0\xc0\0\0\0"s);
  CHECK(wire_bytes<halfvec_t>(halfvec_t{{1.0F, -2.0F}}) == "\0\2\0\0\x3c\0\xc0\0"s);
  CHECK(wire_bytes<sparsevec_t>(sparsevec_t{5, {{2, 1.0F}}}) == "\0\0\0\5\0\0\0\1\0\0\0\0\0\0\0\2\x3f\x80\0\0"s);
  value_source random;
  for (int i = 0; i < 50; ++i) {
    check_malformed<vector_t>(wire_bytes<vector_t>(any_value<vector_t>(random)), random);
    check_malformed<halfvec_t>(wire_bytes<halfvec_t>(any_value<halfvec_t>(random)), random);
    check_malformed<sparsevec_t>(wire_bytes<sparsevec_t>(any_value<sparsevec_t>(random)), random);
  }
  CHECK_THROWS_AS(wire_bytes<vector_t>(vector_t{std::vector<float>(40000)}), usage_error);
  for (const char* text : {"", "[", "[1", "[1,]", "[1]x", "[a]", "1"})
    CHECK_THROWS_AS(vector_t::parse(text), decode_error);
  for (const char* text : {"", "{}", "{1:1}", "{0:1}/5", "{1}/5", "{1:1}/x", "{1:1,}/5"})
    CHECK_THROWS_AS(sparsevec_t::parse(text), decode_error);
}

TEST_CASE("numbers of 16 bits: there and back for all of them, and the nearest for the others") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = detail::float_from_half(half);
    if (std::isnan(value))
      CHECK(std::isnan(detail::float_from_half(detail::half_from_float(value))));
    else if (detail::half_from_float(value) != half)
      FAIL("not the same: " << bits);
  }
  value_source random;
  for (int i = 0; i < 20000; ++i) {
    const auto half = static_cast<std::uint16_t>(random.below(0x7bff));
    const double low = detail::float_from_half(half);
    const double high = detail::float_from_half(static_cast<std::uint16_t>(half + 1));
    const double middle = (low + high) / 2;
    const auto nearest = [](double value) {
      return double{detail::float_from_half(detail::half_from_float(static_cast<float>(value)))};
    };
    REQUIRE(nearest(low + (high - low) * 0.4) == low);
    REQUIRE(nearest(low + (high - low) * 0.6) == high);
    REQUIRE(nearest(middle) == (half % 2 == 0 ? low : high));
  }
  CHECK(detail::half_from_float(65520.0F) == 0x7c00);
  CHECK(detail::half_from_float(65519.0F) == 0x7bff);
  CHECK(detail::half_from_float(1e-10F) == 0);
  CHECK(detail::half_from_float(-std::numeric_limits<float>::infinity()) == 0xfc00);
}

TEST_CASE("shapes of PostGIS survive the way to the server and back") {
  value_source random;
  const auto shape = any_value<geometry_t>(random);
  CHECK(geometry_t::parse(to_string(shape)) == shape);
  CHECK(geometry_t::parse("0aFf").ewkb == bytea_t{std::byte{0x0a}, std::byte{0xff}});
  for (const char* text : {"0", "0g", "123"}) CHECK_THROWS_AS(geometry_t::parse(text), decode_error);
  if (!has_extension(shared_connection(), "postgis"))
    return;
  check_type<geometry_t>({"geometry"});
  check_type<geography_t>({"geography"});
}

}  // namespace
