// Where a managed server keeps its things, and which operating system user runs it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/base/process.hpp"

namespace squall::kit::detail {

/// The paths of one server. `home` is the directory that was asked for, except for root when the server's user cannot
/// get there (a home that only root can enter): then it is a folder of its own under /var/lib/squall, and the directory
/// holds a note with a token that ties the two together.
struct server_layout {
  std::filesystem::path directory;
  std::filesystem::path home;
  std::filesystem::path data;
  std::filesystem::path log;
  std::filesystem::path lock;
  std::filesystem::path socket_folder;
  std::optional<os_user> run_as;  ///< set when this process is root

  [[nodiscard]] bool relocated() const { return home != directory; }
};

/// Pure: looks, but makes nothing.
server_layout find_layout(const std::filesystem::path& directory);

/// Whether there is a whole cluster that belongs to the directory.
bool has_cluster(const server_layout& layout);

/// Makes the folders with the right owners and modes. Throws kit::error.
void prepare_layout(const server_layout& layout);

/// Deletes everything that prepare_layout() and the server made.
void remove_layout(const server_layout& layout);

}  // namespace squall::kit::detail
