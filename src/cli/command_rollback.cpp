#include <fmt/format.h>

#include <limits>

#include "command.hpp"
#include "interrupt.hpp"
#include "kit/base/text.hpp"
#include "kit/flows/rollback_loss.hpp"
#include "kit/flows/unfinished.hpp"
#include "prompt.hpp"
#include "report.hpp"
#include "runner_settings.hpp"

namespace squall::cli {
namespace {

struct rollback_command {
  std::size_t steps = 1;
  std::optional<std::string> to;
  bool all = false;
  bool yes = false;
  bool dry_run = false;
};

/// Losing rows needs a yes, from the command line or from somebody who is asked.
void require_yes(context& ctx, const kit::rollback_losses& losses) {
  const bool asked = ctx.can_ask();
  for (const kit::hazard& loss : losses.hazards) {
    ctx.progress(fmt::format("loses data: {}", loss.message));
  }
  for (const std::string& id : losses.unknown) {
    ctx.progress(fmt::format("written by hand, may lose data: {}", id));
  }
  if (asked && confirm(ctx.out, "Roll back?")) {
    return;
  }
  const std::string first = losses.hazards.empty() ? losses.unknown.front() + " was written by hand and may lose data"
                                                   : losses.hazards.front().message;
  throw kit::error(fmt::format("the rollback would lose data: {}", first), "--yes agrees to it",
                   kit::exit_code::decision_needed);
}

/// The way back of a migration whose `migrate` broke off: looked at first, carried out when that was agreed to.
class middle_of_a_migration {
 public:
  middle_of_a_migration(context& ctx, connection& db, const std::vector<kit::migration>& migrations)
      : ctx_(ctx), db_(db), migrations_(migrations) {}

  void take_back(const kit::migration& m, const kit::applied_migration& record, bool dry_run) {
    auto way = kit::plan_unfinished_way_back(db_, migrations_, m, ctx_.database(), ctx_.scratch());
    if (way_ && (id_ != m.id || way_->changes != way.changes)) {
      throw kit::error(fmt::format("the database changed while the way back from {} was looked at", m.id),
                       "run `squall rollback` again");
    }
    ctx_.progress(fmt::format("{}: back from the middle of it, after {}", m.id,
                              kit::count_of(static_cast<std::size_t>(record.steps_done), "step")));
    id_ = m.id;
    way_ = std::move(way);
    if (!dry_run) {
      const kit::migration_settings& settings = ctx_.settings().migrations;
      kit::take_back_unfinished(db_, *way_, m,
                                {settings.lock_timeout,
                                 settings.lock_retries,
                                 [&](const kit::step& s) { ctx_.progress("running " + kit::one_line(s.sql)); },
                                 {}});
    }
  }

  /// The losses of all of `done`: of the unfinished one by its own plan, where what its plan set up is none.
  [[nodiscard]] kit::rollback_losses losses_with(std::vector<std::string> done) const {
    std::erase(done, id_);
    kit::rollback_losses out = kit::losses_of_rollback(migrations_, done);
    if (way_) {
      for (kit::hazard& loss : kit::losses_of(kit::hazards_of(way_->steps))) {
        if (!kit::is_of_a_plan(loss.object)) {
          out.hazards.push_back(std::move(loss));
        }
      }
    }
    return out;
  }

  [[nodiscard]] std::vector<kit::step> steps() const { return way_ ? way_->steps.steps : std::vector<kit::step>(); }

 private:
  context& ctx_;
  connection& db_;
  const std::vector<kit::migration>& migrations_;
  std::string id_;
  std::optional<kit::unfinished_way_back> way_;
};

std::size_t steps_of(const rollback_command& options) {
  return options.all ? std::numeric_limits<std::size_t>::max() : options.steps;
}

kit::exit_code run(context& ctx, const rollback_command& options) {
  const std::vector<kit::migration> migrations = kit::read_migrations(ctx.settings().out);
  kit::runner_options how = runner_options_of(ctx);
  how.target = options.to;
  how.dry_run = true;
  const auto progress = how.progress;
  if (!options.dry_run) {
    how.progress = {};  // the first round only looks at what the second would do
  }

  connection db = ctx.connect();
  const cancel_on_interrupt guard(db);
  middle_of_a_migration middle(ctx, db, migrations);
  how.take_back_unfinished = [&](const kit::migration& m, const kit::applied_migration& record) {
    middle.take_back(m, record, how.dry_run);
  };
  kit::run_report report = kit::rollback(db, migrations, steps_of(options), how);
  const kit::rollback_losses losses = middle.losses_with(report.done);
  if (!options.dry_run && !report.done.empty()) {
    if (!options.yes && !losses.none()) {
      require_yes(ctx, losses);
    }
    how.dry_run = false;
    how.progress = progress;
    report = kit::rollback(db, migrations, steps_of(options), how);
  }
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "rollback"},
                    {"status", report.done.empty() ? "nothing_to_do"
                               : options.dry_run   ? "planned"
                                                   : "rolled_back"},
                    {"migrations", report.done},
                    {"losses", json_of(losses.hazards)},
                    {"waited", report.waited},
                    {"duration_ms", report.duration_ms}});
    return kit::exit_code::done;
  }
  if (report.done.empty()) {
    ctx.out.print("nothing to do: no migration is applied");
  }
  for (const std::string& id : report.done) {
    ctx.out.print(
        fmt::format("{} {}", ctx.out.paint(style::removed, options.dry_run ? "would take back" : "taken back"), id));
  }
  if (options.dry_run) {
    for (const kit::step& s : middle.steps()) {
      ctx.out.print(ctx.out.paint(style::dim, "  " + printable(s.sql) + ";"));
    }
    show_hazards(ctx.out, losses.hazards);
  }
  return kit::exit_code::done;
}

}  // namespace

void add_rollback(command_line app, context& ctx) {
  add_command<rollback_command>(
      app, ctx,
      {"rollback", "Take back applied migrations, newest first",
       "  squall rollback\n  squall rollback --to 20261122093000_init --yes"},
      [](command_line& command, rollback_command& options) {
        command.count("--steps", options.steps, "How many (default: 1)");
        command.value("--to", options.to, "All that came after this migration, which stays", {"ID", {}});
        command.flag("--all", options.all, "All of them");
        command.exclusive({"--steps", "--to", "--all"});
        command.flag("--yes", options.yes, "Agree to the loss of data");
        command.flag("--dry-run", options.dry_run, "Say what would be taken back and lost, change nothing");
      },
      run);
}

}  // namespace squall::cli
