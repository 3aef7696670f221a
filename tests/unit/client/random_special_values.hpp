// A random value of the types for networks, geometry, documents and text search, and of those that extensions bring.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "random_values.hpp"
#include "squall/client/codec.hpp"
#include "squall/types/bit_string.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/geometric.hpp"
#include "squall/types/geometry.hpp"
#include "squall/types/hstore.hpp"
#include "squall/types/network.hpp"
#include "squall/types/oid.hpp"
#include "squall/types/text_search.hpp"
#include "squall/types/vector.hpp"

namespace squall::test {

template <>
struct random_value<inet_t> {
  static inet_t from(value_source& random) {
    inet_t value;
    value.family = random.one_in(2) ? ip_family::v4 : ip_family::v6;
    const std::size_t size = value.family == ip_family::v4 ? 4 : 16;
    const bool mapped = size == 16 && random.one_in(6);
    for (std::size_t i = 0; i < size; ++i)
      value.address[i] = static_cast<std::uint8_t>(mapped && i < 12   ? (i < 10 ? 0 : 0xff)
                                                   : random.one_in(2) ? 0
                                                                      : random.below(256));
    value.prefix = static_cast<std::uint8_t>(random.one_in(3) ? size * 8 : random.below(size * 8 + 1));
    return value;
  }
};
template <>
struct random_value<cidr_t> {
  static cidr_t from(value_source& random) {
    const auto host = any_value<inet_t>(random);
    cidr_t value{host.family, host.prefix, host.address};
    for (std::size_t bit = value.prefix; bit < 128; ++bit)
      value.address[bit / 8] = static_cast<std::uint8_t>(value.address[bit / 8] & ~(0x80U >> (bit % 8)));
    return value;
  }
};
template <class T>
  requires(std::is_same_v<T, macaddr_t> || std::is_same_v<T, macaddr8_t>)
struct random_value<T> {
  static T from(value_source& random) {
    T value;
    for (auto& byte : value.bytes) byte = static_cast<std::uint8_t>(random.below(256));
    return value;
  }
};

inline bit_string_t any_bits(value_source& random, std::size_t size) {
  bit_string_t value(size);
  for (std::size_t i = 0; i < size; ++i) value.set(i, random.one_in(2));
  return value;
}
template <>
struct random_value<bit_string_t> {
  static bit_string_t from(value_source& random) { return any_bits(random, random.below(70)); }
};
template <>
struct random_value<oid_t> {
  static oid_t from(value_source& random) { return oid_t{static_cast<std::uint32_t>(random.bits())}; }
};
template <>
struct random_value<pg_lsn_t> {
  static pg_lsn_t from(value_source& random) { return pg_lsn_t{any_value<std::uint64_t>(random)}; }
};
template <>
struct random_value<money_t> {
  static money_t from(value_source& random) { return money_t{any_value<std::int64_t>(random)}; }
};

inline point_t finite_point(value_source& random) { return {random.finite(), random.finite()}; }
template <>
struct random_value<point_t> {
  static point_t from(value_source& random) { return {random.real(), random.real()}; }
};
inline std::vector<point_t> any_points(value_source& random) {
  std::vector<point_t> points(1 + random.below(6));
  for (auto& point : points) point = any_value<point_t>(random);
  return points;
}
template <>
struct random_value<line_t> {
  static line_t from(value_source& random) { return {random.finite() + 1e10, random.finite(), random.finite()}; }
};
template <>
struct random_value<lseg_t> {
  static lseg_t from(value_source& random) { return {any_value<point_t>(random), any_value<point_t>(random)}; }
};
template <>
struct random_value<box_t> {
  static box_t from(value_source& random) {
    const point_t lower = finite_point(random);
    return {{lower.x + 1e10, lower.y + 1e10}, lower};
  }
};
template <>
struct random_value<path_t> {
  static path_t from(value_source& random) { return {any_points(random), random.one_in(2)}; }
};
template <>
struct random_value<polygon_t> {
  static polygon_t from(value_source& random) { return {any_points(random)}; }
};
template <>
struct random_value<circle_t> {
  static circle_t from(value_source& random) { return {any_value<point_t>(random), std::abs(random.finite())}; }
};

template <>
struct random_value<xml_t> {
  static xml_t from(value_source& random) {
    return {"<a n=\"" + std::to_string(random.below(100)) + "\">é" +
            random.pick<const char*>({"", "<b/>", " &amp; ", "<!-- c -->"}) + "</a>"};
  }
};
template <>
struct random_value<jsonpath_t> {
  static jsonpath_t from(value_source& random) {
    return {random.pick<const char*>({"$", "strict $", "$.\"a\"[*]", "$?(@.\"é\" > 3)"})};
  }
};
template <>
struct random_value<tsvector_t> {
  static tsvector_t from(value_source& random) {
    tsvector_t value;
    for (std::size_t words = random.below(6); words > 0; --words) {
      tsvector_t::lexeme lexeme{"w" + random.text(4), {}};
      for (std::size_t places = random.below(4); places > 0; --places)
        lexeme.positions.push_back(
            {static_cast<std::uint16_t>(random.between(1, 16383)), random.pick({'A', 'B', 'C', 'D'})});
      value.lexemes.push_back(lexeme);
    }
    value.normalize();
    return value;
  }
};
/// Written as the server prints it.
template <>
struct random_value<tsquery_t> {
  static tsquery_t from(value_source& random) {
    return {random.pick<const char*>({"", "'a'", "'a' & !'b'", "'a':*AB <-> 'é' | 'c'", "'it''s' <7> ( 'b' | 'c' )"})};
  }
};

template <>
struct random_value<hstore_t> {
  static hstore_t from(value_source& random) {
    hstore_t value;
    for (std::size_t count = random.below(5); count > 0; --count)
      value[random.text(4)] = random.one_in(4) ? std::nullopt : std::optional(random.text(6));
    return value;
  }
};
template <>
struct random_value<ltree_t> {
  static ltree_t from(value_source& random) {
    ltree_t value;
    for (std::size_t labels = random.below(5); labels > 0; --labels)
      value.text += (value.text.empty() ? "L" : ".L") + std::to_string(random.below(1000));
    return value;
  }
};
template <>
struct random_value<lquery_t> {
  static lquery_t from(value_source& random) {
    return {random.pick<const char*>({"*", "Top.*", "*.Astro%*.A|B", "!a.*{1,3}"})};
  }
};

/// A number of pgvector's.
inline float any_number(value_source& random) {
  return random.one_in(8) ? random.pick({0.0F, 1e6F, 1e5F, 1e-5F, 1e-4F, 3.4028235e38F, 1e-45F, -1.5F})
                          : static_cast<float>(random.finite());
}
template <>
struct random_value<vector_t> {
  static vector_t from(value_source& random) {
    vector_t value;
    value.values.resize(1 + random.below(9));
    for (auto& number : value.values) number = any_number(random);
    return value;
  }
};
template <>
struct random_value<halfvec_t> {
  static halfvec_t from(value_source& random) {
    halfvec_t value;
    value.values.resize(1 + random.below(9));
    for (auto& number : value.values) {
      do number = detail::float_from_half(static_cast<std::uint16_t>(random.bits()));
      while (!std::isfinite(number));
    }
    return value;
  }
};
template <>
struct random_value<sparsevec_t> {
  static sparsevec_t from(value_source& random) {
    sparsevec_t value{static_cast<std::int32_t>(random.between(20, 1000)), {}};
    std::int32_t index = 0;
    for (std::size_t count = random.below(5); count > 0; --count) {
      index += static_cast<std::int32_t>(random.between(0, 3));
      value.elements.emplace_back(index++, 0.5F + std::abs(any_number(random)));
    }
    return value;
  }
};
/// A point in two dimensions with an SRID, little endian.
template <class T>
  requires(std::is_same_v<T, geometry_t> || std::is_same_v<T, geography_t>)
struct random_value<T> {
  static T from(value_source& random) {
    std::string bytes("\1\1\0\0\x20\xe6\x10\0\0", 9);
    for (const std::int64_t limit : {179, 89}) {
      const double number = static_cast<double>(random.between(-limit * 1000, limit * 1000)) / 1000;
      bytes.append(reinterpret_cast<const char*>(&number), 8);
    }
    return {codec<bytea_t>::decode(bytes.data(), static_cast<int>(bytes.size()))};
  }
};

}  // namespace squall::test
