// The types of the extension PostGIS: geometry, geography.
#pragma once

#include <string>
#include <string_view>

#include "squall/types/bytea.hpp"

namespace squall {

/// A shape as EWKB, the bytes that PostGIS and every library for it exchange; unread.
struct geometry_t {
  bytea_t ewkb;

  /// Reads EWKB in hexadecimal, which is how PostGIS prints a shape. Throws decode_error.
  static geometry_t parse(std::string_view hex);
  friend bool operator==(const geometry_t&, const geometry_t&) = default;
};

/// A shape on the globe, as geometry_t.
struct geography_t {
  bytea_t ewkb;

  static geography_t parse(std::string_view hex);
  friend bool operator==(const geography_t&, const geography_t&) = default;
};

/// EWKB in hexadecimal, in capitals.
std::string to_string(const geometry_t& value);
std::string to_string(const geography_t& value);

}  // namespace squall
