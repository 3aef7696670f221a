// The C++ source: schema headers, compiled and asked for what they declare.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

struct cpp_source_options {
  std::vector<std::filesystem::path> headers;  ///< each is a translation unit of its own
  std::string compiler = "c++";
  std::string standard = "c++20";
  std::vector<std::filesystem::path> include;  ///< for -I, after Squall's own
  std::vector<std::string> flags;
  /// The folder that holds squall/schema.hpp; default_squall_include() knows it.
  std::filesystem::path squall_include;
  /// Where models are kept by the content of all that went into them (`.squall/cache`). Empty: no cache.
  std::filesystem::path cache_directory;
  /// Compilers that may run at once.
  unsigned jobs = 2;
};

/// Compiles the headers into a small shared object, loads it in a child process, and makes a model of the tables that
/// it declares; or takes the model from the cache when no file that went into it has changed.
/// Throws kit::error: a header that is missing or does not compile (with the compiler's own first lines), one that
/// declares nothing (an empty database's says `schema("public")`), one that contradicts itself (two objects of one
/// name, a key to a column that is not there).
source_result read_cpp_headers(const cpp_source_options& options);

/// Squall's headers: beside the installed program (../include), else where the program was built from.
/// Throws kit::error when squall/schema.hpp is in neither place.
std::filesystem::path default_squall_include(const std::filesystem::path& built_from);

}  // namespace squall::kit
