// Column types: the geometric ones.
#pragma once

#include "squall/schema/column_types.hpp"
#include "squall/types/geometric.hpp"

namespace squall {
inline namespace pg {

consteval auto point(detail::place p = detail::place::current()) { return detail::make_custom<point_t>("point", p); }
consteval auto line(detail::place p = detail::place::current()) { return detail::make_custom<line_t>("line", p); }
consteval auto lseg(detail::place p = detail::place::current()) { return detail::make_custom<lseg_t>("lseg", p); }
consteval auto box(detail::place p = detail::place::current()) { return detail::make_custom<box_t>("box", p); }
consteval auto path(detail::place p = detail::place::current()) { return detail::make_custom<path_t>("path", p); }
consteval auto polygon(detail::place p = detail::place::current()) {
  return detail::make_custom<polygon_t>("polygon", p);
}
consteval auto circle(detail::place p = detail::place::current()) { return detail::make_custom<circle_t>("circle", p); }

}  // namespace pg
}  // namespace squall
