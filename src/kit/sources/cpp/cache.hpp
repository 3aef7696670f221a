// Models of schema headers, kept by the content of everything that went into them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/sources/cpp/records.hpp"

namespace squall::kit {

/// One entry a set of headers and settings: the files that were read with their digests, and what came out. An entry
/// is believed only when every file has the content that it had. Damage is a miss, never an error.
class schema_cache {
 public:
  /// `settings` is compile_settings_digest(). An empty directory makes a cache that never knows anything.
  schema_cache(std::filesystem::path directory, std::string settings);

  [[nodiscard]] std::optional<described_schema> find() const;
  void store(const std::vector<std::filesystem::path>& inputs, const described_schema& schema) const;

 private:
  [[nodiscard]] std::filesystem::path file() const;

  std::filesystem::path directory_;
  std::string settings_;
};

}  // namespace squall::kit
