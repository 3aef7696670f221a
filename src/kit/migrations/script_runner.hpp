// One script (up.sql or down.sql of one migration) on the database, step by step.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kit/migrations/batched_statement.hpp"
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
  std::optional<batched_statement> batched;  ///< its one statement, when it runs in batches
};

struct checked_script {
  std::string migration;
  std::filesystem::path file;
  std::vector<script_unit> units;  ///< at least one, which may have no statements
};

/// Parses and checks a script without running anything. Throws kit::error with file and line for BEGIN and COMMIT, for
/// COPY through the client, and for statements that cannot run in a transaction or in batches but stand there.
checked_script check_script(const std::string& migration, const std::string& sql, const std::filesystem::path& file);

/// SHA-256 of the statements of the units that may not be edited any more: the done ones, and one that is under way.
std::string units_checksum(const checked_script& script, std::size_t done, const std::string& batch_key);

/// True when steps that ran are not what the record has seen.
bool edited_since(const checked_script& script, const applied_migration& record);
error steps_were_edited(const std::filesystem::path& file, const applied_migration& record);

/// What the history is told.
struct script_progress {
  int done = 0;           ///< units that are finished
  std::string batch_key;  ///< how far the next one is, when it runs in batches
  std::int64_t duration_ms = 0;
};

bool is_finished(const checked_script& script, const script_progress& progress);
void note_progress(applied_migration& record, const checked_script& script, const script_progress& progress);

/// Writes the history. Runs inside a transaction.
using progress_writer = std::function<void(const script_progress& progress)>;

struct script_run {
  connection& db;
  const session_settings& settings;
  const runner_options& options;
  std::size_t first_unit = 0;  ///< where a run that broke off resumes
  std::string batch_key;       ///< and how far that unit is
  bool resumed = false;
  progress_writer record;
  /// Undoes the record of a first unit that failed outside a transaction. Runs inside a transaction.
  std::function<void()> forget;
};

/// Runs the units from `first_unit` on. Throws migration_failed, or connection_error.
void run_script(const checked_script& script, const script_run& run);

}  // namespace squall::kit::detail
