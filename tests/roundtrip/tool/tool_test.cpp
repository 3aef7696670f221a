// The same through the tool, as a user has it: pull a header (or SQL files), export what was pulled, build it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "kit/base/process.hpp"
#include "roundtrip/support/inputs.hpp"
#include "roundtrip/support/round_trip.hpp"

using namespace squall::test;
namespace fs = std::filesystem;
namespace kit = squall::kit;

namespace {

class work_folder {
 public:
  work_folder() : path_("/tmp/squall-pull-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp");
    }
  }
  ~work_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  work_folder(const work_folder&) = delete;
  work_folder& operator=(const work_folder&) = delete;
  [[nodiscard]] fs::path path() const { return path_; }

 private:
  std::string path_;
};

kit::process_result tool(const std::vector<std::string>& arguments, const fs::path& folder) {
  kit::process_options options;
  options.argv = {SQUALL_TOOL};
  options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
  options.working_directory = folder;
  options.timeout = std::chrono::minutes{10};
  return kit::run_process(options);
}

/// Pulls the original, exports what was pulled, builds that on the copy and compares; then asks whether anything is
/// left to do.
std::vector<std::string> tool_round_trip(two_sides& between, bool cpp) {
  const work_folder work;
  const std::string pulled = cpp ? "schema.hpp" : "pulled";
  const std::string source = cpp ? "schema:schema.hpp" : "pulled";
  std::vector<std::string> pull{"pull", "--from", "db:" + between.original.url(), "--out", pulled};
  if (!cpp) {
    pull.emplace_back("--sql");
  }
  if (const auto done = tool(pull, work.path()); !done.succeeded()) {
    return {"pull: " + done.outcome() + ": " + done.standard_error};
  }
  const auto exported = tool({"export", "--from", source}, work.path());
  if (!exported.succeeded()) {
    return {"export: " + exported.outcome() + ": " + exported.standard_error.substr(0, 3000)};
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
    out.push_back("diff between the database and what was pulled: " + rest.outcome() + ": " + rest.standard_output +
                  rest.standard_error);
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
