// The geometric types.
#include "type_check.hpp"

namespace {

using namespace squall;
using namespace squall::test;

TEST_CASE("shapes survive the way to the server and back") {
  check_type<point_t>({"point"});
  check_type<line_t>({"line"});
  check_type<lseg_t>({"lseg"});
  check_type<box_t>({"box"});
  check_type<path_t>({"path"});
  check_type<polygon_t>({"polygon"});
  check_type<circle_t>({"circle"});
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
