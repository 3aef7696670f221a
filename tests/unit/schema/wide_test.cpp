// Tables of more than 64 columns.
#include <doctest/doctest.h>

#include <string>

#include "support/wide_schema.hpp"

namespace {

using namespace wide;

TEST_CASE("a table of 256 columns knows them all") {
  using tag = detail::tag_of<decltype(wide_table)>;
  static_assert(tag::size() == 256);
  static_assert(wide_table.c255.index() == 255);
  for (std::size_t i = 0; i < tag::size(); ++i) CHECK(detail::column_name<tag>(i) == "c" + std::to_string(i));
  select_t<Wide> row{};
  row.c255 = 7;
  int sum = 0;
  detail::members<256>::visit(row, [&](const auto&... member) { sum = (member + ...); });
  CHECK(sum == 7);
}

TEST_CASE("a table of 65 columns is wide, too") {
  static_assert(detail::tag_of<decltype(wide_65)>::size() == 65);
  CHECK(wide_65.c64.name() == "c64");
}

}  // namespace
