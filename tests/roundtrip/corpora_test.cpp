// Databases of real projects, where the corpora are (beside the project; they are no part of it).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "roundtrip/round_trip.hpp"

using namespace squall::test;
namespace fs = std::filesystem;

namespace {

fs::path corpora() {
  const char* chosen = std::getenv("SQUALL_TEST_CORPORA");
  return chosen != nullptr ? fs::path(chosen) : fs::path(SQUALL_TEST_SOURCE).parent_path() / "shared/corpora";
}

bool there_are(const fs::path& path) {
  if (fs::exists(path)) {
    return true;
  }
  MESSAGE("skipped: there is no " << path.string());
  return false;
}

void check(const fs::path& file) {
  auto& between = sides();
  between.reset();
  between.original.load(file, false);  // dumps name roles and extensions that a server need not have
  for (const auto& complaint : round_trip(between)) {
    FAIL_CHECK(file.filename().string() << ": " << complaint);
  }
}

}  // namespace

TEST_CASE("schemas of real projects come through") {
  if (!there_are(corpora() / "schemas")) {
    return;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpora() / "schemas")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    check(file);
  }
}

TEST_CASE("a database of everything that Drizzle loses comes through") {
  if (there_are(corpora() / "drizzle/feat.sql")) {
    check(corpora() / "drizzle/feat.sql");
  }
}

TEST_CASE("what Drizzle's own tests of pull create comes through") {
  const auto facts = corpora() / "drizzle/facts/introspect.jsonl";
  if (!there_are(facts)) {
    return;
  }
  auto& between = sides();
  std::ifstream in(facts);
  int counted = 0;
  for (std::string line; std::getline(in, line);) {
    const auto fact = nlohmann::json::parse(line);
    if (fact.at("upstream_status") != "passed") {
      continue;
    }
    between.reset();
    std::string sql;
    for (const auto& statement : fact.at("initSql")) {
      sql += statement.get<std::string>() + "\n;\n";
    }
    between.original.load_text(sql);
    for (const auto& complaint : round_trip(between)) {
      FAIL_CHECK(fact.at("test").get<std::string>() << ": " << complaint);
    }
    ++counted;
  }
  CHECK(counted > 50);
}
