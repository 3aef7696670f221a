// Where the server programs are.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/base/text.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {
namespace fs = std::filesystem;
namespace {

bool has_server(const fs::path& folder) {
  return ::access((folder / "postgres").c_str(), X_OK) == 0 && ::access((folder / "initdb").c_str(), X_OK) == 0;
}

std::optional<fs::path> from_path_variable() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    const fs::path folder{rest.substr(0, colon)};
    if (!folder.empty() && has_server(folder)) {
      // /usr/bin/postgres may be a link into the real folder; initdb looks for its siblings there.
      return fs::canonical(folder / "postgres").parent_path();
    }
    rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
  }
  return std::nullopt;
}

/// Debian's layout: one folder a major version.
std::optional<fs::path> from_debian_folders() {
  std::vector<std::pair<double, fs::path>> found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
    fs::path bin = entry.path() / "bin";
    if (has_server(bin)) {
      found.emplace_back(std::strtod(entry.path().filename().c_str(), nullptr), bin);
    }
  }
  if (found.empty()) {
    return std::nullopt;
  }
  return std::max_element(found.begin(), found.end())->second;
}

std::optional<fs::path> from_pg_config() {
  try {
    const process_result answer = run_process({.argv = {"pg_config", "--bindir"}, .timeout = std::chrono::seconds{10}});
    fs::path bin{trim(answer.standard_output)};
    if (answer.succeeded() && has_server(bin)) {
      return bin;
    }
  } catch (const error&) {  // no pg_config: one place less to look
  }
  return std::nullopt;
}

}  // namespace

fs::path find_postgres_bin(const std::optional<fs::path>& configured) {
  if (configured) {
    if (!has_server(*configured)) {
      throw error("postgres_bin is " + configured->string() + ", but there are no programs postgres and initdb in it",
                  "set postgres_bin to the folder that holds them, e.g. /usr/lib/postgresql/15/bin");
    }
    return fs::absolute(*configured);
  }
  for (const auto look : {from_path_variable, from_debian_folders, from_pg_config}) {
    if (const auto found = look()) {
      return *found;
    }
  }
  throw error("no PostgreSQL server programs found (looked in PATH, /usr/lib/postgresql/*/bin and pg_config --bindir)",
              "install them (Debian: apt-get install postgresql), set postgres_bin in squall.toml, or set url to use a "
              "server that runs already");
}

}  // namespace squall::kit
