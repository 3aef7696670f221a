#include "roundtrip/support/inputs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>

#include "roundtrip/support/side.hpp"

namespace squall::test {
namespace fs = std::filesystem;
namespace {

void add_sql_files(const fs::path& folder, std::vector<fs::path>& to) {
  const auto is_wanted = [only = std::getenv("SQUALL_TEST_ONLY")](const std::string& path) {
    bool any = only == nullptr;
    std::istringstream words(any ? "" : only);
    for (std::string word; !any && words >> word;) {
      any = path.find(word) != std::string::npos;
    }
    return any;
  };
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const auto& path = entry.path();
    if (path.extension() == ".sql" && is_wanted(path.string())) {
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
  if (!label_provider_settings().empty()) {
    add_sql_files(root / "labels", out);
  }
  return out;
}

bool is_restated(const fs::path& file) { return file.stem() == "restated"; }

std::vector<fs::path> settled_torture_files(int version) {
  auto files = torture_files(version);
  std::erase_if(files, is_restated);
  return files;
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
