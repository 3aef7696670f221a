// pull: a model becomes the project's schema, as a C++ header or as SQL files.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/emit/cpp_header.hpp"
#include "kit/migrations/migration.hpp"
#include "kit/model/model.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct pull_options {
  std::filesystem::path out;  ///< a header; with `sql` a .sql file or a folder
  bool sql = false;
  header_split split = header_split::none;
  std::string space = "db";
  std::string title;   ///< what was read, without a password
  bool force = false;  ///< also over what a person wrote or edited
  bool allow_unmodelled = false;
  /// Content that may be overwritten, too: what `init` wrote.
  std::string replaceable;
};

struct pull_report {
  std::vector<std::filesystem::path> written;
  std::vector<std::string> kept_as_sql;  ///< what has no C++ spelling of its own
  std::size_t objects = 0;
};

/// Writes the schema, whole or not at all. Throws kit::error when something of the source is neither modelled nor kept
/// (`not_modelled`, unless allowed), and when a file is there that was not pulled, or was edited since.
pull_report pull(const source_result& read, const pull_options& options);

/// The model as the first migration, in `folder`, which has none yet. Throws kit::error when it has.
migration write_baseline(const std::filesystem::path& folder, const database& model, const std::string& name);

/// Records `m` as applied on the database it was pulled from. Throws kit::error when the database has a history.
void record_baseline(connection& db, const migration& m);

}  // namespace squall::kit
