// How a command is declared. Each stands in a file of its own and is listed in commands().
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>

#include "context.hpp"
#include "kit/base/error.hpp"

namespace squall::cli {

struct command_text {
  std::string name;
  std::string summary;
  std::string example;  ///< lines of a shell
};

/// Adds a command whose options live as long as the parser; `run` is called after parsing.
template <class Options, class Declare>
CLI::App* add_command(CLI::App& parent, context& ctx, const command_text& text, Declare declare,
                      kit::exit_code (*run)(context&, const Options&)) {
  auto options = std::make_shared<Options>();
  CLI::App* command = parent.add_subcommand(text.name, text.summary);
  command->footer("Example:\n" + text.example +
                  "\n\nOptions of every command (before or after it): --json, -C DIR, --config FILE, --env NAME,\n"
                  "--color WHEN; see squall --help. With --json the result is one JSON object on stdout.");
  declare(*command, *options);
  command->callback([&ctx, options, run] { ctx.action = [&ctx, options, run] { return run(ctx, *options); }; });
  return command;
}

using command_adder = void (*)(CLI::App&, context&);

void add_init(CLI::App& app, context& ctx);
void add_generate(CLI::App& app, context& ctx);
void add_migrate(CLI::App& app, context& ctx);
void add_rollback(CLI::App& app, context& ctx);
void add_status(CLI::App& app, context& ctx);
void add_push(CLI::App& app, context& ctx);
void add_pull(CLI::App& app, context& ctx);
void add_diff(CLI::App& app, context& ctx);
void add_export(CLI::App& app, context& ctx);
void add_db(CLI::App& app, context& ctx);

/// Every command, in the order of --help. A new one is added above and here.
std::span<const command_adder> commands();

}  // namespace squall::cli
