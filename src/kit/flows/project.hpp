// What a project's configuration stands for: its servers, its database, its schema.
#pragma once

#include <optional>
#include <string>

#include "kit/config/config.hpp"
#include "kit/model/model.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

/// The database of a project on its embedded server.
inline constexpr std::string_view embedded_database = "app";

/// The embedded server of the project: `.squall/postgres` beside squall.toml.
server_options embedded_server_options(const config& c);

/// The URL of `t`. Starts the embedded server when it is the target, and makes its database.
std::string open_target(const config& c, const target& t);

/// Whether the project's schema is written in SQL (`.sql` files or folders). Throws kit::error when both kinds are
/// mixed.
bool schema_is_sql(const config& c);

/// Who wrote the expressions of a model.
enum class spelling : std::uint8_t {
  author,     ///< a person, in a header or a migration
  canonical,  ///< PostgreSQL's own deparse
  unknown,    ///< a file that could hold either
  none,       ///< it has none
};

/// A model and who spelt it.
struct read_model {
  source_result read;
  spelling spelt = spelling::author;
  /// What the author declared, in his words, when `read` is what the server made of it.
  std::optional<database> author = {};
  /// A database in use, whose cluster has more roles than its own.
  bool live = false;
};

/// Reads the project's schema. Starts a server only for SQL (`scratch`).
read_model read_schema(const config& c, managed_server& scratch);

/// What C++ headers declare, whole: a model that is plain tables is as the author wrote it; with SQL of the author's in
/// it, or objects whose order only the server knows, it passes through the scratch server.
read_model read_headers_whole(const config& c, const std::vector<std::filesystem::path>& headers,
                              managed_server& scratch);

/// Reads C++ headers with the project's compile settings.
source_result read_headers(const config& c, const std::vector<std::filesystem::path>& headers);

/// Runs SQL files (a folder: all `.sql` files under it, by path) on a scratch database and reads it back.
/// Throws kit::error with file, line and the server's message for a statement that fails.
source_result read_sql(const std::vector<std::filesystem::path>& files, managed_server& scratch);

}  // namespace squall::kit
