// PostgreSQL's geometric types (manual, 8.8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squall {

struct point_t {
  double x = 0, y = 0;

  /// Reads `(1,2.5)`. Every parse() here reads what PostgreSQL prints, and throws decode_error for anything else.
  static point_t parse(std::string_view text);
  friend constexpr bool operator==(const point_t&, const point_t&) = default;
};

/// The line a·x + b·y + c = 0. PostgreSQL refuses one whose a and b are both 0.
struct line_t {
  double a = 0, b = 1, c = 0;

  /// Reads `{1,-1,0}`.
  static line_t parse(std::string_view text);
  friend constexpr bool operator==(const line_t&, const line_t&) = default;
};

/// A piece of a line.
struct lseg_t {
  point_t from, to;

  /// Reads `[(0,0),(1,1)]`.
  static lseg_t parse(std::string_view text);
  friend constexpr bool operator==(const lseg_t&, const lseg_t&) = default;
};

/// A rectangle. PostgreSQL puts the greater coordinates into the upper right corner, whatever it was given.
struct box_t {
  point_t upper_right, lower_left;

  /// Reads `(1,1),(0,0)`.
  static box_t parse(std::string_view text);
  friend constexpr bool operator==(const box_t&, const box_t&) = default;
};

// Templates, so that a source file that has none of them does not pay for their vectors.
template <class Point>
struct basic_path;
template <class Point>
struct basic_polygon;

/// Points in a row; a closed one ends where it begins. PostgreSQL refuses one without points.
using path_t = basic_path<point_t>;
using polygon_t = basic_polygon<point_t>;

namespace detail {

path_t parse_path(std::string_view text);
polygon_t parse_polygon(std::string_view text);

}  // namespace detail

template <class Point>
struct basic_path {
  std::vector<Point> points;
  bool closed = false;

  /// Reads `[(0,0),(1,1)]` for an open path, `((0,0),(1,1))` for a closed one.
  static basic_path parse(std::string_view text) { return detail::parse_path(text); }
  friend bool operator==(const basic_path&, const basic_path&) = default;
};

template <class Point>
struct basic_polygon {
  std::vector<Point> points;

  /// Reads `((0,0),(1,1),(1,0))`.
  static basic_polygon parse(std::string_view text) { return detail::parse_polygon(text); }
  friend bool operator==(const basic_polygon&, const basic_polygon&) = default;
};

struct circle_t {
  point_t center;
  double radius = 0;

  /// Reads `<(0,0),1.5>`.
  static circle_t parse(std::string_view text);
  friend constexpr bool operator==(const circle_t&, const circle_t&) = default;
};

std::string to_string(const point_t& value);
std::string to_string(const line_t& value);
std::string to_string(const lseg_t& value);
std::string to_string(const box_t& value);
std::string to_string(const path_t& value);
std::string to_string(const polygon_t& value);
std::string to_string(const circle_t& value);

}  // namespace squall
