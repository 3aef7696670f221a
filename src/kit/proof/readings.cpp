#include "kit/proof/readings.hpp"

#include <future>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/diff/diff.hpp"
#include "kit/proof/dump_statements.hpp"
#include "kit/sources/canonical.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "kit/sources/workbench.hpp"

namespace squall::kit {
namespace {

/// The deparse of a deparse repeats itself after this many rounds at the latest.
constexpr int most_rounds = 3;

std::vector<std::string> model_differences(database is, database should_be, managed_server& scratch) {
  if (is == should_be) {
    return {};
  }
  settle_spelling(is, should_be, scratch);
  std::vector<std::string> out;
  for (const change& c : changes_between(is, should_be)) {
    out.push_back("catalog: " + describe(c) + " would be left to do");
  }
  return out;
}

/// What the dump says after another round through the server.
std::string restored(const std::string& dump, managed_server& scratch, const std::filesystem::path& pg_dump) {
  workbench bench{scratch};
  bench.run({{"the dump", without_psql_commands(dump, "the dump")}});
  return dump_text(pg_dump, bench.url(), {decoy_schema});
}

std::vector<std::string> with_title(std::vector<std::string> lines) {
  for (auto& line : lines) {
    line = "pg_dump: " + line;
  }
  return lines;
}

std::vector<std::string> dumped_differences(std::string is, std::string should_be, managed_server& scratch,
                                            const std::filesystem::path& pg_dump) {
  const auto statements = normal_statements(is);
  const auto wanted = normal_statements(should_be);
  if (statements == wanted) {
    return {};
  }
  auto found = with_title(dump_differences(statements, wanted));
  try {
    for (int round = 1; round < most_rounds; ++round) {
      is = restored(is, scratch, pg_dump);
      should_be = restored(should_be, scratch, pg_dump);
      if (normal_statements(is) == normal_statements(should_be)) {
        return {};
      }
    }
  } catch (const error& problem) {
    found.push_back("pg_dump: and its text cannot be restored: " + std::string(problem.what()));
  }
  return found;
}

}  // namespace

std::string read_dump(const std::string& url, const std::optional<std::filesystem::path>& pg_dump) {
  return pg_dump ? dump_text(*pg_dump, url, {decoy_schema}) : std::string();
}

reading read_both(const std::string& url, const std::optional<std::filesystem::path>& pg_dump) {
  auto dump = std::async(std::launch::async, [&] { return read_dump(url, pg_dump); });
  connection db(url);
  catalog_options options;
  options.exclude_schemas = {decoy_schema};
  reading out{read_catalog(db, options).model, {}};
  out.dump = dump.get();
  return out;
}

std::vector<std::string> differences(const reading& is, const reading& should_be, managed_server& scratch,
                                     const std::optional<std::filesystem::path>& pg_dump) {
  auto found = model_differences(is.model, should_be.model, scratch);
  if (pg_dump) {
    auto more = dumped_differences(is.dump, should_be.dump, scratch, *pg_dump);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

}  // namespace squall::kit
