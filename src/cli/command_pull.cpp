#include <fmt/format.h>

#include <filesystem>

#include "command.hpp"
#include "kit/base/atomic_file.hpp"
#include "kit/flows/pull.hpp"
#include "report.hpp"
#include "source_options.hpp"
#include "starter.hpp"

namespace squall::cli {
namespace {

namespace fs = std::filesystem;

struct pull_command {
  std::string from = "db";
  std::string out;
  std::string split;
  std::string space = "db";
  std::string baseline_name = "baseline";
  std::vector<std::string> schemas;
  std::vector<std::string> tables;
  bool sql = false;
  bool baseline = false;
  bool force = false;
  bool allow_unmodelled = false;
};

/// Where it goes: --out, else the project's schema when that is one path.
fs::path path_of(context& ctx, const pull_command& options) {
  if (!options.out.empty()) {
    return fs::absolute(options.out).lexically_normal();
  }
  const kit::config* settings = ctx.settings_if_any();
  if (settings == nullptr) {
    throw kit::error("there is no squall.toml here that says where the schema is", "name the place with --out",
                     kit::exit_code::usage);
  }
  if (settings->schema.size() != 1 || settings->schema.front().find_first_of("*?[") != std::string::npos) {
    throw kit::error("the project's schema is more than one file", "name the place with --out", kit::exit_code::usage);
  }
  return (settings->root / settings->schema.front()).lexically_normal();
}

/// `db/schema/*.sql` and the like, for a schema that is written in SQL.
bool wants_sql(const pull_command& options, const fs::path& out) { return options.sql || out.extension() == ".sql"; }

kit::pull_options options_of(const pull_command& options, const fs::path& out) {
  kit::pull_options how;
  how.out = out;
  how.sql = wants_sql(options, out);
  how.split = options.split == "schema"  ? kit::header_split::schema
              : options.split == "table" ? kit::header_split::table
                                         : kit::header_split::none;
  if (how.sql && how.split != kit::header_split::none) {
    throw kit::error("--split is for headers; --sql writes one file an object anyway", {}, kit::exit_code::usage);
  }
  how.space = options.space;
  how.title =
      kit::parse_source(options.from).kind == kit::source_kind::database ? "a database" : redact_conninfo(options.from);
  how.force = options.force;
  how.allow_unmodelled = options.allow_unmodelled;
  how.replaceable = starter_schema();
  return how;
}

/// The schema that was just written as the first migration. Read back, so that the next `generate` compares it with
/// itself, word for word.
kit::migration make_baseline(context& ctx, const pull_command& options, const kit::read_model& source) {
  const kit::read_model written = kit::read_schema(ctx.settings(), ctx.scratch());
  const kit::comparable_models both = kit::make_comparable(source, written, ctx.scratch());
  if (both.before != both.after) {
    throw kit::error("the project's schema is not what was pulled: no baseline was written",
                     "`schema` in squall.toml has to name what pull writes, and nothing else");
  }
  return kit::write_baseline(ctx.settings().out, written.read.model, options.baseline_name);
}

kit::exit_code run(context& ctx, const pull_command& options) {
  const kit::source_name from = kit::parse_source(options.from);
  const fs::path out = path_of(ctx, options);
  const kit::pull_options how = options_of(options, out);
  if (options.baseline && from.kind != kit::source_kind::database) {
    throw kit::error("--baseline is for a database: there the migration is recorded", {}, kit::exit_code::usage);
  }
  if (options.baseline && !(options.schemas.empty() && options.tables.empty())) {
    throw kit::error("--baseline is of the whole database", "leave out --schemas and --tables", kit::exit_code::usage);
  }
  if (from.kind != kit::source_kind::database && !(options.schemas.empty() && options.tables.empty())) {
    throw kit::error("--schemas and --tables choose from a database", {}, kit::exit_code::usage);
  }
  kit::source_context sources = source_context_of(ctx);
  sources.schemas = options.schemas;
  sources.tables = options.tables;
  const kit::read_model source = kit::read_source(from, sources);
  const kit::pull_report report = kit::pull(source.read, how);
  std::optional<kit::migration> baseline;
  if (options.baseline) {
    baseline = make_baseline(ctx, options, source);
    connection db = from.text.empty() ? ctx.connect() : connection{kit::url_of_source(from)};
    kit::record_baseline(db, *baseline);
  }

  if (ctx.globals.as_json) {
    json written = json::array();
    for (const fs::path& file : report.written) {
      written.push_back(file.string());
    }
    json document{{"command", "pull"},
                  {"status", "written"},
                  {"objects", report.objects},
                  {"written", std::move(written)},
                  {"kept_as_sql", report.kept_as_sql},
                  {"not_modelled", source.read.not_modelled}};
    if (baseline) {
      document["baseline"] = baseline->id;
    }
    ctx.print_json(document);
    return kit::exit_code::done;
  }
  show_not_modelled(ctx, source.read.not_modelled);
  for (const std::string& name : report.kept_as_sql) {
    ctx.progress("kept as SQL: " + name);
  }
  if (report.written.size() <= 10) {
    for (const fs::path& file : report.written) {
      ctx.out.print(fmt::format("{} {}", ctx.out.paint(style::added, "written"), context::shown(file)));
    }
  } else {
    ctx.out.print(fmt::format("{} {}: {} files", ctx.out.paint(style::added, "written"), context::shown(out),
                              report.written.size()));
  }
  if (baseline) {
    ctx.out.print(fmt::format("{} {} as applied", ctx.out.paint(style::added, "recorded"), baseline->id));
  }
  return kit::exit_code::done;
}

}  // namespace

void add_pull(command_line app, context& ctx) {
  add_command<pull_command>(
      app, ctx,
      {"pull", "Write a database as the project's schema: a C++ header, or SQL files",
       "  squall pull --from db:env:LEGACY_URL --out db/schema.hpp\n"
       "  squall pull --baseline\n"
       "  squall pull --sql --out db/schema"},
      [](command_line& command, pull_command& options) {
        command.value("--from", options.from, std::string("What (default: db). ") + source_forms, {"SOURCE", {}});
        command.value("--out", options.out, "The header, .sql file or folder (default: the project's schema)",
                      {"PATH", {}});
        command.flag("--sql", options.sql, "SQL files, one an object; one script when PATH ends in .sql");
        command.value("--split", options.split, "A header for each schema or table, and one that includes them",
                      {"BY", {"schema", "table"}});
        command.list("--schemas", options.schemas, "Only these schemas, separated by commas", {"NAMES", {}});
        command.list("--tables", options.tables, "Only these tables and views: `users`, `app.*`", {"PATTERNS", {}});
        command.value("--namespace", options.space, "The header's namespace (default: db)", {"NAME", {}});
        command.flag("--baseline", options.baseline,
                     "Also write it as the first migration, and record that as applied");
        command.flag("--force", options.force, "Overwrite what was not pulled, or was edited since");
        command.flag("--allow-unmodelled", options.allow_unmodelled,
                     "Pull the rest when there is something that Squall does not model");
      },
      run);
}

}  // namespace squall::cli
