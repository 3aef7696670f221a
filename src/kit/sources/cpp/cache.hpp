// What came of schema headers, kept by the content of everything that went into it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/sources/cpp/records.hpp"

namespace squall::kit {

struct cached_content {
  std::vector<std::filesystem::path> inputs;  ///< every file that was read
  std::string body;
};

/// A file with what came of some inputs, and their digests. It is believed only when every input has the content that
/// it had. Damage is a miss, never an error.
class content_cache {
 public:
  /// An empty path makes a cache that never knows anything. `format` names the body's form and its version.
  content_cache(std::filesystem::path file, std::string_view format);

  [[nodiscard]] std::optional<cached_content> find() const;
  void store(const cached_content& content) const;

 private:
  std::filesystem::path file_;
  std::string format_;
};

/// The model of a set of headers and settings. `settings` is compile_settings_digest(). An empty directory makes a
/// cache that never knows anything.
class schema_cache {
 public:
  schema_cache(const std::filesystem::path& directory, const std::string& settings);

  [[nodiscard]] std::optional<described_schema> find() const;
  void store(const std::vector<std::filesystem::path>& inputs, const described_schema& schema) const;

 private:
  content_cache content_;
};

}  // namespace squall::kit
