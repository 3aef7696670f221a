#include "kit/server/layout.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/base/system_error.hpp"

namespace squall::kit::detail {
namespace fs = std::filesystem;
namespace {

constexpr const char* relocation_note = "moved-to";

std::optional<uid_t> owner_of(const fs::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) {
    return std::nullopt;
  }
  return found.st_uid;
}

/// The nearest folder at or above `path` that exists.
fs::path existing_part(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(path, ignored) && path.has_relative_path()) {
    path = path.parent_path();
  }
  return path;
}

/// Whether `user` may pass through every folder down to `path`; asks the kernel, so that ACLs count too.
bool can_reach(const os_user& user, const fs::path& path) {
  try {
    return run_process({.argv = {"/usr/bin/test", "-x", existing_part(path).string()},
                        .working_directory = "/",
                        .run_as = user,
                        .timeout = std::chrono::seconds{10}})
        .succeeded();
  } catch (const error&) {
    return false;
  }
}

fs::path relocated_home(const fs::path& directory) {
  return fs::path{"/var/lib/squall"} / sha256_hex(directory.string()).substr(0, 16);
}

/// PostgreSQL refuses to run as root (manual, 19.1): the owner of what is there already, else an unprivileged user.
os_user choose_user(const fs::path& directory, const fs::path& moved) {
  for (const fs::path& path : {directory / "data", moved / "data", directory}) {
    const auto owner = owner_of(path);
    if (owner && *owner != 0) {
      if (auto user = find_os_user(*owner)) {
        return *user;
      }
    }
  }
  for (const char* name : {"postgres", "nobody"}) {
    if (auto user = find_os_user(std::string{name})) {
      return *user;
    }
  }
  throw error("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as",
              "install the package postgresql, which makes the user, or run squall as an ordinary user");
}

/// A socket's path has 107 bytes (unix(7)), and libpq and the server split lists of folders at commas.
bool fits_a_socket(const fs::path& folder) {
  const std::string text = folder.string();
  return text.size() + std::string_view{"/.s.PGSQL.5432.lock"}.size() <= 107 && text.find(',') == std::string::npos;
}

void make_private_folder(const fs::path& folder, const std::optional<os_user>& owner) {
  const uid_t wanted = owner ? owner->uid : ::geteuid();
  if (::mkdir(folder.c_str(), 0700) == 0) {
    if (owner && ::chown(folder.c_str(), owner->uid, owner->gid) != 0) {
      throw system_failure("give " + folder.string() + " to user " + owner->name, errno);
    }
    return;
  }
  if (errno != EEXIST) {
    throw system_failure("make the folder " + folder.string(), errno);
  }
  // In /tmp somebody else may have been there first: trust nothing but a folder of ours that only we can enter.
  struct stat found{};
  if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != wanted ||
      (found.st_mode & 0077U) != 0) {
    throw error("the folder " + folder.string() + " is there already and does not belong to the server's user alone",
                "delete it, or give it back to its owner with mode 0700");
  }
}

/// Ties a moved home to its directory: when the directory was deleted, what remains of the home is stale.
void tie_moved_home(const server_layout& layout) {
  const fs::path note = layout.directory / relocation_note;
  const fs::path origin = layout.home / "belongs-to";
  std::error_code ignored;
  if (fs::exists(layout.home, ignored) && !fs::exists(note, ignored)) {
    fs::remove_all(layout.home, ignored);
  }
  fs::create_directories(layout.home);
  fs::permissions(layout.home.parent_path(), fs::perms{0755});
  fs::permissions(layout.home, fs::perms{0755});
  if (!fs::exists(note, ignored)) {
    write_file_atomically(origin, layout.directory.string() + "\n");
    write_file_atomically(note, layout.home.string() + "\n");
  }
}

}  // namespace

bool has_cluster(const server_layout& layout) {
  std::error_code ignored;
  return fs::exists(layout.data / "PG_VERSION", ignored) &&
         (!layout.relocated() || fs::exists(layout.directory / relocation_note, ignored));
}

server_layout find_layout(const fs::path& directory) {
  server_layout layout;
  layout.directory = fs::weakly_canonical(fs::absolute(directory));
  layout.home = layout.directory;
  if (::geteuid() == 0) {
    const fs::path moved = relocated_home(layout.directory);
    layout.run_as = choose_user(layout.directory, moved);
    if (!can_reach(*layout.run_as, layout.directory)) {
      layout.home = moved;
    }
  }
  layout.data = layout.home / "data";
  layout.log = layout.home / "server.log";
  layout.lock = layout.directory / "lock";
  layout.socket_folder = layout.home / "socket";
  if (!fits_a_socket(layout.socket_folder)) {
    const std::string owner = std::to_string(layout.run_as ? layout.run_as->uid : ::geteuid());
    layout.socket_folder =
        fs::path{"/tmp"} / ("squall-" + owner + "-" + sha256_hex(layout.home.string()).substr(0, 16));
  }
  return layout;
}

void prepare_layout(const server_layout& layout) {
  if (layout.relocated()) {
    tie_moved_home(layout);
  }
  make_private_folder(layout.socket_folder, layout.run_as);
}

void remove_layout(const server_layout& layout) {
  std::error_code failure;
  for (const fs::path& path : {layout.socket_folder, layout.home, layout.directory}) {
    fs::remove_all(path, failure);
    if (failure) {
      throw system_failure("delete " + path.string(), failure.value());
    }
  }
}

}  // namespace squall::kit::detail
