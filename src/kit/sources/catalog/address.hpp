// How the system catalogs point at objects.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace squall::kit::catalog {

using oid = std::uint32_t;

/// The system catalogs that pg_description, pg_depend and their like name objects in. Their OIDs are fixed
/// (PostgreSQL's pg_class.dat and friends), the same in every version.
enum class system_catalog : oid {
  default_acl = 826,
  tablespace = 1213,
  type = 1247,
  routine = 1255,
  relation = 1259,
  role = 1260,
  database = 1262,
  foreign_server = 1417,
  user_mapping = 1418,
  foreign_data_wrapper = 2328,
  access_method = 2601,
  operator_family_member = 2602,   ///< pg_amop
  operator_family_support = 2603,  ///< pg_amproc
  column_default = 2604,
  cast = 2605,
  constraint = 2606,
  conversion = 2607,
  language = 2612,
  schema = 2615,
  operator_class = 2616,
  operator_ = 2617,
  rule = 2618,
  trigger = 2620,
  operator_family = 2753,
  extension = 3079,
  policy = 3256,
  statistics = 3381,
  collation = 3456,
  event_trigger = 3466,
  transform = 3576,
  text_search_dictionary = 3600,
  text_search_parser = 3601,
  text_search_configuration = 3602,
  text_search_template = 3764,
  subscription = 6100,
  publication = 6104,
  published_relation = 6106,
  published_schema = 6237
};

/// An object as pg_depend and pg_description point at it.
struct object_address {
  system_catalog catalog{};
  oid object = 0;
  int sub_object = 0;  ///< attnum, 0 for the whole

  friend auto operator<=>(const object_address&, const object_address&) = default;
  friend bool operator==(const object_address&, const object_address&) = default;
};

struct object_address_hash {
  std::size_t operator()(const object_address& address) const noexcept {
    const auto whole = (static_cast<std::uint64_t>(address.catalog) << 32U) | address.object;
    return std::hash<std::uint64_t>{}(whole + static_cast<std::uint64_t>(address.sub_object) * 0x9E3779B97F4A7C15U);
  }
};

}  // namespace squall::kit::catalog
