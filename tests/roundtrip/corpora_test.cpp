// Databases of real projects, where the corpora are (beside the project; they are no part of it).
#include <doctest/doctest.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"

using namespace squall::test;
namespace fs = std::filesystem;

namespace {

// Roles belong to the cluster: one that a database does not name is not in its model.
bool is_about_unnamed_roles(const std::string& complaint) {
  std::istringstream lines(complaint);
  std::string line;
  std::getline(lines, line);
  bool any = false;
  while (std::getline(lines, line)) {
    if (!line.empty() && !line.starts_with("  only in the original: pg_authid")) {
      return false;
    }
    any = any || !line.empty();
  }
  return any;
}

}  // namespace

TEST_CASE("schemas of real projects come through") {
  auto& between = sides();
  for (const auto& file : corpus_schemas()) {
    between.reset();
    between.original.load(file, false);  // dumps name roles and extensions that a server need not have
    for (const auto& complaint : round_trip(between)) {
      FAIL_CHECK(file.filename().string() << ": " << complaint);
    }
  }
}

TEST_CASE("what Drizzle's own tests of pull create comes through") {
  const auto facts = corpora() / "drizzle/facts/introspect.jsonl";
  if (!fs::exists(facts)) {
    MESSAGE("skipped: there is no " << facts.string());
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
    try {
      between.original.load_text(sql);
    } catch (const std::exception&) {
      continue;  // wants a newer server, or an extension that is not here
    }
    for (const auto& complaint : round_trip(between)) {
      if (is_about_unnamed_roles(complaint)) {
        continue;
      }
      FAIL_CHECK(fact.at("test").get<std::string>() << ": " << complaint);
    }
    ++counted;
  }
  CHECK(counted > 50);
}
