// migration.json, format 1 (docs/migration-format.md).
#pragma once

#include <string>

#include "kit/migrations/migration.hpp"

namespace squall::kit::detail {

/// Everything but the scripts.
std::string migration_json_text(const migration& m);

/// Fills id, parents, changes and hazards. Strict. Throws kit::error that starts with `file`.
migration parse_migration_json(const std::string& text, const std::filesystem::path& file);

}  // namespace squall::kit::detail
