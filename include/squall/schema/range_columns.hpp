// Column types: ranges and multiranges.
#pragma once

#include <cstdint>

#include "squall/schema/column_types.hpp"
#include "squall/types/range.hpp"

namespace squall {
inline namespace pg {

consteval auto int4range(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<std::int32_t>>("int4range", p);
}
consteval auto int8range(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<std::int64_t>>("int8range", p);
}
consteval auto numrange(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<numeric_t>>("numrange", p);
}
consteval auto tsrange(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<timestamp_t>>("tsrange", p);
}
consteval auto tstzrange(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<timestamptz_t>>("tstzrange", p);
}
consteval auto daterange(detail::place p = detail::place::current()) {
  return detail::make_custom<range_t<date_t>>("daterange", p);
}
// Multiranges: PostgreSQL 14.
consteval auto int4multirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<std::int32_t>>("int4multirange", p);
}
consteval auto int8multirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<std::int64_t>>("int8multirange", p);
}
consteval auto nummultirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<numeric_t>>("nummultirange", p);
}
consteval auto tsmultirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<timestamp_t>>("tsmultirange", p);
}
consteval auto tstzmultirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<timestamptz_t>>("tstzmultirange", p);
}
consteval auto datemultirange(detail::place p = detail::place::current()) {
  return detail::make_custom<multirange_t<date_t>>("datemultirange", p);
}

}  // namespace pg
}  // namespace squall
