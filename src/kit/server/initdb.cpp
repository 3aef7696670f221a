#include "kit/server/initdb.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "kit/base/error.hpp"
#include "kit/base/system_error.hpp"
#include "kit/base/text.hpp"

namespace squall::kit::detail {
namespace fs = std::filesystem;
namespace {

constexpr const char* temporary_name = "data.new";

void make_folder_for_server(const fs::path& folder, const server_layout& layout) {
  if (::mkdir(folder.c_str(), 0700) != 0) {
    throw system_failure("make the folder " + folder.string(), errno);
  }
  if (layout.run_as && ::chown(folder.c_str(), layout.run_as->uid, layout.run_as->gid) != 0) {
    throw system_failure("give " + folder.string() + " to user " + layout.run_as->name, errno);
  }
}

/// Removes what a killed run left. Its last processes may still be writing there for a moment.
void remove_leftovers(const fs::path& folder) {
  using namespace std::chrono_literals;
  std::error_code failure;
  for (const auto deadline = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < deadline;) {
    fs::remove_all(folder, failure);
    if (!fs::exists(fs::symlink_status(folder, failure))) {
      return;
    }
    std::this_thread::sleep_for(20ms);
  }
}

}  // namespace

void initialise_cluster(const server_layout& layout, const fs::path& bin, bool throw_away) {
  const fs::path fresh = layout.home / temporary_name;
  std::error_code failure;
  remove_leftovers(fresh);
  make_folder_for_server(fresh, layout);
  // Only the server's user and root can enter the socket's folder, so the file system is the authentication, and
  // `trust` lets root in as well (peer would refuse it; manual, 21.9).
  std::vector<std::string> argv{
      (bin / "initdb").string(), "-D", fresh.string(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
      "--locale=C.UTF-8"};
  if (throw_away) {
    argv.emplace_back("--no-sync");
  }
  const process_result made = run_process({.argv = argv,
                                           .environment = {{"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}},
                                           .working_directory = layout.home,
                                           .run_as = layout.run_as,
                                           .timeout = std::chrono::minutes{5}});
  if (!made.succeeded()) {
    fs::remove_all(fresh, failure);
    throw error("initdb failed in " + layout.home.string() + " (" + made.outcome() +
                    "): " + std::string{trim(made.standard_error)},
                "if the disk is full or read-only, make room or choose another folder; then try again");
  }
  if (::rename(fresh.c_str(), layout.data.c_str()) != 0) {
    const int reason = errno;
    fs::remove_all(fresh, failure);
    throw system_failure("make " + layout.data.string(), reason);
  }
}

}  // namespace squall::kit::detail
