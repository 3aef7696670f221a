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

// What does not come through yet, by file. A file that does is to be taken off: the test fails as long as it stands
// here.
const std::set<std::string> known_gaps{
    "check",                   // varchar IN (…): PostgreSQL prints it otherwise than it reads it
    "extension",               // DEPENDS ON EXTENSION, privileges on what an extension made
    "foreign_data_wrapper",    // privileges on what PostgreSQL made
    "identity",                // sequences of identity columns have privileges of their own
    "index",                   // as of "check", in predicates
    "inheritance",             // constraints that a child has from its parent and by itself
    "language",                // comments on what PostgreSQL made
    "operator_family",         // the order of members
    "partitioned",             // indexes that are attached by hand and invalid
    "policy",                  // the order of roles
    "privileges",              // as of "foreign_data_wrapper"
    "since14/routine",         // a view's column list over a function that returns a set
    "since14/trigger",         // state of a trigger on one partition
    "text_search_dictionary",  // the order of options
    "trigger",                 // as of "since14/trigger"
    "view",                    // views of bare VALUES, as of "check"
};

bool has_known_gap(const std::filesystem::path& file) {
  const auto name = file.parent_path().filename().string().starts_with("since")
                        ? file.parent_path().filename().string() + "/" + file.stem().string()
                        : file.stem().string();
  return known_gaps.contains(name);
}

// What is different on the copy; a plan that cannot be run is a difference, too.
std::vector<std::string> complaints_of(two_sides& between) {
  try {
    return round_trip(between);
  } catch (const std::exception& e) {
    return {e.what()};
  }
}

}  // namespace

TEST_CASE("each file of the torture database comes through by itself, but for the known gaps") {
  auto& between = sides();
  for (const auto& file : torture_files(between.original.version())) {
    between.reset();
    between.original.load(file);
    const auto complaints = complaints_of(between);
    if (has_known_gap(file)) {
      INFO(file.string() << " comes through: take it off the list of known gaps");
      CHECK_FALSE(complaints.empty());
      continue;
    }
    for (const auto& complaint : complaints) {
      FAIL_CHECK(file.string() << ": " << complaint);
    }
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
