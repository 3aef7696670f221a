// Folders for test programs: servers, projects, files.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace squall::test {

/// In memory where there is room for a few clusters: databases come and go by the thousand, and ext4 gives an inode
/// that was freed a moment ago to nobody (recently_deleted() in its ialloc.c), which costs more than what tests ask of
/// a server.
inline std::string temporary_folder_root() {
  constexpr std::uintmax_t enough = std::uintmax_t{4} << 30U;
  std::error_code failure;
  const auto memory = std::filesystem::space("/dev/shm", failure);
  return !failure && memory.available >= enough && ::access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

/// A new folder, whose path is short: that of a unix socket has a hundred characters. A server that root starts runs as
/// somebody else, who has to get in.
inline std::filesystem::path make_temporary_folder(std::string_view name = "test") {
  std::string folder = temporary_folder_root() + "/squall-" + std::string(name) + "-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), "mkdtemp");
  if (::geteuid() == 0)
    ::chmod(folder.c_str(), 0755);
  return folder;
}

/// One that is gone with the object.
class temporary_folder {
 public:
  explicit temporary_folder(std::string_view name = "test") : path_(make_temporary_folder(name)) {}
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace squall::test
