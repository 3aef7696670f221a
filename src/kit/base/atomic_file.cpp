#include "kit/base/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <random>

#include "kit/base/system_error.hpp"
#include "kit/base/unique_fd.hpp"

namespace squall::kit {
namespace fs = std::filesystem;
namespace {

/// A hidden sibling of `path` that nobody else uses. Hidden, so that readers of the folder pass over a leftover.
fs::path temporary_sibling(const fs::path& path) {
  std::random_device random;
  std::array<char, 24> suffix{};
  std::snprintf(suffix.data(), suffix.size(), ".tmp-%08x%08x", random(), random());
  // A name may be up to 255 bytes: the suffix must still fit.
  return path.parent_path() / ("." + path.filename().string().substr(0, 200) + suffix.data());
}

/// Deletes what is at the path unless released: no leftovers when writing fails.
class cleanup {
 public:
  explicit cleanup(fs::path path) : path_(std::move(path)) {}
  ~cleanup() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove_all(path_, ignored);
    }
  }
  cleanup(const cleanup&) = delete;
  cleanup& operator=(const cleanup&) = delete;
  void release() { path_.clear(); }

 private:
  fs::path path_;
};

void write_all(int fd, std::string_view content, const fs::path& shown) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      throw system_failure("write " + shown.string(), errno);
    }
    content.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Creates `path` with `content` and makes it durable. `shown` is the name for errors.
void write_new_file(const fs::path& path, std::string_view content, mode_t mode, const fs::path& shown) {
  const unique_fd file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)};
  if (!file) {
    throw system_failure("write " + shown.string(), errno);
  }
  write_all(file.get(), content, shown);
  if (::fsync(file.get()) != 0) {
    throw system_failure("write " + shown.string(), errno);
  }
}

/// A rename is durable once its folder is. Some file systems cannot fsync a folder; they need not.
void sync_folder(const fs::path& folder) {
  const unique_fd fd{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (fd) {
    ::fsync(fd.get());
  }
}

void make_folders(const fs::path& folder) {
  std::error_code failure;
  if (!folder.empty()) {
    fs::create_directories(folder, failure);
  }
  if (failure && !fs::is_directory(folder)) {
    throw system_failure("make the folder " + folder.string(), failure.value());
  }
}

fs::path follow_links(const fs::path& path) {
  std::error_code failure;
  if (!fs::is_symlink(path, failure)) {
    return path;
  }
  const fs::path target = fs::weakly_canonical(path, failure);
  return failure ? path : target;
}

}  // namespace

void write_file_atomically(const fs::path& path, std::string_view content) {
  const fs::path target = follow_links(path);
  make_folders(target.parent_path());
  const fs::path temporary = temporary_sibling(target);
  cleanup leftover{temporary};
  write_new_file(temporary, content, 0666, path);
  struct stat existing{};
  if (::stat(target.c_str(), &existing) == 0 && S_ISREG(existing.st_mode)) {
    ::chmod(temporary.c_str(), existing.st_mode & 07777);
  }
  if (::rename(temporary.c_str(), target.c_str()) != 0) {
    throw system_failure("write " + path.string(), errno);
  }
  leftover.release();
  sync_folder(target.parent_path());
}

void write_folder_atomically(const fs::path& path, const std::map<std::string, std::string>& files) {
  make_folders(path.parent_path());
  const fs::path temporary = temporary_sibling(path);
  cleanup leftover{temporary};
  if (::mkdir(temporary.c_str(), 0777) != 0) {
    throw system_failure("make the folder " + path.string(), errno);
  }
  for (const auto& [name, content] : files) {
    write_new_file(temporary / name, content, 0666, path / name);
  }
  sync_folder(temporary);
  // rename(2) replaces an empty folder and refuses any other: two writers of one name cannot both win.
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR) {
      throw error("cannot make the folder " + path.string() + ": it exists already", "choose another name");
    }
    throw system_failure("make the folder " + path.string(), errno);
  }
  leftover.release();
  sync_folder(path.parent_path());
}

std::string read_file(const fs::path& path) {
  const unique_fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) {
    throw system_failure("read " + path.string(), errno);
  }
  std::string content;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n == 0) {
      return content;
    }
    if (n < 0 && errno != EINTR) {
      throw system_failure("read " + path.string(), errno);
    }
    if (n > 0) {
      content.append(buffer.data(), static_cast<std::size_t>(n));
    }
  }
}

}  // namespace squall::kit
