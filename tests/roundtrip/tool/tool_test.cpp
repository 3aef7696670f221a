// The same through the tool, as a user has it: pull a header (or SQL files), export what was pulled, build it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "kit/base/process.hpp"
#include "kit/server/scratch.hpp"
#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"
#include "squall/client/connection.hpp"

using namespace squall::test;
namespace fs = std::filesystem;
namespace kit = squall::kit;

namespace {

kit::process_result tool(const std::vector<std::string>& arguments, const fs::path& folder) {
  kit::process_options options;
  options.argv = {SQUALL_TOOL};
  options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
  options.working_directory = folder;
  options.timeout = std::chrono::minutes{10};
  return kit::run_process(options);
}

/// The tool's scratch server with the label provider, which nobody else wants.
struct scratch_with_labels {
  ~scratch_with_labels() {
    const auto settings = label_provider_settings();
    try {
      if (!settings.empty()) {
        const auto options = kit::scratch_server_options(server_programs(), settings);
        kit::managed_server(options).destroy();
        fs::remove_all(options.directory);
      }
    } catch (const std::exception&) {  // nothing that a test could do about it
    }
  }
};

/// A project whose schema is what is pulled of `original`, with its servers from the programs that the test uses.
void write_project(const temporary_folder& work, const side& original, const std::string& schema,
                   const std::string& compiler) {
  // Made here, so that it goes before what it uses does.
  static const scratch_with_labels gone_at_the_end;
  std::ofstream file(work.path() / "squall.toml");
  file << "schema = [\"" << schema << "\"]\nurl = \"" << original.url() << "\"\npostgres_bin = \""
       << server_programs().string() << "\"\n";
  for (const auto& setting : label_provider_settings()) {
    file << "postgres_settings = [\"" << setting << "\"]\n";
  }
  file << "[compile]\ncompiler = \"" << compiler << "\"\n";
}

std::string failure_of(const std::string& what, const kit::process_result& done) {
  return what + ": " + done.outcome() + ": " + done.standard_error.substr(0, 3000) +
         done.standard_output.substr(0, 3000);
}

/// Pulls the original, exports what was pulled, builds that on the copy and compares; then asks whether anything is
/// left to do.
std::vector<std::string> tool_round_trip(two_sides& between, bool cpp, const std::string& compiler = "c++") {
  const temporary_folder work{"pull"};
  write_project(work, between.original, cpp ? "schema.hpp" : "pulled", compiler);
  const std::string pulled = cpp ? "schema.hpp" : "pulled";
  const std::string source = cpp ? "schema:schema.hpp" : "pulled";
  std::vector<std::string> pull{"pull", "--from", "db:" + between.original.url(), "--out", pulled};
  if (!cpp) {
    pull.emplace_back("--sql");
  }
  if (const auto done = tool(pull, work.path()); !done.succeeded()) {
    return {failure_of("pull", done)};
  }
  const auto exported = tool({"export", "--from", source}, work.path());
  if (!exported.succeeded()) {
    return {failure_of("export", exported)};
  }
  between.share_tablespaces();
  try {
    between.copy.load_text(exported.standard_output);
  } catch (const std::exception& e) {
    return {"what was exported does not load: " + std::string(e.what())};
  }
  auto out = compare(between);
  const auto rest = tool({"diff", "--from", "db:" + between.original.url(), "--to", source}, work.path());
  if (!rest.succeeded() || !rest.standard_output.empty()) {
    out.push_back(failure_of("diff between the database and what was pulled", rest));
  }
  const auto push = tool({"push", "--dry-run", "--json"}, work.path());
  if (!push.succeeded() || push.standard_output.find("nothing_to_do") == std::string::npos) {
    out.push_back(failure_of("push of what was pulled", push));
  }
  return out;
}

void check_both_ways(const fs::path& file, bool stop_on_error) {
  for (const bool cpp : {true, false}) {
    auto& between = sides();
    between.reset();
    between.original.load(file, stop_on_error);
    for (const auto& complaint : tool_round_trip(between, cpp)) {
      FAIL_CHECK((cpp ? "C++ " : "SQL ") << file.filename().string() << ": " << complaint);
    }
  }
}

void check_torture_database(bool cpp) {
  auto& between = sides();
  between.reset();
  for (const auto& file : settled_torture_files(between.original.version())) {
    between.original.load(file);
  }
  for (const auto& complaint : tool_round_trip(between, cpp)) {
    FAIL_CHECK(complaint);
  }
}

}  // namespace

TEST_CASE("the torture database comes through pulled SQL files") { check_torture_database(false); }

TEST_CASE("the torture database comes through a pulled header") { check_torture_database(true); }

TEST_CASE("schemas of real projects come through pulled headers and SQL files") {
  for (const auto& file : corpus_schemas()) {
    check_both_ways(file, false);
  }
}

TEST_CASE("a header of hard names says the same to clang as to g++, and comes through with both") {
  const fs::path clang = "/usr/bin/clang++-19";
  if (!fs::exists(clang)) {
    MESSAGE("skipped: there is no " << clang.string());
    return;
  }
  for (const std::string& compiler : {std::string("c++"), clang.string()}) {
    auto& between = sides();
    between.reset();
    for (const char* file : {"names", "dependencies", "enum_type", "range_type"}) {
      between.original.load(std::string(SQUALL_TEST_SOURCE) + "/tests/torture/" + file + ".sql");
    }
    for (const auto& complaint : tool_round_trip(between, true, compiler)) {
      FAIL_CHECK(compiler << ": " << complaint);
    }
  }
}

TEST_CASE("an empty database is pulled, and what holds nothing is not taken for a schema") {
  auto& between = sides();
  between.reset();
  const temporary_folder work{"pull"};
  for (const auto& complaint : tool_round_trip(between, false)) {
    FAIL_CHECK(complaint);
  }
  between.reset();
  for (const auto& complaint : tool_round_trip(between, true)) {
    FAIL_CHECK(complaint);
  }
  fs::create_directory(work.path() / "hollow");
  std::ofstream(work.path() / "schema.hpp") << "#include <squall/schema.hpp>\n";
  CHECK(tool({"export", "--from", "hollow"}, work.path()).standard_error.find("no .sql file") != std::string::npos);
  CHECK(tool({"export", "--from", "schema.hpp"}, work.path()).standard_error.find("no table") != std::string::npos);
}

TEST_CASE("who may not read everything pulls nothing and is told what, or pulls the rest") {
  auto& between = sides();
  between.reset();
  for (const char* file : {"table", "subscription"}) {
    between.original.load(std::string(SQUALL_TEST_SOURCE) + "/tests/torture/" + file + ".sql");
  }
  squall::connection db(between.original.url());
  db.run("create role tool_nobody login");
  const temporary_folder work{"pull"};
  const std::string url = "db:" + between.original.url() + "&user=tool_nobody";
  const auto refused = tool({"pull", "--from", url, "--out", "schema.hpp"}, work.path());
  CHECK_FALSE(refused.succeeded());
  CHECK(refused.standard_error.find("subscription") != std::string::npos);
  CHECK_FALSE(fs::exists(work.path() / "schema.hpp"));
  CHECK(tool({"pull", "--from", url, "--out", "schema.hpp", "--allow-unmodelled"}, work.path()).succeeded());
  CHECK(fs::exists(work.path() / "schema.hpp"));
  db.run("drop role tool_nobody");
}
