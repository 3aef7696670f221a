// A compiled schema, loaded and read.
#pragma once

#include <filesystem>
#include <string>

namespace squall::kit {

/// Loads the shared object in a child process, so that a header whose own code crashes takes nothing with it, and
/// returns what it describes as JSON (see schema_json.hpp). Throws kit::error.
std::string load_schema(const std::filesystem::path& shared_object);

}  // namespace squall::kit
