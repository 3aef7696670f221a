#include <algorithm>

#include "command.hpp"
#include "kit/flows/verify.hpp"
#include "kit/migrations/certificate_json.hpp"
#include "report.hpp"

namespace squall::cli {
namespace {

struct verify_command {
  std::vector<std::string> migrations;
  bool without_rows = false;
};

kit::exit_code run(context& ctx, const verify_command& options) {
  kit::verify_options how;
  how.only = options.migrations;
  how.rows = !options.without_rows;
  if (!ctx.globals.as_json) {
    how.progress = [&ctx](const kit::verified_migration& v) { show_proof(ctx.out, v.proof, v.id); };
  }
  const auto verified = kit::verify(ctx.settings(), ctx.scratch(), how);
  const bool all = std::all_of(verified.begin(), verified.end(), [](const auto& v) { return v.proof.proven(); });
  if (ctx.globals.as_json) {
    json list = json::array();
    for (const auto& v : verified) {
      list.push_back(kit::to_json(v.proof));
      list.back()["id"] = v.id;
    }
    ctx.print_json({{"command", "verify"}, {"status", all ? "proven" : "not_proven"}, {"migrations", std::move(list)}});
  } else if (verified.empty()) {
    ctx.out.print("nothing to do: there are no migrations");
  }
  return all ? kit::exit_code::done : kit::exit_code::found;
}

}  // namespace

void add_verify(command_line app, context& ctx) {
  add_command<verify_command>(
      app, ctx,
      {"verify", "Prove migrations on the scratch server: up, down, rows, by witnesses that share no code",
       "  squall verify\n  squall verify add_slug_to_products --json"},
      [](command_line& command, verify_command& options) {
        command.arguments("MIGRATION", options.migrations,
                          "Only these (ids, beginnings of ids, or names; default: all)");
        command.flag("--no-rows", options.without_rows, "Without sample rows in the tables");
      },
      run);
}

}  // namespace squall::cli
