#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "kit/base/text.hpp"
#include "kit/flows/query_check.hpp"

namespace squall::cli {
namespace {

struct check_command {
  std::vector<std::string> queries;
  std::size_t large = 10'000;
};

std::string_view name_of(kit::query_problem kind) {
  switch (kind) {
    case kit::query_problem::refused:
      return "refused";
    case kit::query_problem::type_differs:
      return "type_differs";
    case kit::query_problem::scans_table:
      break;
  }
  return "scans_table";
}

void show(const context& ctx, const kit::query_finding& f) {
  const style how = f.kind == kit::query_problem::scans_table ? style::warning : style::error;
  std::string word(name_of(f.kind));
  std::replace(word.begin(), word.end(), '_', ' ');
  ctx.out.print(ctx.out.paint(how, word) + ": " + printable(f.message));
  ctx.out.print("  " + printable(kit::one_line(f.sql, 300)));
}

kit::exit_code run(context& ctx, const check_command& options) {
  if (options.queries.empty())
    throw kit::error("nothing to check", "squall check --queries PROGRAM", kit::exit_code::usage);
  std::vector<kit::program_statement> statements;
  for (const std::string& file : options.queries) {
    auto found = kit::statements_in(file);
    if (found.empty())
      throw kit::error("there are no statements in " + file,
                       "--queries takes a program that uses Squall: an executable, a library or an object file");
    statements.insert(statements.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  connection db = ctx.connect();
  const std::vector<kit::query_finding> findings = kit::check_statements(db, statements, options.large);
  const bool clean = findings.empty();
  if (ctx.globals.as_json) {
    json list = json::array();
    for (const kit::query_finding& f : findings)
      list.push_back({{"kind", name_of(f.kind)}, {"message", f.message}, {"sql", f.sql}});
    ctx.print_json({{"command", "check"},
                    {"status", clean ? "clean" : "found"},
                    {"statements", statements.size()},
                    {"findings", std::move(list)}});
  } else {
    for (const kit::query_finding& f : findings) show(ctx, f);
    ctx.out.print(fmt::format("{} checked, {}", kit::count_of(statements.size(), "statement"),
                              kit::count_of(findings.size(), "finding")));
  }
  return clean ? kit::exit_code::done : kit::exit_code::found;
}

}  // namespace

void add_check(command_line app, context& ctx) {
  add_command<check_command>(
      app, ctx,
      {"check", "Check the statements of a program against the database", "  squall check --queries build/app"},
      [](command_line& command, check_command& options) {
        command.repeatable("--queries", options.queries,
                           "A program: prepares each of its statements and looks at their plans", {"FILE", {}});
        command.count("--large", options.large, "From how many rows on a table needs an index (10000)");
      },
      run);
}

}  // namespace squall::cli
