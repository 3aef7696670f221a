// Files and folders that appear whole or not at all.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace squall::kit {

/// Writes `content` to `path`: a temporary sibling, fsync, rename, fsync of the folder. Whoever reads `path` sees the
/// old content or the new, never a part, also after a power cut. Missing folders above it are made. An existing file
/// keeps its permissions; a symbolic link is followed. Throws kit::error; the temporary file is then gone.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Makes the folder `path` with those files (name → content) whole or not at all, by the same means.
/// Throws kit::error when `path` exists already (unless it is an empty folder) or cannot be written.
void write_folder_atomically(const std::filesystem::path& path, const std::map<std::string, std::string>& files);

/// The whole file. Throws kit::error that names it.
std::string read_file(const std::filesystem::path& path);

}  // namespace squall::kit
