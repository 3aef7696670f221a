#include "roundtrip/support/inputs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace squall::test {
namespace fs = std::filesystem;
namespace {

void add_sql_files(const fs::path& folder, std::vector<fs::path>& to) {
  const char* only = std::getenv("SQUALL_TEST_ONLY");
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const auto& path = entry.path();
    if (path.extension() == ".sql" && (only == nullptr || path.string().find(only) != std::string::npos)) {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  to.insert(to.end(), files.begin(), files.end());
}

}  // namespace

std::vector<fs::path> torture_files(int version) {
  const fs::path root = fs::path(SQUALL_TEST_SOURCE) / "tests/torture";
  std::vector<fs::path> out;
  add_sql_files(root, out);
  for (int since = 14; since <= version; ++since) {
    add_sql_files(root / ("since" + std::to_string(since)), out);
  }
  return out;
}

fs::path corpora() {
  const char* chosen = std::getenv("SQUALL_TEST_CORPORA");
  return chosen != nullptr ? fs::path(chosen) : fs::path(SQUALL_TEST_SOURCE).parent_path() / "shared/corpora";
}

std::vector<fs::path> corpus_schemas() {
  std::vector<fs::path> out;
  add_sql_files(corpora() / "schemas", out);
  if (fs::exists(corpora() / "drizzle/feat.sql")) {
    add_sql_files(corpora() / "drizzle", out);
  }
  if (out.empty()) {
    MESSAGE("skipped: there is nothing in " << corpora().string());
  }
  return out;
}

}  // namespace squall::test
