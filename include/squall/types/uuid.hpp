// PostgreSQL's uuid.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

/// A uuid: 16 bytes in network order, compared as PostgreSQL compares them (manual, 8.12).
///
///     auto id = squall::uuid_t::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
struct uuid_t {
  std::array<std::uint8_t, 16> bytes{};

  /// Reads what PostgreSQL reads: 32 hexadecimal digits, a hyphen after any group of four, braces around. Throws
  /// decode_error.
  static uuid_t parse(std::string_view text);

  friend constexpr auto operator<=>(const uuid_t&, const uuid_t&) = default;
};

/// `a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11`
std::string to_string(const uuid_t& value);

}  // namespace squall

template <>
struct std::hash<squall::uuid_t> {
  std::size_t operator()(const squall::uuid_t& value) const noexcept {
    std::uint64_t half[2] = {0, 0};
    for (std::size_t i = 0; i < 16; ++i) half[i / 8] = half[i / 8] << 8 | value.bytes[i];
    // Time-ordered uuids differ in few bits: mix before folding.
    return static_cast<std::size_t>((half[0] ^ (half[1] + 0x9e3779b97f4a7c15U)) * 0xff51afd7ed558ccdU);
  }
};
