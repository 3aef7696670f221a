// How a command is declared. Each stands in a file of its own and is listed in commands().
#pragma once

#include <memory>
#include <span>
#include <utility>

#include "command_line.hpp"
#include "context.hpp"
#include "kit/base/error.hpp"

namespace squall::cli {

/// Adds a command whose options live as long as the parser; `run` is called after parsing.
template <class Options, class Declare>
void add_command(command_line parent, context& ctx, const command_text& text, Declare declare,
                 kit::exit_code (*run)(context&, const Options&)) {
  auto options = std::make_shared<Options>();
  command_line command =
      parent.add(text, [&ctx, options, run] { ctx.action = [&ctx, options, run] { return run(ctx, *options); }; });
  declare(command, *options);
}

using command_adder = void (*)(command_line, context&);

void add_init(command_line app, context& ctx);
void add_generate(command_line app, context& ctx);
void add_migrate(command_line app, context& ctx);
void add_rollback(command_line app, context& ctx);
void add_status(command_line app, context& ctx);
void add_push(command_line app, context& ctx);
void add_pull(command_line app, context& ctx);
void add_diff(command_line app, context& ctx);
void add_export(command_line app, context& ctx);
void add_verify(command_line app, context& ctx);
void add_check(command_line app, context& ctx);
void add_db(command_line app, context& ctx);

/// Every command, in the order of --help. A new one is added above and here.
std::span<const command_adder> commands();

}  // namespace squall::cli
