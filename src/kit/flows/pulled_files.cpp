#include "kit/flows/pulled_files.hpp"

#include <fcntl.h>
#include <stdio.h>  // renameat2, RENAME_EXCHANGE
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <random>

#include "kit/base/sha256.hpp"
#include "kit/base/system_error.hpp"
#include "kit/base/unique_fd.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = " Pulled by squall; checksum ";

fs::path sibling_of(const fs::path& folder) {
  std::random_device random;
  std::array<char, 24> suffix{};
  std::snprintf(suffix.data(), suffix.size(), ".tmp-%08x%08x", random(), random());
  return folder.parent_path() / ("." + folder.filename().string().substr(0, 200) + suffix.data());
}

/// Deletes the folder unless released.
class cleanup {
 public:
  explicit cleanup(fs::path path) : path_(std::move(path)) {}
  ~cleanup() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  cleanup(const cleanup&) = delete;
  cleanup& operator=(const cleanup&) = delete;

 private:
  fs::path path_;
};

void write_plainly(const fs::path& path, std::string_view content, const fs::path& shown) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) {
    throw system_failure("write " + shown.string(), errno);
  }
}

}  // namespace

std::string mark_as_pulled(std::string_view comment, std::string_view content) {
  std::string text(comment);
  text += mark;
  text += sha256_hex(content).substr(0, 16);
  text += '\n';
  return text.append(content);
}

bool is_untouched(std::string_view text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) {
    return false;
  }
  const auto at = text.substr(0, end).find(mark);
  return at != std::string_view::npos &&
         text.substr(0, end).substr(at + mark.size()) == sha256_hex(text.substr(end + 1)).substr(0, 16);
}

void write_tree_atomically(const fs::path& folder, const std::map<std::string, std::string>& files) {
  const fs::path target = fs::absolute(folder).lexically_normal();
  const fs::path made = sibling_of(target);
  const cleanup leftover{made};
  std::error_code failure;
  fs::create_directories(made, failure);
  if (failure) {
    throw system_failure("make the folder " + made.string(), failure.value());
  }
  for (const auto& [name, content] : files) {
    fs::create_directories((made / name).parent_path(), failure);
    write_plainly(made / name, content, folder / name);
  }
  // One flush for all: thousands of files would take as many.
  if (const unique_fd root{::open(made.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)}; root) {
    ::syncfs(root.get());
  }
  if (!fs::exists(target)) {
    fs::rename(made, target, failure);
  } else if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
    throw system_failure("write " + folder.string(), errno);
  }
  if (failure) {
    throw system_failure("write " + folder.string(), failure.value());
  }
}

}  // namespace squall::kit
