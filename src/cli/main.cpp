// The squall tool: parses the command line, runs one command, says what happened.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <string_view>

#include "command.hpp"
#include "errors.hpp"
#include "interrupt.hpp"
#include "kit/base/text.hpp"

namespace {

using namespace squall;
using cli::context;

void add_globals(CLI::App& app, context& ctx, std::string& color) {
  app.add_option("-C", ctx.globals.directory, "Work in this folder")->type_name("DIR");
  app.add_option("--config", ctx.globals.config_file, "Configuration file (default: squall.toml)")->type_name("FILE");
  app.add_option("--env", ctx.globals.environment, "Environment: [env.NAME] of the configuration")->type_name("NAME");
  app.add_option("--color", color, "Colours: auto, always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--json", ctx.globals.as_json, "Print the result as one JSON object");
  app.set_version_flag("--version", std::string("squall ") + SQUALL_VERSION);
}

cli::color_mode color_of(std::string_view text) {
  return text == "always"  ? cli::color_mode::always
         : text == "never" ? cli::color_mode::never
                           : cli::color_mode::automatic;
}

/// The innermost command that was named.
const CLI::App& named_command(const CLI::App& app) {
  const auto inner = app.get_subcommands();
  return inner.empty() ? app : named_command(*inner.front());
}

/// What the user most likely meant by a word that fits nothing.
std::string hint_for(const CLI::App& app, const std::vector<std::string>& unknown) {
  const CLI::App& command = named_command(app);
  std::vector<std::string> known;
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    known.push_back(sub->get_name());
  }
  for (const CLI::App* level : {&command, &app}) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        known.push_back("--" + name);
      }
    }
  }
  const auto near = unknown.empty() ? std::nullopt : kit::nearest_name(unknown.front(), known);
  const std::string where = &command == &app ? "squall" : "squall " + command.get_name();
  return near ? fmt::format("did you mean `{}`? `{} --help` lists what there is", *near, where)
              : fmt::format("`{} --help` lists what there is", where);
}

int usage_of(const CLI::App& app, const context& ctx, const CLI::ParseError& problem) {
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) {
    const bool option = unknown.front().front() == '-';
    return cli::report_usage(ctx,
                             fmt::format("unknown {} `{}`", option ? "option" : "command or argument", unknown.front()),
                             hint_for(app, unknown));
  }
  return cli::report_usage(ctx, problem.what(), hint_for(app, {}));
}

int run(context& ctx) {
  if (!ctx.globals.directory.empty()) {
    std::error_code problem;
    std::filesystem::current_path(ctx.globals.directory, problem);
    if (problem) {
      throw kit::error(fmt::format("-C {}: {}", ctx.globals.directory, problem.message()));
    }
  }
  return static_cast<int>(ctx.action());
}

}  // namespace

int main(int argc, char** argv) {
  context ctx;
  try {
    CLI::App app{"Schema, typed queries and migrations for C++ and PostgreSQL", "squall"};
    std::string color = "auto";
    app.fallthrough();
    app.require_subcommand(1);
    add_globals(app, ctx, color);
    for (const cli::command_adder add : cli::commands()) {
      add(cli::command_line(app), ctx);
    }
    app.footer("Exit codes: 0 done, 1 error, 2 usage, 3 a decision is needed, 4 a check found something.");
    try {
      app.parse(argc, argv);
    } catch (const CLI::Success& wanted) {  // --help and --version
      return app.exit(wanted);
    } catch (const CLI::ParseError& problem) {
      // What stands behind the mistake was not parsed, and may be --json.
      ctx.globals.as_json =
          std::any_of(argv + 1, argv + argc, [](const char* a) { return std::string_view(a) == "--json"; });
      ctx.out.set_color(color_of(color));
      return usage_of(app, ctx, problem);
    }
    ctx.out.set_color(color_of(color));
    cli::watch_interrupts();
    return run(ctx);
  } catch (...) {
    return cli::report_failure(ctx, std::current_exception());
  }
}
