// squall.toml: what a project says about itself (docs/configuration.md).
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

/// The name of the configuration file in a project's folder.
inline constexpr std::string_view config_file_name = "squall.toml";

/// `[compile]`: how the tool compiles the schema headers.
struct compile_settings {
  std::string compiler = "c++";
  std::vector<std::filesystem::path> include;  ///< absolute
  std::vector<std::string> flags;
  std::string standard = "c++20";
};

/// `[migrations]`: how the runner behaves.
struct migration_settings {
  std::chrono::milliseconds lock_timeout{2000};
  int lock_retries = 10;
  std::chrono::milliseconds wait_for_other{600'000};
  std::chrono::milliseconds batch_time{200};
  std::chrono::milliseconds batch_pause{50};
};

/// The default environment (the top of the file) or one of `[env.NAME]`.
struct environment {
  std::string name;  ///< empty for the default one
  /// As written: a URL, `env:NAME`, or nothing. Read it with resolve_target().
  std::optional<std::string> url;
  bool is_protected = false;
  std::vector<std::string> exclude_schemas;
};

struct config {
  std::filesystem::path file;       ///< absolute
  std::filesystem::path root;       ///< its folder; every relative path of the file stands on it
  std::vector<std::string> schema;  ///< as written, may be globs; schema_files() gives the files
  std::filesystem::path out;        ///< absolute
  std::optional<std::filesystem::path> postgres_bin;
  std::vector<std::string> postgres_settings;  ///< `name=value`, for the servers that Squall starts
  compile_settings compile;
  migration_settings migrations;
  environment defaults;
  std::map<std::string, environment> environments;

  /// Where Squall keeps what it can make again: `.squall` beside the file.
  [[nodiscard]] std::filesystem::path state_directory() const { return root / ".squall"; }
};

/// Reads `file`. Strict: throws kit::error with file and line for text that is no TOML, an unknown key (with the
/// nearest one that exists) and a value of the wrong type; without the file, an error that suggests `squall init`.
config read_config(const std::filesystem::path& file);

/// The same from text; `file` is for messages and for the root of relative paths.
config parse_config(std::string_view text, const std::filesystem::path& file);

/// The files that `schema` names, in its order, globs expanded and sorted, none twice.
/// Throws kit::error when a name has no file.
std::vector<std::filesystem::path> schema_files(const config& c);

/// The environment called `name`, or the default one. Throws kit::error that lists the names when there is none.
const environment& find_environment(const config& c, const std::optional<std::string>& name);

/// The database that an environment means.
struct target {
  std::string environment;  ///< empty for the default one
  bool embedded = false;    ///< Squall's own server under .squall/postgres; `url` is empty then
  std::string url;          ///< with its password: never print it
  bool is_protected = false;
  std::vector<std::string> exclude_schemas;
};

/// Resolves `env:NAME` now. Nothing set means the embedded server, but only in the default environment: an
/// environment with a name never falls back to another database in silence. Throws kit::error that names the variable.
target resolve_target(const config& c, const std::optional<std::string>& name);

}  // namespace squall::kit
