// tests/torture: each file by itself, then all of them in one database.
#include <doctest/doctest.h>

#include <exception>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"

using namespace squall::test;
namespace kit = squall::kit;

namespace {

// What is different on the copy; a plan that cannot be run is a difference, too.
std::vector<std::string> complaints_of(two_sides& between) {
  try {
    return round_trip(between);
  } catch (const std::exception& e) {
    return {e.what()};
  }
}

// What is different when the copy is copied again.
std::vector<std::string> complaints_of_a_second_trip(two_sides& between) {
  const auto copied = read(between.copy).model;
  between.original.reset();
  try {
    build(copied, between.original);
    return compare(between);
  } catch (const std::exception& e) {
    return {e.what()};
  }
}

}  // namespace

TEST_CASE("each file of the torture database comes through by itself") {
  auto& between = sides();
  for (const auto& file : torture_files(between.original.version())) {
    between.reset();
    between.original.load(file);
    auto complaints = complaints_of(between);
    if (is_restated(file)) {
      INFO(file.string() << " comes through at once: what it holds belongs to the file of its kind");
      CHECK_FALSE(complaints.empty());
      complaints = complaints_of_a_second_trip(between);
    }
    for (const auto& complaint : complaints) {
      FAIL_CHECK(file.string() << ": " << complaint);
    }
  }
}

TEST_CASE("the torture database comes through in one piece") {
  auto& between = sides();
  between.reset();
  for (const auto& file : settled_torture_files(between.original.version())) {
    between.original.load(file);
  }
  for (const auto& complaint : complaints_of(between)) {
    FAIL_CHECK(complaint);
  }
}

TEST_CASE("the torture database has a case of every kind") {
  auto& between = sides();
  between.reset();
  for (const auto& file : torture_files(between.original.version())) {
    between.original.load(file);
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
