#include <fmt/format.h>

#include "change_options.hpp"
#include "command.hpp"
#include "kit/emit/script.hpp"
#include "kit/flows/author_text.hpp"
#include "kit/flows/sources.hpp"
#include "report.hpp"
#include "source_options.hpp"

namespace squall::cli {
namespace {

struct diff_command {
  std::string from = "migrations";
  std::string to = "schema";
  change_options answers;
  bool summary = false;
  bool check = false;
  bool offline = false;
  bool expand_contract = false;
};

kit::exit_code run(context& ctx, const diff_command& options) {
  refuse_offline_expansion(options.offline, options.expand_contract);
  const kit::source_name from = kit::parse_source(options.from);
  const kit::source_name to = kit::parse_source(options.to);
  const kit::source_context sources = source_context_of(ctx);
  const kit::read_model before = kit::read_source(from, sources);
  const kit::read_model after = kit::read_source(to, sources);
  show_not_modelled(ctx, before.read.not_modelled);
  show_not_modelled(ctx, after.read.not_modelled);

  const kit::comparable_models models = kit::make_comparable(before, after, ctx.scratch());
  const std::vector<kit::change> changes =
      kit::in_own_words(kit::settle_decisions(models.before, models.after, after.read.intended.renamed_from,
                                              options.answers.decisions(ctx))
                            .changes,
                        models);
  const kit::plan p =
      kit::make_plan(models.before, changes, {!options.offline, options.expand_contract, after.read.intended});
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "diff"},
                    {"status", changes.empty() ? "equal" : "different"},
                    {"changes", json_of(changes)},
                    {"hazards", json_of(kit::hazards_of(p))},
                    {"statements", json_of(p)}});
  } else if (options.summary) {
    show_changes(ctx.out, changes);
    show_hazards(ctx.out, kit::hazards_of(p));
    if (changes.empty()) {
      ctx.out.print("no difference");
    }
  } else if (!changes.empty()) {
    ctx.out.write(
        kit::emit_script(p, fmt::format("{} -> {}", redact_conninfo(options.from), redact_conninfo(options.to))));
  }
  return options.check && !changes.empty() ? kit::exit_code::found : kit::exit_code::done;
}

}  // namespace

void add_diff(command_line app, context& ctx) {
  add_command<diff_command>(
      app, ctx,
      {"diff", "The SQL that leads from one source to another, and nothing else, on stdout",
       "  squall diff --from db --to schema\n"
       "  squall diff --from db:env:STAGING_URL --to migrations:migrations --summary"},
      [](command_line& command, diff_command& options) {
        command.value("--from", options.from, std::string("Where from (default: migrations). ") + source_forms,
                      {"SOURCE", {}});
        command.value("--to", options.to, "Where to (default: schema)", {"SOURCE", {}});
        options.answers.declare_decisions(command);
        command.flag("--summary", options.summary, "The changes in words");
        command.flag("--offline", options.offline, "Plain statements, in as few transactions as they can be");
        command.flag("--expand-contract", options.expand_contract, std::string(expand_contract_help));
        command.flag("--check", options.check, "Exit code 4 when they differ");
      },
      run);
}

}  // namespace squall::cli
