// The options of references() and of identity columns, and the compact form that a specification keeps them in: each
// member of a specification costs a compiler memory for each modifier of each column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace squall {

/// What happens to the referencing row (PostgreSQL manual, 5.4.5).
enum class foreign_key_action : std::uint8_t { no_action, restrict_, cascade, set_null, set_default };
inline constexpr auto no_action = foreign_key_action::no_action;
inline constexpr auto restrict_ = foreign_key_action::restrict_;
inline constexpr auto cascade = foreign_key_action::cascade;
inline constexpr auto set_null = foreign_key_action::set_null;
inline constexpr auto set_default = foreign_key_action::set_default;

enum class foreign_key_match : std::uint8_t { simple, full };
inline constexpr auto match_full = foreign_key_match::full;

/// When a constraint is checked (SET CONSTRAINTS).
enum class constraint_timing : std::uint8_t { not_deferrable, deferrable, initially_deferred };
inline constexpr auto deferrable = constraint_timing::deferrable;
inline constexpr auto initially_deferred = constraint_timing::initially_deferred;

/// The second argument of references(): `{.on_delete = cascade}`.
struct reference_options {
  foreign_key_action on_delete{};
  foreign_key_action on_update{};
  foreign_key_match match{};
  constraint_timing timing{};
};

/// The argument of generated_as_identity(): the sequence behind the column. 0 means PostgreSQL's default.
struct identity_options {
  std::int64_t start = 0;
  std::int64_t increment = 1;
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;
  std::int64_t cache = 1;
  bool cycle = false;
};

namespace detail {

/// Four bits for each option.
constexpr std::uint16_t packed_reference(const reference_options& o) {
  return static_cast<std::uint16_t>(static_cast<unsigned>(o.on_delete) | static_cast<unsigned>(o.on_update) << 4 |
                                    static_cast<unsigned>(o.match) << 8 | static_cast<unsigned>(o.timing) << 12);
}
constexpr reference_options unpack_reference(std::uint16_t packed) {
  return {static_cast<foreign_key_action>(packed & 0xfU), static_cast<foreign_key_action>(packed >> 4 & 0xfU),
          static_cast<foreign_key_match>(packed >> 8 & 0xfU), static_cast<constraint_timing>(packed >> 12)};
}

/// The options as a text for the pool of a specification: six numbers of eight bytes, and the zero of a literal.
struct identity_text {
  char bytes[6 * 8 + 1]{};
};
constexpr identity_text packed_identity(const identity_options& o) {
  identity_text packed;
  char* to = packed.bytes;
  for (const std::int64_t number : {o.start, o.increment, o.minimum, o.maximum, o.cache, std::int64_t{o.cycle}})
    for (int shift = 0; shift < 64; shift += 8) *to++ = static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
  return packed;
}
/// Of no text, the options that nobody gave.
constexpr identity_options unpack_identity(std::string_view packed) {
  if (packed.empty())
    return {};
  std::int64_t numbers[6]{};
  for (std::size_t i = 0; i < 6; ++i) {
    std::uint64_t number = 0;
    for (std::size_t at = 8 * i + 8; at-- > 8 * i;) number = number << 8 | static_cast<unsigned char>(packed[at]);
    numbers[i] = static_cast<std::int64_t>(number);
  }
  return {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5] != 0};
}

}  // namespace detail
}  // namespace squall
