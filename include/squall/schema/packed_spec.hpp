// The numbers of which a column's specification is made. A compiler keeps each member of a specification some fifty
// times for each column, so there are few: several facts are packed into each.
#pragma once

#include <cstdint>

#include "squall/schema/definition_abi.hpp"

namespace squall::detail {

using definition::default_kind;
using definition::identity_mode;
using definition::sql_type;

/// spec::facts. The upper half is the identity of the column.
enum packed_facts : std::uint64_t {
  type_mask = 0xff,
  default_shift = 8,
  default_mask = 0xf << default_shift,
  identity_shift = 12,
  identity_mask = 0x3 << identity_shift,
  dimensions_shift = 16,
  dimensions_mask = 0xff << dimensions_shift,
  not_null_bit = 1 << 24,
  primary_key_bit = 1 << 25,
  unique_bit = 1 << 26,
  nulls_not_distinct_bit = 1 << 27,
  generated_bit = 1 << 28,
  serial_bit = 1 << 29,
  on_update_now_bit = 1 << 30,
  reference_bit = 1ULL << 31,  ///< spec::reference is not null
  id_shift = 32,
};
/// spec::sizes: 32 bits of the length, 16 of the scale, 16 of reference_options.
enum packed_sizes : std::uint64_t {
  scale_shift = 32,
  reference_shift = 48,
  reference_mask = 0xffffULL << reference_shift,
  no_sizes = ~reference_mask,
};
constexpr sql_type type_in(std::uint64_t facts) { return static_cast<sql_type>(facts & type_mask); }
constexpr std::uint8_t dimensions_in(std::uint64_t facts) {
  return static_cast<std::uint8_t>((facts & dimensions_mask) >> dimensions_shift);
}
constexpr default_kind default_in(std::uint64_t facts) {
  return static_cast<default_kind>((facts & default_mask) >> default_shift);
}
constexpr identity_mode identity_in(std::uint64_t facts) {
  return static_cast<identity_mode>((facts & identity_mask) >> identity_shift);
}
constexpr std::uint64_t with_default(std::uint64_t facts, default_kind kind) {
  return (facts & ~std::uint64_t{default_mask}) | static_cast<std::uint64_t>(kind) << default_shift;
}

/// What the numbers of a specification say.
struct spec_core {
  sql_type type{};
  default_kind default_is{};
  identity_mode identity{};
  bool not_null{}, primary_key{}, unique{}, nulls_not_distinct{}, serial{};
  std::uint8_t dimensions{};
  std::uint16_t reference{};  ///< packed reference_options
  std::int32_t length{-1}, scale{-1};
  std::int64_t default_value{};  ///< bool, integer, enumerator, or the bits of a double
  std::uint32_t id{};            ///< identity: the place of the type call in the source
};
constexpr spec_core unpack_spec(std::uint64_t facts, std::uint64_t sizes, std::int64_t default_value) {
  return {.type = type_in(facts),
          .default_is = default_in(facts),
          .identity = identity_in(facts),
          .not_null = (facts & not_null_bit) != 0,
          .primary_key = (facts & primary_key_bit) != 0,
          .unique = (facts & unique_bit) != 0,
          .nulls_not_distinct = (facts & nulls_not_distinct_bit) != 0,
          .serial = (facts & serial_bit) != 0,
          .dimensions = dimensions_in(facts),
          .reference = static_cast<std::uint16_t>(sizes >> reference_shift),
          .length = static_cast<std::int32_t>(static_cast<std::uint32_t>(sizes)),
          .scale = static_cast<std::int16_t>(sizes >> scale_shift),
          .default_value = default_value,
          .id = static_cast<std::uint32_t>(facts >> id_shift)};
}

}  // namespace squall::detail
