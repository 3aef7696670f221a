// What can be known to be wrong with a script before it runs.
#include "kit/base/sha256.hpp"
#include "kit/base/text.hpp"
#include "kit/migrations/script_runner.hpp"

namespace squall::kit::detail {
namespace {

std::string place(const std::filesystem::path& file, const script_statement& statement) {
  return file.string() + ":" + std::to_string(statement.line);
}

void check_statement(const checked_statement& statement, bool transactional, const std::filesystem::path& file) {
  const statement_traits& traits = statement.traits;
  if (!traits.transaction_command.empty()) {
    throw error(place(file, statement.text) + ": a migration may not contain " + traits.transaction_command +
                    ": Squall runs it in transactions of its own, together with its record",
                "delete the statement; to commit in between, put the comment `-- squall: step 2` there instead");
  }
  if (traits.copies_with_client) {
    throw error(place(file, statement.text) + ": COPY from or to the client cannot run in a migration",
                "write the rows as INSERT statements, or load them after the migration");
  }
  if (transactional && !traits.outside_only.empty()) {
    throw error(place(file, statement.text) + ": " + traits.outside_only +
                    " cannot run in a transaction: " + one_line(statement.text.sql),
                "put the comment `-- squall: step 2, outside a transaction` on a line before it, and "
                "`-- squall: step 3` before what follows");
  }
  if (traits.creates_index && traits.creates_index->name.empty()) {
    throw error(place(file, statement.text) + ": this index has no name: " + one_line(statement.text.sql),
                "name it, so that a run that breaks off can find out whether the index was built");
  }
}

batched_statement check_batched(const script_unit& unit, const std::filesystem::path& file) {
  if (unit.statements.size() != 1) {
    throw error(
        place(file, unit.statements.at(1).text) + ": a step in batches has one statement, and this is the second",
        "put the comment `-- squall: step 3` on a line before it");
  }
  const script_statement& only = unit.statements.front().text;
  auto read = read_batched(only.sql);
  if (!read.refusal.empty()) {
    throw error(place(file, only) + ": " + read.refusal + ": " + one_line(only.sql),
                "take `, in batches` away from its step comment, or rewrite the statement");
  }
  return read;
}

}  // namespace

checked_script check_script(const std::string& migration, const std::string& sql, const std::filesystem::path& file) {
  checked_script script{migration, file, {}};
  for (const script_step& step : parse_script(sql, file)) {
    script_unit unit{{}, step.transactional, {}};
    for (const script_statement& statement : step.statements) {
      unit.statements.push_back({statement, traits_of(statement.sql)});
      check_statement(unit.statements.back(), step.transactional, file);
      if (!step.transactional) {
        script.units.push_back(std::move(unit));
        unit = {{}, false, {}};
      }
    }
    if (step.in_batches) {
      unit.batched = check_batched(unit, file);
    }
    if (step.transactional) {
      script.units.push_back(std::move(unit));
    }
  }
  if (script.units.empty()) {
    script.units.emplace_back();
  }
  return script;
}

std::string units_checksum(const checked_script& script, std::size_t done, const std::string& batch_key) {
  const std::size_t count = done + (batch_key.empty() ? 0 : 1);
  if (count == 0) {
    return {};
  }
  sha256 digest;
  for (std::size_t i = 0; i < count && i < script.units.size(); ++i) {
    for (const checked_statement& statement : script.units[i].statements) {
      digest.add(statement.text.sql).add({"\0", 1});
    }
    digest.add(script.units[i].batched ? "\3" : script.units[i].transactional ? "\1" : "\2");
  }
  return digest.hex();
}

bool edited_since(const checked_script& script, const applied_migration& record) {
  const auto done = static_cast<std::size_t>(record.steps_done);
  return done > script.units.size() || units_checksum(script, done, record.batch_key) != record.steps_checksum;
}

error steps_were_edited(const std::filesystem::path& file, const applied_migration& record) {
  const auto begun = static_cast<std::size_t>(record.steps_done) + (record.batch_key.empty() ? 0 : 1);
  return error{file.string() + ": the first " + count_of(begun, "step") + " ran here already, and were edited since",
               "take these steps back as they were; only the steps after them may change"};
}

bool is_finished(const checked_script& script, const script_progress& progress) {
  return static_cast<std::size_t>(progress.done) == script.units.size();
}

void note_progress(applied_migration& record, const checked_script& script, const script_progress& progress) {
  record.steps_done = progress.done;
  record.batch_key = progress.batch_key;
  record.steps_checksum = units_checksum(script, static_cast<std::size_t>(progress.done), progress.batch_key);
  record.duration_ms = progress.duration_ms;
}

}  // namespace squall::kit::detail
