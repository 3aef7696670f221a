// Schema headers to a shared object.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kit/sources/cpp/cpp_source.hpp"

namespace squall::kit {

struct compiled_schema {
  std::filesystem::path shared_object;
  /// Every file that the compiler read, the headers themselves among them.
  std::vector<std::filesystem::path> inputs;
};

/// Compiles each header as a translation unit of its own (g++ is quadratic in the names of one namespace) and links
/// them. Everything is written under `work`. Throws kit::error with the compiler's own first lines.
compiled_schema compile_schema(const cpp_source_options& options, const std::filesystem::path& work);

/// Everything but the headers' content that the result depends on: program, flags, paths.
std::string compile_settings_digest(const cpp_source_options& options);

}  // namespace squall::kit
