#include <fmt/format.h>

#include "change_options.hpp"
#include "command.hpp"
#include "kit/flows/generate.hpp"
#include "kit/migrations/certificate_json.hpp"
#include "report.hpp"

namespace squall::cli {
namespace {

struct generate_command {
  std::string name;
  change_options answers;
  bool offline = false;
  bool expand_contract = false;
  bool empty = false;
  bool dry_run = false;
  bool no_verify = false;
  bool prove_all = false;
  bool unproven = false;
};

json describe_migration(const kit::migration& m) {
  json files = json::array();
  for (const char* file : {"up.sql", "down.sql", "migration.json"}) {
    files.push_back((m.folder / file).string());
  }
  return {{"id", m.id}, {"parents", m.parents}, {"folder", m.folder.string()}, {"files", std::move(files)}};
}

void show_files(const context& ctx, const kit::migration& m) {
  ctx.out.print(ctx.out.paint(style::bold, m.id));
  for (const char* file : {"up.sql", "down.sql", "migration.json"}) {
    ctx.out.print("  " + context::shown(m.folder / file));
  }
}

kit::exit_code run_empty(context& ctx, const generate_command& options) {
  const kit::migration m = kit::generate_empty(ctx.settings(), options.name);
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "generate"}, {"status", "written"}, {"migration", describe_migration(m)}});
  } else {
    show_files(ctx, m);
    ctx.out.print("next: write up.sql and down.sql, then `squall migrate`");
  }
  return kit::exit_code::done;
}

void show(const context& ctx, const kit::generate_report& report) {
  if (report.changes.empty()) {
    ctx.out.print("nothing to do: schema and migrations agree");
    return;
  }
  show_changes(ctx.out, report.changes);
  show_hazards(ctx.out, report.made->hazards);
  if (report.made->proof) {
    show_proof(ctx.out, *report.made->proof);
  }
  if (report.written) {
    show_files(ctx, *report.made);
    ctx.out.print("next: read up.sql, then `squall migrate`");
  } else {
    ctx.out.write("\n" + report.made->up_sql);
  }
}

json document_of(const kit::generate_report& report) {
  json document{{"command", "generate"},
                {"status", report.changes.empty() ? "nothing_to_do"
                           : report.written       ? "written"
                                                  : "planned"}};
  if (report.made) {
    document["migration"] = describe_migration(*report.made);
    document["hazards"] = json_of(report.made->hazards);
    document["proof"] = report.made->proof ? kit::to_json(*report.made->proof) : json();
  }
  document["changes"] = json_of(report.changes);
  document["statements"] = json_of(report.up);
  document["not_modelled"] = report.not_modelled;
  return document;
}

kit::exit_code run(context& ctx, const generate_command& options) {
  if (options.empty) {
    if (options.name.empty()) {
      throw kit::error("--empty needs --name", "say what the migration will do", kit::exit_code::usage);
    }
    return run_empty(ctx, options);
  }
  refuse_offline_expansion(options.offline, options.expand_contract);
  kit::generate_options how;
  how.name = options.name;
  how.decisions = options.answers.decisions(ctx);
  how.consent = options.answers.consent(ctx);
  how.online = !options.offline;
  how.expand_contract = options.expand_contract;
  how.dry_run = options.dry_run;
  how.verify = !options.no_verify;
  how.prove_all = options.prove_all;
  how.unproven = options.unproven;
  const kit::generate_report report = kit::generate(ctx.settings(), ctx.scratch(), how);
  show_not_modelled(ctx, report.not_modelled);
  if (ctx.globals.as_json) {
    ctx.print_json(document_of(report));
  } else {
    show(ctx, report);
  }
  return kit::exit_code::done;
}

}  // namespace

void add_generate(command_line app, context& ctx) {
  add_command<generate_command>(
      app, ctx,
      {"generate", "Write what changed in the schema as a migration",
       "  squall generate --name add_slug_to_products\n"
       "  squall generate --name rename --rename users.name=users.full_name"},
      [](command_line& command, generate_command& options) {
        command.value("--name", options.name, "What the migration does, for its folder's name (default: its changes)",
                      {"NAME", {}});
        options.answers.declare_decisions(command);
        options.answers.declare_allow(command);
        command.flag("--offline", options.offline,
                     "Plain statements, which may block writers, in place of those that block least");
        command.flag("--expand-contract", options.expand_contract, std::string(expand_contract_help));
        command.flag("--empty", options.empty, "A migration to be written by hand");
        command.flag("--dry-run", options.dry_run, "Show the changes and the SQL, write nothing");
        command.flag("--no-verify", options.no_verify, "Do not try the migration on the scratch server first");
        command.flag("--prove-all", options.prove_all,
                     "Try it on the whole of a large schema, not on what the change can reach");
        command.flag("--unproven", options.unproven, "Write it though it failed there; its file says so");
      },
      run);
}

}  // namespace squall::cli
