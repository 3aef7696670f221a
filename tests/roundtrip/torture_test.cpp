// tests/torture: each file by itself, then all of them in one database.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "roundtrip/round_trip.hpp"

using namespace squall::test;
namespace fs = std::filesystem;
namespace kit = squall::kit;

namespace {

/// The files that a server of `version` loads, in the order to load them in.
std::vector<fs::path> torture_files(int version) {
  const fs::path root = fs::path(SQUALL_TEST_SOURCE) / "tests/torture";
  std::vector<fs::path> folders{root};
  for (int since = 14; since <= version; ++since) {
    folders.push_back(root / ("since" + std::to_string(since)));
  }
  std::vector<fs::path> out;
  for (const auto& folder : folders) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
      if (entry.path().extension() == ".sql") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    out.insert(out.end(), files.begin(), files.end());
  }
  return out;
}

}  // namespace

TEST_CASE("each file of the torture database comes through by itself") {
  auto& between = sides();
  const char* only = std::getenv("SQUALL_TEST_ONLY");  // a part of a file's path, for whoever looks for a defect
  for (const auto& file : torture_files(between.original.version())) {
    if (only != nullptr && file.string().find(only) == std::string::npos) {
      continue;
    }
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
