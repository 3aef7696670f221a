#include "kit/sources/cpp/cpp_source.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "kit/base/error.hpp"
#include "kit/sources/cpp/cache.hpp"
#include "kit/sources/cpp/compile.hpp"
#include "kit/sources/cpp/load.hpp"
#include "kit/sources/cpp/schema_json.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

/// A folder for the compiler's output, gone with the object.
class work_folder {
 public:
  work_folder() {
    std::string pattern = (fs::temp_directory_path() / "squall-schema-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw error(fmt::format("no temporary folder under {}", fs::temp_directory_path().string()),
                  "set TMPDIR to a folder that can be written");
    path_ = pattern;
  }
  ~work_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  work_folder(const work_folder&) = delete;
  work_folder& operator=(const work_folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string names_of(const std::vector<fs::path>& headers) {
  std::string names;
  for (const auto& header : headers) names += (names.empty() ? "" : ", ") + header.string();
  return names;
}

source_result checked(described_schema schema, const std::vector<fs::path>& headers) {
  if (!schema.problems.empty()) {
    std::string message = names_of(headers) + ":";
    for (const auto& problem : schema.problems) message += "\n  " + problem;
    throw error(message, "mend the schema header");
  }
  return std::move(schema.result);
}

}  // namespace

source_result read_cpp_headers(const cpp_source_options& given) {
  cpp_source_options options = given;
  if (options.headers.empty())
    throw error("no schema header is given", "set schema in squall.toml");
  for (auto& header : options.headers) {
    std::error_code failure;
    if (!fs::is_regular_file(header, failure))
      throw error(fmt::format("the schema header {} is not there", header.string()),
                  "schema in squall.toml names it; `squall init` makes one");
    header = fs::absolute(header).lexically_normal();
  }

  const schema_cache cache(options.cache_directory, compile_settings_digest(options));
  if (auto known = cache.find())
    return checked(std::move(*known), options.headers);

  const work_folder work;
  const auto compiled = compile_schema(options, work.path());
  auto schema = schema_from_json(load_schema(compiled.shared_object));
  cache.store(compiled.inputs, schema);
  return checked(std::move(schema), options.headers);
}

fs::path default_squall_include(const fs::path& built_from) {
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  const fs::path installed = (program.parent_path() / ".." / "include").lexically_normal();
  for (const fs::path& folder : {installed, built_from})
    if (!folder.empty() && fs::is_regular_file(folder / "squall" / "schema.hpp", failure))
      return folder;
  throw error(fmt::format("Squall's headers are neither in {} nor in {}", installed.string(), built_from.string()),
              "install them beside the tool, or add their folder to include under [compile] in squall.toml");
}

}  // namespace squall::kit
