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

}  // namespace

checked_script check_script(const std::string& migration, const std::string& sql, const std::filesystem::path& file) {
  checked_script script{migration, file, {}};
  for (const script_step& step : parse_script(sql, file)) {
    script_unit unit{{}, step.transactional};
    for (const script_statement& statement : step.statements) {
      unit.statements.push_back({statement, traits_of(statement.sql)});
      check_statement(unit.statements.back(), step.transactional, file);
      if (!step.transactional) {
        script.units.push_back(std::move(unit));
        unit = {{}, false};
      }
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

std::string units_checksum(const checked_script& script, std::size_t count) {
  if (count == 0) {
    return {};
  }
  sha256 digest;
  for (std::size_t i = 0; i < count && i < script.units.size(); ++i) {
    for (const checked_statement& statement : script.units[i].statements) {
      digest.add(statement.text.sql).add({"\0", 1});
    }
    digest.add(script.units[i].transactional ? "\1" : "\2");
  }
  return digest.hex();
}

}  // namespace squall::kit::detail
