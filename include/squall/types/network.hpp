// PostgreSQL's network addresses: inet, cidr, macaddr, macaddr8 (manual, 8.9).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

enum class ip_family : std::uint8_t { v4 = 4, v6 = 6 };

namespace detail {
/// Its family, the bits that both prefixes have, the prefixes, the rest: PostgreSQL's order.
std::strong_ordering compare_networks(ip_family a_family, std::uint8_t a_prefix,
                                      const std::array<std::uint8_t, 16>& a_address, ip_family b_family,
                                      std::uint8_t b_prefix, const std::array<std::uint8_t, 16>& b_address);
}  // namespace detail

/// A host's address, and the network that it is in: `192.168.0.1/24`.
struct inet_t {
  ip_family family = ip_family::v4;
  std::uint8_t prefix = 32;                ///< bits of the network: to 32, or to 128
  std::array<std::uint8_t, 16> address{};  ///< in network order; IPv4 takes the first four, the others are 0

  static constexpr inet_t v4(const std::array<std::uint8_t, 4>& address, std::uint8_t prefix = 32) {
    inet_t value{ip_family::v4, prefix, {}};
    for (std::size_t i = 0; i < 4; ++i) value.address[i] = address[i];
    return value;
  }
  static constexpr inet_t v6(const std::array<std::uint8_t, 16>& address, std::uint8_t prefix = 128) {
    return {ip_family::v6, prefix, address};
  }
  /// Reads `192.168.0.1`, `192.168.0.1/24`, `2001:db8::1/64`. Throws decode_error.
  static inet_t parse(std::string_view text);

  friend constexpr bool operator==(const inet_t&, const inet_t&) = default;
  friend std::strong_ordering operator<=>(const inet_t& a, const inet_t& b) {
    return detail::compare_networks(a.family, a.prefix, a.address, b.family, b.prefix, b.address);
  }
};

/// A network: as inet_t, and no bit is set behind the prefix.
struct cidr_t {
  ip_family family = ip_family::v4;
  std::uint8_t prefix = 32;
  std::array<std::uint8_t, 16> address{};

  /// Reads `192.168.0.0/24`, `2001:db8::/32`. Throws decode_error, also where a bit is set behind the prefix.
  static cidr_t parse(std::string_view text);

  friend constexpr bool operator==(const cidr_t&, const cidr_t&) = default;
  friend std::strong_ordering operator<=>(const cidr_t& a, const cidr_t& b) {
    return detail::compare_networks(a.family, a.prefix, a.address, b.family, b.prefix, b.address);
  }
};

struct macaddr_t {
  std::array<std::uint8_t, 6> bytes{};

  /// Reads `08:00:2b:01:02:03`, with `-` for `:` or nothing between the bytes. Throws decode_error.
  static macaddr_t parse(std::string_view text);

  friend constexpr auto operator<=>(const macaddr_t&, const macaddr_t&) = default;
};

struct macaddr8_t {
  std::array<std::uint8_t, 8> bytes{};

  /// As macaddr_t::parse, with eight bytes. Throws decode_error.
  static macaddr8_t parse(std::string_view text);

  friend constexpr auto operator<=>(const macaddr8_t&, const macaddr8_t&) = default;
};

/// `192.168.0.1/24`; without the prefix when it is the whole address.
std::string to_string(const inet_t& value);
/// `192.168.0.0/24`
std::string to_string(const cidr_t& value);
/// `08:00:2b:01:02:03`
std::string to_string(const macaddr_t& value);
std::string to_string(const macaddr8_t& value);

}  // namespace squall
