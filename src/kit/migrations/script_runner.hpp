// One script (up.sql or down.sql of one migration) on the database, step by step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kit/migrations/runner.hpp"
#include "kit/migrations/session_settings.hpp"
#include "kit/migrations/statement_traits.hpp"

namespace squall::kit::detail {

/// A statement of a script, looked at.
struct checked_statement {
  script_statement text;
  statement_traits traits;
};

/// What is recorded as one: a transaction, or a single statement outside one.
struct script_unit {
  std::vector<checked_statement> statements;
  bool transactional = true;
};

struct checked_script {
  std::string migration;
  std::filesystem::path file;
  std::vector<script_unit> units;  ///< at least one, which may have no statements
};

/// Parses and checks a script without running anything. Throws kit::error with file and line for BEGIN and COMMIT, for
/// COPY through the client, and for statements that cannot run in a transaction but stand in one.
checked_script check_script(const std::string& migration, const std::string& sql, const std::filesystem::path& file);

/// SHA-256 of the first `count` units' statements.
std::string units_checksum(const checked_script& script, std::size_t count);

/// Writes the history after a unit: `done` units of the script are finished. Runs inside a transaction.
using progress_writer = std::function<void(int done, std::int64_t duration_ms)>;

struct script_run {
  connection& db;
  const session_settings& settings;
  const runner_options& options;
  std::size_t first_unit = 0;  ///< where a run that broke off resumes
  bool resumed = false;
  progress_writer record;
  /// Undoes the record of a first unit that failed outside a transaction. Runs inside a transaction.
  std::function<void()> forget;
};

/// Runs the units from `first_unit` on. Throws migration_failed, or connection_error.
void run_script(const checked_script& script, const script_run& run);

}  // namespace squall::kit::detail
