#include <fmt/format.h>

#include "change_options.hpp"
#include "command.hpp"
#include "interrupt.hpp"
#include "kit/base/text.hpp"
#include "kit/flows/push.hpp"
#include "prompt.hpp"
#include "report.hpp"

namespace squall::cli {
namespace {

struct push_command {
  change_options answers;
  bool dry_run = false;
  bool yes = false;
  bool expand_contract = false;
};

void show_plan(const context& ctx, const std::vector<kit::change>& changes, const kit::plan& p) {
  show_changes(ctx.out, changes);
  for (const kit::step& s : p.steps) {
    ctx.out.print(ctx.out.paint(style::dim, "  " + printable(s.sql) + ";"));
  }
  show_hazards(ctx.out, kit::hazards_of(p));
}

std::string_view status_of(const kit::push_report& report) {
  return report.changes.empty() ? "nothing_to_do" : report.executed ? "pushed" : "planned";
}

kit::exit_code run(context& ctx, const push_command& options) {
  if (options.expand_contract) {
    throw kit::error("push does not expand and contract: it changes a development database in one go",
                     "`squall generate --expand-contract` writes a migration, and `squall migrate` runs it in steps",
                     kit::exit_code::usage);
  }
  bool refused = false;
  kit::push_options how;
  how.decisions = options.answers.decisions(ctx);
  how.consent = options.answers.consent(ctx);
  how.dry_run = options.dry_run;
  how.confirm = [&](const std::vector<kit::change>& changes, const kit::plan& p) {
    if (ctx.globals.as_json) {
      return true;
    }
    show_plan(ctx, changes, p);
    refused =
        !options.yes && ctx.can_ask() && kit::losses_of(kit::hazards_of(p)).empty() && !confirm(ctx.out, "Apply?");
    return !refused;
  };
  how.progress = [&](const kit::step& s) { ctx.progress("running " + kit::one_line(s.sql)); };

  connection db = ctx.connect();
  const cancel_on_interrupt guard(db);
  const kit::push_report report = kit::push(db, ctx.settings(), ctx.database(), ctx.scratch(), how);
  show_not_modelled(ctx, report.not_modelled);
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "push"},
                    {"status", status_of(report)},
                    {"changes", json_of(report.changes)},
                    {"hazards", json_of(kit::hazards_of(report.steps))},
                    {"statements", json_of(report.steps)},
                    {"not_modelled", report.not_modelled}});
  } else if (report.changes.empty()) {
    ctx.out.print("nothing to do: the database is what the schema says");
  } else if (options.dry_run) {
    show_plan(ctx, report.changes, report.steps);
  } else if (report.executed) {
    ctx.out.print("done: " + kit::count_of(report.changes.size(), "change"));
  }
  if (refused) {
    throw kit::error("nothing was changed", "", kit::exit_code::decision_needed);
  }
  return kit::exit_code::done;
}

}  // namespace

void add_push(command_line app, context& ctx) {
  add_command<push_command>(
      app, ctx,
      {"push", "Make a development database what the schema says, without a migration",
       "  squall push --dry-run\n  squall push --allow users.nickname"},
      [](command_line& command, push_command& options) {
        options.answers.declare_decisions(command);
        options.answers.declare_allow(command);
        command.flag("--dry-run", options.dry_run, "Show the changes and the SQL, run nothing");
        command.flag("--expand-contract", options.expand_contract, "Refused: only a migration can do that");
        command.flag("--yes", options.yes, "Do not ask before changes that lose no data");
      },
      run);
}

}  // namespace squall::cli
