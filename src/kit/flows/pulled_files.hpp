// Files that pull wrote: known again by their first line, and told from edited ones by the checksum in it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace squall::kit {

/// `content` behind a first line that says where it comes from: `// Pulled by squall …; checksum …`.
std::string mark_as_pulled(std::string_view comment, std::string_view content);

/// True when pull wrote this text and nobody changed it since.
bool is_untouched(std::string_view text);

/// Makes `folder` hold exactly those files (path below it → content). All of it appears at once, or nothing does: the
/// new folder is made beside the old one, and they change places. Throws kit::error.
void write_tree_atomically(const std::filesystem::path& folder, const std::map<std::string, std::string>& files);

}  // namespace squall::kit
