#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "kit/base/error.hpp"
#include "kit/base/text.hpp"
#include "kit/config/config.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

bool is_glob(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

std::vector<fs::path> expand(const fs::path& pattern) {
  glob_t found{};
  const std::unique_ptr<glob_t, decltype(&globfree)> guard(&found, &globfree);
  std::vector<fs::path> files;
  if (glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);  // sorted by glob(3)
  }
  return files;
}

std::vector<fs::path> files_of(const config& c, const std::string& written) {
  const fs::path path = (c.root / written).lexically_normal();
  std::error_code ignored;
  // A file whose name has brackets is a file, not a pattern.
  if (fs::exists(path, ignored) || !is_glob(written)) {
    if (!fs::exists(path, ignored)) {
      throw error(fmt::format("{}: `schema` names {}, which does not exist", c.file.string(), path.string()),
                  "`squall init` writes a first schema, or correct the path in squall.toml");
    }
    return {path};
  }
  std::vector<fs::path> files = expand(path);
  if (files.empty()) {
    throw error(fmt::format("{}: no file fits `schema` pattern \"{}\"", c.file.string(), written));
  }
  return files;
}

}  // namespace

std::vector<fs::path> schema_files(const config& c) {
  std::vector<fs::path> result;
  for (const std::string& written : c.schema) {
    for (fs::path& file : files_of(c, written)) {
      if (std::find(result.begin(), result.end(), file) == result.end()) {
        result.push_back(std::move(file));
      }
    }
  }
  return result;
}

const environment& find_environment(const config& c, const std::optional<std::string>& name) {
  if (!name) {
    return c.defaults;
  }
  const auto it = c.environments.find(*name);
  if (it != c.environments.end()) {
    return it->second;
  }
  std::vector<std::string> names;
  for (const auto& [known, ignored] : c.environments) {
    names.push_back(known);
  }
  const auto near = nearest_name(*name, names);
  throw error(fmt::format("{} has no environment `{}`{}", c.file.string(), *name,
                          near ? fmt::format(", did you mean `{}`?", *near) : ""),
              names.empty() ? fmt::format("add [env.{}] with a url", *name)
                            : fmt::format("environments: {}", fmt::join(names, ", ")),
              exit_code::usage);
}

target resolve_target(const config& c, const std::optional<std::string>& name) {
  const environment& env = find_environment(c, name);
  target result{env.name, false, {}, env.is_protected, env.exclude_schemas};
  const std::string written = env.url.value_or("");
  std::string variable;
  if (written.rfind("env:", 0) == 0) {
    variable = written.substr(4);
    // The environment is read once, before any thread could change it.
    const char* value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe)
    result.url = value == nullptr ? "" : value;
  } else {
    result.url = written;
  }
  if (!result.url.empty()) {
    return result;
  }
  if (!env.name.empty()) {
    throw error(variable.empty() ? fmt::format("{}: [env.{}] has no url", c.file.string(), env.name)
                                 : fmt::format("the environment variable {} is not set", variable),
                fmt::format("environment `{}` takes its database from it", env.name));
  }
  result.embedded = true;
  return result;
}

}  // namespace squall::kit
