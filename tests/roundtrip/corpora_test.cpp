// Databases of real projects, where the corpora are (beside the project; they are no part of it).
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"

using namespace squall::test;
namespace fs = std::filesystem;

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
    between.original.load_text(sql);
    for (const auto& complaint : round_trip(between)) {
      FAIL_CHECK(fact.at("test").get<std::string>() << ": " << complaint);
    }
    ++counted;
  }
  CHECK(counted > 50);
}
