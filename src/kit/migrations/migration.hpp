// A migration on disk: <folder>/<id>/{up.sql,down.sql,migration.json}.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/migrations/certificate.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {

/// One SQL statement of a script with its place in the file.
struct script_statement {
  std::string sql;
  int line = 1;  ///< 1-based, of the statement's first character
};

/// Statements that succeed or fail together.
struct script_step {
  std::vector<script_statement> statements;
  bool transactional = true;
  bool in_batches = false;  ///< its one statement runs for some rows at a time, a transaction for each
};

/// Splits a script into steps at its step comments (`-- squall: step 2, outside a transaction`, `-- squall: step 3, in
/// batches`), and each step into statements with libpg_query's scanner. A file without step comments is one
/// transactional step. Throws kit::error with file and line when a statement cannot be told apart (an unclosed quote).
std::vector<script_step> parse_script(const std::string& sql, const std::filesystem::path& file_for_errors);

struct migration {
  std::string id;  ///< `20261122093000_add_slug`
  std::vector<std::string> parents;
  std::vector<change> changes;
  std::vector<hazard> hazards;
  std::optional<certificate> proof;  ///< what was seen on the scratch server; nothing when it was not tried
  std::string up_sql;
  std::string down_sql;
  std::filesystem::path folder;  ///< where it was read from; empty when it was not

  /// SHA-256 of up_sql, hex, with CR LF taken as LF: a checkout on another system is no edit.
  [[nodiscard]] std::string checksum() const;
  /// Of its folder, or `<id>/up.sql` when it has none: for errors.
  [[nodiscard]] std::filesystem::path up_file() const;
  [[nodiscard]] std::filesystem::path down_file() const;
};

}  // namespace squall::kit
