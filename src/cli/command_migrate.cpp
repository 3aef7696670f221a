#include <fmt/format.h>

#include "command.hpp"
#include "interrupt.hpp"
#include "kit/base/text.hpp"
#include "runner_settings.hpp"

namespace squall::cli {
namespace {

struct migrate_command {
  std::optional<std::string> to;
  bool dry_run = false;
  bool accept_edited = false;
  bool allow_out_of_order = false;
  bool accept_missing = false;
};

void show(const context& ctx, const kit::run_report& report, bool dry_run) {
  if (report.done.empty()) {
    ctx.out.print("nothing to do: every migration is applied");
    return;
  }
  for (const std::string& id : report.done) {
    ctx.out.print(fmt::format("{} {}", ctx.out.paint(style::added, dry_run ? "would apply" : "applied"), id));
  }
  if (!dry_run) {
    ctx.out.print(ctx.out.paint(
        style::dim, fmt::format("{} in {} ms", kit::count_of(report.done.size(), "migration"), report.duration_ms)));
  }
}

kit::exit_code run(context& ctx, const migrate_command& options) {
  const std::vector<kit::migration> migrations = kit::read_migrations(ctx.settings().out);
  kit::runner_options how = runner_options_of(ctx);
  how.target = options.to;
  how.dry_run = options.dry_run;
  how.accept_edited = options.accept_edited;
  how.allow_out_of_order = options.allow_out_of_order;
  how.accept_missing = options.accept_missing;

  connection db = ctx.connect();
  const cancel_on_interrupt guard(db);
  const kit::run_report report = kit::migrate(db, migrations, how);
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "migrate"},
                    {"status", report.done.empty() ? "nothing_to_do"
                               : options.dry_run   ? "planned"
                                                   : "applied"},
                    {"migrations", report.done},
                    {"waited", report.waited},
                    {"duration_ms", report.duration_ms}});
  } else {
    show(ctx, report, options.dry_run);
  }
  return kit::exit_code::done;
}

}  // namespace

void add_migrate(command_line app, context& ctx) {
  add_command<migrate_command>(
      app, ctx,
      {"migrate", "Apply the migrations that are pending",
       "  squall migrate\n  squall --env staging migrate --to 20261122093000_add_slug"},
      [](command_line& command, migrate_command& options) {
        command.value("--to", options.to, "Stop after this migration (its id, the start of it, or its name)",
                      {"ID", {}});
        command.flag("--dry-run", options.dry_run, "Say what would be applied, apply nothing");
        command.flag("--accept-edited", options.accept_edited,
                     "Take files that were edited after they were applied as they are now");
        command.flag("--allow-out-of-order", options.allow_out_of_order,
                     "Apply migrations that are older than the last applied one");
        command.flag("--accept-missing", options.accept_missing, "Go on though applied migrations have no folder");
      },
      run);
}

}  // namespace squall::cli
