// Column types: ranges and multiranges.
#pragma once

#include <cstdint>

#include "squall/schema/column_types.hpp"
#include "squall/types/range.hpp"

namespace squall {
inline namespace pg {

template <class P = detail::place>
consteval auto int4range(P p = detail::place::current()) {
  return detail::make_custom<range_t<std::int32_t>>("int4range", p);
}
template <class P = detail::place>
consteval auto int8range(P p = detail::place::current()) {
  return detail::make_custom<range_t<std::int64_t>>("int8range", p);
}
template <class P = detail::place>
consteval auto numrange(P p = detail::place::current()) {
  return detail::make_custom<range_t<numeric_t>>("numrange", p);
}
template <class P = detail::place>
consteval auto tsrange(P p = detail::place::current()) {
  return detail::make_custom<range_t<timestamp_t>>("tsrange", p);
}
template <class P = detail::place>
consteval auto tstzrange(P p = detail::place::current()) {
  return detail::make_custom<range_t<timestamptz_t>>("tstzrange", p);
}
template <class P = detail::place>
consteval auto daterange(P p = detail::place::current()) {
  return detail::make_custom<range_t<date_t>>("daterange", p);
}
// Multiranges: PostgreSQL 14.
template <class P = detail::place>
consteval auto int4multirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<std::int32_t>>("int4multirange", p);
}
template <class P = detail::place>
consteval auto int8multirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<std::int64_t>>("int8multirange", p);
}
template <class P = detail::place>
consteval auto nummultirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<numeric_t>>("nummultirange", p);
}
template <class P = detail::place>
consteval auto tsmultirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<timestamp_t>>("tsmultirange", p);
}
template <class P = detail::place>
consteval auto tstzmultirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<timestamptz_t>>("tstzmultirange", p);
}
template <class P = detail::place>
consteval auto datemultirange(P p = detail::place::current()) {
  return detail::make_custom<multirange_t<date_t>>("datemultirange", p);
}

}  // namespace pg
}  // namespace squall
