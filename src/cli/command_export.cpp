#include <fmt/format.h>

#include "command.hpp"
#include "kit/base/atomic_file.hpp"
#include "kit/diff/diff.hpp"
#include "kit/emit/diagrams.hpp"
#include "kit/emit/script.hpp"
#include "kit/model/json.hpp"
#include "report.hpp"
#include "source_options.hpp"

namespace squall::cli {
namespace {

struct export_command {
  std::string from = "schema";
  std::string format = "sql";
  std::string out;
};

std::string as_sql(const kit::read_model& source, const std::string& from) {
  const kit::database nothing = kit::empty_database();
  const kit::plan made = kit::make_plan(nothing, kit::changes_between(nothing, source.read.model), {false, {}});
  return kit::emit_script(made, redact_conninfo(from));
}

std::string text_of(const kit::read_model& source, const export_command& options) {
  if (options.format == "sql") {
    return as_sql(source, options.from);
  }
  if (options.format == "dbml") {
    return kit::emit_dbml(source.read.model);
  }
  return options.format == "mermaid" ? kit::emit_mermaid(source.read.model) : kit::to_json_text(source.read.model);
}

kit::exit_code run(context& ctx, const export_command& options) {
  const kit::read_model source = kit::read_source(kit::parse_source(options.from), source_context_of(ctx));
  show_not_modelled(ctx, source.read.not_modelled);
  std::string text = text_of(source, options);
  if (!text.empty() && text.back() != '\n') {
    text += '\n';
  }
  if (!options.out.empty()) {
    kit::write_file_atomically(options.out, text);
  }
  if (ctx.globals.as_json) {
    json document{{"command", "export"},
                  {"status", options.out.empty() ? "printed" : "written"},
                  {"format", options.format},
                  {"objects", source.read.model.objects.size()},
                  {"not_modelled", source.read.not_modelled}};
    if (!options.out.empty()) {
      document["written"] = json::array({options.out});
    } else if (options.format == "json") {
      document["model"] = json::parse(text);
    } else {
      document[options.format] = text;
    }
    ctx.print_json(document);
  } else if (options.out.empty()) {
    ctx.out.write(text);
  } else {
    ctx.out.print(fmt::format("{} {}", ctx.out.paint(style::added, "written"), options.out));
  }
  return kit::exit_code::done;
}

}  // namespace

void add_export(command_line app, context& ctx) {
  add_command<export_command>(
      app, ctx,
      {"export", "A whole source as SQL, as the model's JSON, or as a diagram",
       "  squall export > schema.sql\n  squall export --from db --format json --out model.json"},
      [](command_line& command, export_command& options) {
        command.value("--from", options.from, std::string("What (default: schema). ") + source_forms, {"SOURCE", {}});
        command.value("--format", options.format, "sql, json (the model, with its version), dbml or mermaid (diagrams)",
                      {"FORMAT", {"sql", "json", "dbml", "mermaid"}});
        command.value("--out", options.out, "Write this file; it appears whole or not at all", {"PATH", {}});
      },
      run);
}

}  // namespace squall::cli
