// The geometric types.
#include <cmath>

#include "value_source.hpp"

namespace {

using namespace squall;
using namespace squall::test;

point_t any_point(value_source& random) { return {random.real(), random.real()}; }
point_t finite_point(value_source& random) { return {random.finite(), random.finite()}; }

std::vector<point_t> any_points(value_source& random) {
  std::vector<point_t> points(1 + random.below(6));
  for (auto& point : points) point = any_point(random);
  return points;
}

TEST_CASE("shapes survive the way to the server and back") {
  check_type<point_t>({"point", any_point});
  check_type<line_t>(
      {"line", [](value_source& random) { return line_t{random.finite() + 1e10, random.finite(), random.finite()}; }});
  check_type<lseg_t>({"lseg", [](value_source& random) { return lseg_t{any_point(random), any_point(random)}; }});
  check_type<box_t>({"box", [](value_source& random) {
                       const point_t lower = finite_point(random);
                       return box_t{{lower.x + 1e10, lower.y + 1e10}, lower};
                     }});
  check_type<path_t>({"path", [](value_source& random) { return path_t{any_points(random), random.one_in(2)}; }});
  check_type<polygon_t>({"polygon", [](value_source& random) { return polygon_t{any_points(random)}; }});
  check_type<circle_t>(
      {"circle", [](value_source& random) { return circle_t{any_point(random), std::abs(random.finite())}; }});
}

TEST_CASE("texts that are no shapes are refused") {
  for (const char* text : {"", "(", "(1", "(1,", "(1,2", "1,2", "(1,2)x", "(a,2)", "(1,2,3)", "(,)"})
    CHECK_THROWS_AS(point_t::parse(text), decode_error);
  CHECK_THROWS_AS(line_t::parse("{1,2}"), decode_error);
  CHECK_THROWS_AS(lseg_t::parse("[(1,2)]"), decode_error);
  CHECK_THROWS_AS(box_t::parse("(1,2)(3,4)"), decode_error);
  CHECK_THROWS_AS(path_t::parse("[(1,2),(3,4))"), decode_error);
  CHECK_THROWS_AS(polygon_t::parse("((1,2)(3,4))"), decode_error);
  CHECK_THROWS_AS(circle_t::parse("<(1,2)>"), decode_error);
}

}  // namespace
