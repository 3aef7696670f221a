// tests/torture: each file by itself, then all of them in one database.
#include <doctest/doctest.h>

#include <set>

#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"

using namespace squall::test;
namespace kit = squall::kit;

TEST_CASE("each file of the torture database comes through by itself") {
  auto& between = sides();
  for (const auto& file : torture_files(between.original.version())) {
    between.reset();
    between.original.load(file);
    for (const auto& complaint : round_trip(between)) {
      FAIL_CHECK(file.string() << ": " << complaint);
    }
  }
}

TEST_CASE("the whole torture database comes through, and has a case of every kind") {
  auto& between = sides();
  between.reset();
  for (const auto& file : torture_files(between.original.version())) {
    between.original.load(file);
  }
  for (const auto& complaint : round_trip(between)) {
    FAIL_CHECK(complaint);
  }
  std::set<kit::object_kind> kinds;
  for (const auto& [id, value] : read(between.original).model.objects) {
    kinds.insert(id.kind);
  }
  for (std::size_t k = 0; k < kit::object_kind_count; ++k) {
    const auto kind = static_cast<kit::object_kind>(k);
    INFO("no case of: " << kit::to_string(kind));
    CHECK(kinds.contains(kind));
  }
}
