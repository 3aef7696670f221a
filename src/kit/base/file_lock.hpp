// A lock between processes, held while the object lives.
#pragma once

#include <filesystem>
#include <optional>

#include "kit/base/unique_fd.hpp"

namespace squall::kit {

/// An exclusive flock(2) on a file that is made for the purpose. The kernel releases it when the process ends, however
/// it ends. Children do not inherit it across exec.
class file_lock {
 public:
  /// Waits for the lock. Throws kit::error when the file cannot be made.
  explicit file_lock(const std::filesystem::path& path);
  /// The lock, or nothing when somebody else has it.
  static std::optional<file_lock> try_acquire(const std::filesystem::path& path);

 private:
  explicit file_lock(unique_fd held) : file_(std::move(held)) {}
  unique_fd file_;
};

}  // namespace squall::kit
