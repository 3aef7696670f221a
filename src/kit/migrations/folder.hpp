// The migration folder: read, checked, folded, and added to.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kit/migrations/migration.hpp"

namespace squall::kit {

struct read_options {
  /// Takes a folder without migration.json too, as a hand-written one that is not recorded yet: no changes, its
  /// parent the migration before it by id.
  bool allow_unrecorded = false;
};

/// Reads every migration under `out` (missing folder: none), parents before children, ties by id.
/// Throws kit::error, naming the file, for JSON that does not parse, a parent that is missing, a cycle, a folder
/// without up.sql. Ignores files and hidden entries. A folder without down.sql has no way back.
std::vector<migration> read_migrations(const std::filesystem::path& out, const read_options& options = {});

/// The model that the migrations lead to, from empty_database().
/// Throws kit::error that names the migration whose changes do not fit.
database fold(const std::vector<migration>& migrations);

/// The migrations that are no other's parent.
std::vector<std::string> leaves(const std::vector<migration>& migrations);

/// A new id: UTC time to the second and a slug of `name` (a-z, 0-9, _); later than every id in `existing`.
std::string make_migration_id(std::string_view name, const std::vector<migration>& existing);

/// Finds one migration by its id, a unique prefix of it, or its name (the id without the time).
/// Throws kit::error that lists what it may have meant.
std::string resolve_migration(const std::string& text, const std::vector<std::string>& ids);

/// Writes the folder whole or not at all (a temporary sibling, fsync, rename). Throws kit::error when it cannot.
void write_migration(const std::filesystem::path& out, const migration& m);

}  // namespace squall::kit
