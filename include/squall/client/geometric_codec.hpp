// The geometric types. Included by codec.hpp.
#pragma once

#include <string>
#include <string_view>

#include "squall/client/codec.hpp"  // IWYU pragma: keep
#include "squall/client/composed_codec.hpp"
#include "squall/types/geometric.hpp"

namespace squall {
namespace detail {

struct wire_point {
  static constexpr std::string_view name = "point";
  static constexpr int size = 16;
  static void store(char* to, const point_t& value);
  static point_t load(const char* from);
};

}  // namespace detail

template <>
struct codec<point_t> : detail::fixed_codec<point_t, 600, 1017, detail::wire_point> {};
template <>
struct codec<lseg_t> : detail::composed_codec<codec<lseg_t>, lseg_t, 601, 1018> {
  static void append(std::string& out, const lseg_t& value);
  static lseg_t decode(const char* data, int length);
};
template <>
struct codec<path_t> : detail::composed_codec<codec<path_t>, path_t, 602, 1019> {
  static void append(std::string& out, const path_t& value);
  static path_t decode(const char* data, int length);
};
template <>
struct codec<box_t> : detail::composed_codec<codec<box_t>, box_t, 603, 1020> {
  static void append(std::string& out, const box_t& value);
  static box_t decode(const char* data, int length);
};
template <>
struct codec<polygon_t> : detail::composed_codec<codec<polygon_t>, polygon_t, 604, 1027> {
  static void append(std::string& out, const polygon_t& value);
  static polygon_t decode(const char* data, int length);
};
template <>
struct codec<line_t> : detail::composed_codec<codec<line_t>, line_t, 628, 629> {
  static void append(std::string& out, const line_t& value);
  static line_t decode(const char* data, int length);
};
template <>
struct codec<circle_t> : detail::composed_codec<codec<circle_t>, circle_t, 718, 719> {
  static void append(std::string& out, const circle_t& value);
  static circle_t decode(const char* data, int length);
};

}  // namespace squall
