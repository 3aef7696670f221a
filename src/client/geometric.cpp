// The geometric types: their texts, and the send functions in utils/adt/geo_ops.c.
#include "squall/types/geometric.hpp"

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"
#include "squall/types/range.hpp"

namespace squall {
namespace {

using detail::text_scanner;
using detail::wire_reader;

constexpr int point_size = 16;

double scan_number(text_scanner& from) {
  const auto digits = from.until(",()[]{}<>");
  if (digits.empty())
    from.fail();
  return detail::parse_float(digits);
}
point_t scan_point(text_scanner& from) {
  point_t value;
  from.expect('(');
  value.x = scan_number(from);
  from.expect(',');
  value.y = scan_number(from);
  from.expect(')');
  return value;
}
std::vector<point_t> scan_points(text_scanner& from, char close) {
  std::vector<point_t> points;
  while (!from.skip(close)) {
    if (!points.empty())
      from.expect(',');
    points.push_back(scan_point(from));
  }
  from.finish();
  return points;
}

void print(std::string& out, const point_t& value) {
  out += '(';
  detail::append_float(out, value.x);
  out += ',';
  detail::append_float(out, value.y);
  out += ')';
}
std::string print_points(char open, const std::vector<point_t>& points, char close) {
  std::string out(1, open);
  for (const auto& point : points) {
    if (out.size() > 1)
      out += ',';
    print(out, point);
  }
  return out += close;
}

void append(std::string& out, double value) { detail::append(out, std::bit_cast<std::uint64_t>(value)); }
void append(std::string& out, const point_t& value) {
  append(out, value.x);
  append(out, value.y);
}
void append(std::string& out, const std::vector<point_t>& points) {
  detail::append(out, detail::array_length(points.size()));
  for (const auto& point : points) append(out, point);
}
point_t take_point(wire_reader& from) {
  point_t value;
  value.x = from.float8();
  value.y = from.float8();
  return value;
}
std::vector<point_t> take_points(wire_reader& from) {
  std::vector<point_t> points(from.count<std::int32_t>(point_size));
  for (auto& point : points) point = take_point(from);
  from.finish();
  return points;
}

}  // namespace

point_t point_t::parse(std::string_view text) {
  text_scanner from("point", text);
  const auto value = scan_point(from);
  from.finish();
  return value;
}
line_t line_t::parse(std::string_view text) {
  text_scanner from("line", text);
  line_t value;
  from.expect('{');
  value.a = scan_number(from);
  from.expect(',');
  value.b = scan_number(from);
  from.expect(',');
  value.c = scan_number(from);
  from.expect('}');
  from.finish();
  return value;
}
lseg_t lseg_t::parse(std::string_view text) {
  text_scanner from("lseg", text);
  lseg_t value;
  from.expect('[');
  value.from = scan_point(from);
  from.expect(',');
  value.to = scan_point(from);
  from.expect(']');
  from.finish();
  return value;
}
box_t box_t::parse(std::string_view text) {
  text_scanner from("box", text);
  box_t value;
  value.upper_right = scan_point(from);
  from.expect(',');
  value.lower_left = scan_point(from);
  from.finish();
  return value;
}
path_t detail::parse_path(std::string_view text) {
  text_scanner from("path", text);
  path_t value;
  value.closed = from.skip('(');
  if (!value.closed)
    from.expect('[');
  value.points = scan_points(from, value.closed ? ')' : ']');
  return value;
}
polygon_t detail::parse_polygon(std::string_view text) {
  text_scanner from("polygon", text);
  from.expect('(');
  return {scan_points(from, ')')};
}
circle_t circle_t::parse(std::string_view text) {
  text_scanner from("circle", text);
  circle_t value;
  from.expect('<');
  value.center = scan_point(from);
  from.expect(',');
  value.radius = scan_number(from);
  from.expect('>');
  from.finish();
  return value;
}

std::string to_string(const point_t& value) {
  std::string out;
  print(out, value);
  return out;
}
std::string to_string(const line_t& value) {
  std::string out = "{";
  detail::append_float(out, value.a);
  out += ',';
  detail::append_float(out, value.b);
  out += ',';
  detail::append_float(out, value.c);
  return out += '}';
}
std::string to_string(const lseg_t& value) { return print_points('[', {value.from, value.to}, ']'); }
std::string to_string(const box_t& value) { return to_string(value.upper_right) + ',' + to_string(value.lower_left); }
std::string to_string(const path_t& value) {
  return value.closed ? print_points('(', value.points, ')') : print_points('[', value.points, ']');
}
std::string to_string(const polygon_t& value) { return print_points('(', value.points, ')'); }
std::string to_string(const circle_t& value) {
  std::string out = "<";
  print(out, value.center);
  out += ',';
  detail::append_float(out, value.radius);
  return out += '>';
}

namespace detail {
void wire_point::store(char* to, const point_t& value) {
  detail::store(to, std::bit_cast<std::uint64_t>(value.x));
  detail::store(to + 8, std::bit_cast<std::uint64_t>(value.y));
}
point_t wire_point::load(const char* from) {
  return {std::bit_cast<double>(detail::load<std::uint64_t>(from)),
          std::bit_cast<double>(detail::load<std::uint64_t>(from + 8))};
}
}  // namespace detail

void codec<line_t>::append(std::string& out, const line_t& value) {
  for (const double number : {value.a, value.b, value.c}) squall::append(out, number);
}
line_t codec<line_t>::decode(const char* data, int length) {
  wire_reader from("line", data, length);
  line_t value;
  value.a = from.float8();
  value.b = from.float8();
  value.c = from.float8();
  from.finish();
  return value;
}
void codec<lseg_t>::append(std::string& out, const lseg_t& value) {
  squall::append(out, value.from);
  squall::append(out, value.to);
}
lseg_t codec<lseg_t>::decode(const char* data, int length) {
  wire_reader from("lseg", data, length);
  lseg_t value;
  value.from = take_point(from);
  value.to = take_point(from);
  from.finish();
  return value;
}
void codec<box_t>::append(std::string& out, const box_t& value) {
  squall::append(out, value.upper_right);
  squall::append(out, value.lower_left);
}
box_t codec<box_t>::decode(const char* data, int length) {
  wire_reader from("box", data, length);
  box_t value;
  value.upper_right = take_point(from);
  value.lower_left = take_point(from);
  from.finish();
  return value;
}
void codec<path_t>::append(std::string& out, const path_t& value) {
  out += value.closed ? '\1' : '\0';
  squall::append(out, value.points);
}
path_t codec<path_t>::decode(const char* data, int length) {
  wire_reader from("path", data, length);
  path_t value;
  value.closed = from.number<std::uint8_t>() != 0;
  value.points = take_points(from);
  return value;
}
void codec<polygon_t>::append(std::string& out, const polygon_t& value) { squall::append(out, value.points); }
polygon_t codec<polygon_t>::decode(const char* data, int length) {
  wire_reader from("polygon", data, length);
  return {take_points(from)};
}
void codec<circle_t>::append(std::string& out, const circle_t& value) {
  squall::append(out, value.center);
  squall::append(out, value.radius);
}
circle_t codec<circle_t>::decode(const char* data, int length) {
  wire_reader from("circle", data, length);
  circle_t value;
  value.center = take_point(from);
  value.radius = from.float8();
  from.finish();
  return value;
}

}  // namespace squall
