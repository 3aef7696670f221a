#include "kit/base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

#include "kit/base/system_error.hpp"

namespace squall::kit {
namespace {

/// True when `fd` is still the file at `path`: its last holder may have deleted it while we waited.
bool is_current(int fd, const std::filesystem::path& path) {
  struct stat held{};
  struct stat named{};
  return ::fstat(fd, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

unique_fd acquire(const std::filesystem::path& path, int operation) {
  while (true) {
    // flock(2) needs no write permission, so a lock file of another owner serves as well.
    unique_fd fd{::open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0644)};
    if (!fd) {
      throw system_failure("open the lock file " + path.string(), errno);
    }
    while (::flock(fd.get(), operation) != 0) {
      if (errno == EWOULDBLOCK) {
        return {};
      }
      if (errno != EINTR) {
        throw system_failure("lock " + path.string(), errno);
      }
    }
    if (is_current(fd.get(), path)) {
      return fd;
    }
  }
}

}  // namespace

file_lock::file_lock(const std::filesystem::path& path) : file_(acquire(path, LOCK_EX)) {}

std::optional<file_lock> file_lock::try_acquire(const std::filesystem::path& path) {
  unique_fd held = acquire(path, LOCK_EX | LOCK_NB);
  if (!held) {
    return std::nullopt;
  }
  return file_lock{std::move(held)};
}

}  // namespace squall::kit
