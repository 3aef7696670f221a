// PostgreSQL's numbers of its own: oid, pg_lsn, and money.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

/// The number of an object in the catalogs (manual, 8.19).
struct oid_t {
  std::uint32_t value = 0;

  friend constexpr auto operator<=>(const oid_t&, const oid_t&) = default;
};

/// A place in the write-ahead log (manual, 8.20).
struct pg_lsn_t {
  std::uint64_t value = 0;

  /// Reads `16/B374D848`. Throws decode_error.
  static pg_lsn_t parse(std::string_view text);

  friend constexpr auto operator<=>(const pg_lsn_t&, const pg_lsn_t&) = default;
};

/// An amount in the smallest unit of the currency: cents. How many digits of it stand behind the point, and which
/// currency it is, only the database's lc_monetary says (manual, 8.2): numeric is nearly always the better choice.
struct money_t {
  std::int64_t minor_units = 0;

  /// Reads `-1234.56` with `digits` digits behind the point. Throws decode_error.
  static money_t parse(std::string_view text, int digits = 2);

  friend constexpr auto operator<=>(const money_t&, const money_t&) = default;
};

inline std::string to_string(const oid_t& value) { return std::to_string(value.value); }
/// `16/B374D848`
std::string to_string(const pg_lsn_t& value);
/// `-1234.56`: what the server reads, when lc_monetary's currency has `digits` digits behind the point.
std::string to_string(const money_t& value, int digits = 2);

}  // namespace squall
