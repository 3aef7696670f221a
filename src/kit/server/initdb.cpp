#include "kit/server/initdb.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

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

}  // namespace

void initialise_cluster(const server_layout& layout, const fs::path& bin, bool throw_away) {
  const fs::path fresh = layout.home / temporary_name;
  std::error_code failure;
  fs::remove_all(fresh, failure);
  make_folder_for_server(fresh, layout);
  // Only the server's user and root can enter the socket's folder, so the file system is the authentication, and
  // `trust` lets root in as well (peer would refuse it; manual, 21.9).
  std::vector<std::string> argv{(bin / "initdb").string(),
                                "-D",
                                fresh.string(),
                                "-U",
                                "postgres",
                                "-A",
                                "trust",
                                "-E",
                                "UTF8",
                                "--locale=C.UTF-8",
                                "--no-instructions"};
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
