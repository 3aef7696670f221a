#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/migrations/runner.hpp"

namespace squall::cli {
namespace {

struct status_command {
  bool check = false;
};

struct word {
  std::string_view text;
  style how;
};

word word_of(kit::standing state) {
  switch (state) {
    case kit::standing::applied:
      return {"applied", style::added};
    case kit::standing::pending:
      return {"pending", style::changed};
    case kit::standing::partly_applied:
      return {"partly applied", style::warning};
    case kit::standing::edited:
      return {"edited", style::error};
    case kit::standing::missing:
      return {"missing", style::error};
    case kit::standing::out_of_order:
      break;
  }
  return {"out of order", style::error};
}

/// The same in JSON: one word.
std::string name_of(kit::standing state) {
  std::string text(word_of(state).text);
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

json document_of(const std::vector<kit::migration_status>& all) {
  json list = json::array();
  for (const kit::migration_status& one : all) {
    json entry{{"id", one.id}, {"state", name_of(one.state)}};
    if (one.record) {
      entry["started_at"] = one.record->started_at;
      entry["finished_at"] = one.record->finished_at.empty() ? json() : json(one.record->finished_at);
      entry["applied_by"] = one.record->applied_by;
      entry["duration_ms"] = one.record->duration_ms;
      entry["steps_done"] = one.record->steps_done;
    }
    list.push_back(std::move(entry));
  }
  return list;
}

void show(const context& ctx, const std::vector<kit::migration_status>& all) {
  std::size_t width = 0;
  for (const kit::migration_status& one : all) {
    width = std::max(width, one.id.size());
  }
  for (const kit::migration_status& one : all) {
    const word w = word_of(one.state);
    const std::string when = one.record ? one.record->finished_at : std::string();
    const std::string took =
        one.record && !one.record->finished_at.empty() ? fmt::format("{} ms", one.record->duration_ms) : "";
    std::string line = fmt::format("{:<{}}  {}  {:<29}  {}", printable(one.id), width,
                                   ctx.out.paint(w.how, fmt::format("{:<14}", w.text)), when, took);
    line.erase(line.find_last_not_of(' ') + 1);
    ctx.out.print(line);
  }
  if (all.empty()) {
    ctx.out.print("no migrations");
  }
}

kit::exit_code run(context& ctx, const status_command& options) {
  const std::vector<kit::migration> migrations = kit::read_migrations(ctx.settings().out);
  connection db = ctx.connect();
  const std::vector<kit::migration_status> all = kit::migration_statuses(db, migrations);
  const auto open = std::count_if(all.begin(), all.end(),
                                  [](const kit::migration_status& one) { return one.state != kit::standing::applied; });
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "status"},
                    {"status", open == 0 ? "up_to_date" : "not_up_to_date"},
                    {"not_applied", open},
                    {"migrations", document_of(all)}});
  } else {
    show(ctx, all);
  }
  return options.check && open != 0 ? kit::exit_code::found : kit::exit_code::done;
}

}  // namespace

void add_status(command_line app, context& ctx) {
  add_command<status_command>(
      app, ctx, {"status", "Where each migration stands on the database", "  squall status\n  squall status --check"},
      [](command_line& command, status_command& options) {
        command.flag("--check", options.check, "Exit code 4 unless every migration is applied as it is");
      },
      run);
}

}  // namespace squall::cli
