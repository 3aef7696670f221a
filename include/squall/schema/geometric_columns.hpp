// Column types: the geometric ones.
#pragma once

#include "squall/schema/column_types.hpp"
#include "squall/types/geometric.hpp"

namespace squall {
inline namespace pg {

template <class P = detail::place>
consteval auto point(P p = detail::place::current()) {
  return detail::make_custom<point_t>("point", p);
}
template <class P = detail::place>
consteval auto line(P p = detail::place::current()) {
  return detail::make_custom<line_t>("line", p);
}
template <class P = detail::place>
consteval auto lseg(P p = detail::place::current()) {
  return detail::make_custom<lseg_t>("lseg", p);
}
template <class P = detail::place>
consteval auto box(P p = detail::place::current()) {
  return detail::make_custom<box_t>("box", p);
}
template <class P = detail::place>
consteval auto path(P p = detail::place::current()) {
  return detail::make_custom<path_t>("path", p);
}
template <class P = detail::place>
consteval auto polygon(P p = detail::place::current()) {
  return detail::make_custom<polygon_t>("polygon", p);
}
template <class P = detail::place>
consteval auto circle(P p = detail::place::current()) {
  return detail::make_custom<circle_t>("circle", p);
}

}  // namespace pg
}  // namespace squall
