// The types of extensions.
#include <algorithm>
#include <cmath>

#include "value_source.hpp"

namespace {

using namespace squall;
using namespace squall::test;

float any_float(value_source& random) {
  return random.one_in(8) ? random.pick({0.0F, 1e6F, 1e5F, 1e-5F, 1e-4F, 3.4028235e38F, 1e-45F, -1.5F})
                          : static_cast<float>(random.finite());
}

vector_t any_vector(value_source& random) {
  vector_t value;
  value.values.resize(1 + random.below(9));
  for (auto& number : value.values) number = any_float(random);
  return value;
}

halfvec_t any_halfvec(value_source& random) {
  halfvec_t value;
  value.values.resize(1 + random.below(9));
  for (auto& number : value.values) {
    do number = detail::float_from_half(static_cast<std::uint16_t>(random.bits()));
    while (!std::isfinite(number));
  }
  return value;
}

sparsevec_t any_sparsevec(value_source& random) {
  sparsevec_t value{static_cast<std::int32_t>(random.between(20, 1000)), {}};
  std::int32_t index = 0;
  for (std::size_t count = random.below(5); count > 0; --count) {
    index += static_cast<std::int32_t>(random.between(0, 3));
    value.elements.emplace_back(index++, 0.5F + std::abs(any_float(random)));
  }
  return value;
}

// A point in two dimensions with an SRID, little endian.
template <class T>
T any_point(value_source& random) {
  std::string bytes("\1\1\0\0\x20\xe6\x10\0\0", 9);
  for (const std::int64_t limit : {179, 89}) {
    const double number = static_cast<double>(random.between(-limit * 1000, limit * 1000)) / 1000;
    bytes.append(reinterpret_cast<const char*>(&number), 8);
  }
  return {codec<bytea_t>::decode(bytes.data(), static_cast<int>(bytes.size()))};
}

TEST_CASE("hstore survives the way to the server and back") {
  if (!has_extension(shared_connection(), "hstore"))
    return;
  check_type<hstore_t>({"hstore",
                        [](value_source& random) {
                          hstore_t value;
                          for (std::size_t count = random.below(5); count > 0; --count)
                            value[random.text(4)] = random.one_in(4) ? std::nullopt : std::optional(random.text(6));
                          return value;
                        },
                        // The server has the shorter keys first.
                        [](const hstore_t& value) {
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
  check_type<ltree_t>({"ltree", [](value_source& random) {
                         ltree_t value;
                         for (std::size_t labels = random.below(5); labels > 0; --labels)
                           value.text += (value.text.empty() ? "L" : ".L") + std::to_string(random.below(1000));
                         return value;
                       }});
  check_type<lquery_t>({"lquery", [](value_source& random) {
                          return lquery_t{random.pick<const char*>({"*", "Top.*", "*.Astro%*.A|B", "!a.*{1,3}"})};
                        }});
}

TEST_CASE("pgvector's types survive the way to the server and back") {
  if (!has_extension(shared_connection(), "vector"))
    return;
  // The server prints a digit more for a few numbers, so the texts are compared by what they mean.
  check_type<vector_t>({"vector", any_vector, nullptr});
  check_type<halfvec_t>({"halfvec", any_halfvec, nullptr});
  check_type<sparsevec_t>({"sparsevec", any_sparsevec, nullptr});
}

TEST_CASE("pgvector's types have the bytes that pgvector documents") {
  using namespace std::string_literals;
  CHECK(wire_bytes(vector_t{{1.0F, -2.0F}}) == "\0\2\0\0\x3f\x80\0\0\xc0\0\0\0"s);
  CHECK(wire_bytes(halfvec_t{{1.0F, -2.0F}}) == "\0\2\0\0\x3c\0\xc0\0"s);
  CHECK(wire_bytes(sparsevec_t{5, {{2, 1.0F}}}) == "\0\0\0\5\0\0\0\1\0\0\0\0\0\0\0\2\x3f\x80\0\0"s);
  value_source random;
  for (int i = 0; i < 50; ++i) {
    check_malformed<vector_t>(wire_bytes(any_vector(random)), random);
    check_malformed<halfvec_t>(wire_bytes(any_halfvec(random)), random);
    check_malformed<sparsevec_t>(wire_bytes(any_sparsevec(random)), random);
  }
  CHECK_THROWS_AS(wire_bytes(vector_t{std::vector<float>(40000)}), usage_error);
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
  const auto shape = any_point<geometry_t>(random);
  CHECK(geometry_t::parse(to_string(shape)) == shape);
  CHECK(geometry_t::parse("0aFf").ewkb == bytea_t{std::byte{0x0a}, std::byte{0xff}});
  for (const char* text : {"0", "0g", "123"}) CHECK_THROWS_AS(geometry_t::parse(text), decode_error);
  if (!has_extension(shared_connection(), "postgis"))
    return;
  check_type<geometry_t>({"geometry", any_point<geometry_t>});
  check_type<geography_t>({"geography", any_point<geography_t>});
}

}  // namespace
