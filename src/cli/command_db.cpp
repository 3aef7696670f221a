#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "command.hpp"
#include "kit/flows/project.hpp"
#include "kit/flows/psql.hpp"
#include "prompt.hpp"
#include "squall/client/connection.hpp"

namespace squall::cli {
namespace {

struct db_command {
  bool scratch = false;
  bool yes = false;
  std::vector<std::string> arguments;  ///< of psql
};

void declare_scratch(command_line& command, db_command& options) {
  command.flag("--scratch", options.scratch, "The scratch server, on which Squall tries things out");
}

/// The server that Squall runs here, whether or not the environment's database is on it: after
/// `export DATABASE_URL=$(squall db url)` it can still be stopped.
kit::managed_server own_server(context& ctx, const db_command& options) {
  return options.scratch ? ctx.scratch() : kit::managed_server(kit::embedded_server_options(ctx.settings()));
}

/// The server that the command is about: the scratch one, or the embedded one of the project.
kit::managed_server server_of(context& ctx, const db_command& options) {
  if (!options.scratch && !ctx.database().embedded) {
    throw kit::error("the database of this environment is not the embedded one, so Squall does not run its server",
                     "unset the variable that `url` names, or use the server's own tools");
  }
  return own_server(ctx, options);
}

std::string_view name_of(kit::server_state state) {
  switch (state) {
    case kit::server_state::absent:
      return "absent";
    case kit::server_state::stopped:
      return "stopped";
    case kit::server_state::running:
      break;
  }
  return "running";
}

kit::exit_code report(const context& ctx, std::string_view action, const kit::managed_server& server,
                      const std::string& url) {
  const std::string_view state = name_of(server.state());
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", fmt::format("db {}", action)},
                    {"status", state},
                    {"directory", server.directory().string()},
                    {"url", url}});
  } else {
    ctx.out.print(fmt::format("{}  {}", state, url));
  }
  return kit::exit_code::done;
}

std::string url_of(const kit::managed_server& server, const db_command& options) {
  return options.scratch ? server.url() : server.url(kit::embedded_database);
}

kit::exit_code start(context& ctx, const db_command& options) {
  kit::managed_server server = server_of(ctx, options);
  server.start();
  if (!options.scratch) {
    server.ensure_database(kit::embedded_database);
  }
  return report(ctx, "start", server, url_of(server, options));
}

kit::exit_code stop(context& ctx, const db_command& options) {
  kit::managed_server server = own_server(ctx, options);
  server.stop();
  return report(ctx, "stop", server, url_of(server, options));
}

kit::exit_code status(context& ctx, const db_command& options) {
  const kit::managed_server server = own_server(ctx, options);
  return report(ctx, "status", server, url_of(server, options));
}

/// For psql and others, so the server runs afterwards. Another database's URL is shown without its password.
kit::exit_code url(context& ctx, const db_command& options) {
  std::string text;
  if (options.scratch) {
    ctx.scratch().start();
    text = ctx.scratch().url();
  } else {
    text = ctx.database().embedded ? ctx.database_url() : redact_conninfo(ctx.database().url);
  }
  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "db url"}, {"status", "done"}, {"url", text}});
  } else {
    ctx.out.print(text);
  }
  return kit::exit_code::done;
}

void require_yes(context& ctx, const db_command& options, const std::string& what) {
  if (options.yes || (ctx.can_ask() && confirm(ctx.out, fmt::format("Delete {}, with all data?", what)))) {
    return;
  }
  throw kit::error(fmt::format("this deletes {}, with all data", what), "--yes agrees to it",
                   kit::exit_code::decision_needed);
}

kit::exit_code reset(context& ctx, const db_command& options) {
  kit::managed_server server = server_of(ctx, options);
  if (options.scratch) {
    server.destroy();
    return report(ctx, "reset", server, server.url());
  }
  require_yes(ctx, options, "the embedded database");
  server.start();
  {
    connection db{server.url()};
    db.run(fmt::format("drop database if exists {} with (force)", quote_identifier(kit::embedded_database)));
  }
  server.ensure_database(kit::embedded_database);
  return report(ctx, "reset", server, server.url(kit::embedded_database));
}

/// Becomes psql. The password goes through the environment: a process list shows arguments to everybody.
kit::exit_code psql(context& ctx, const db_command& options) {
  if (ctx.globals.as_json) {
    throw kit::error("db psql is for people and has no --json", "squall db url --json gives the URL",
                     kit::exit_code::usage);
  }
  std::string target;
  if (options.scratch) {
    ctx.scratch().start();
    target = ctx.scratch().url();
  } else {
    target = ctx.database_url();
  }
  const kit::config* settings = ctx.settings_if_any();
  const kit::psql_call call = kit::make_psql_call(target, settings == nullptr ? std::nullopt : settings->postgres_bin);
  std::vector<std::string> words{call.program, call.conninfo};
  words.insert(words.end(), options.arguments.begin(), options.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  if (!call.password.empty()) {
    setenv("PGPASSWORD", call.password.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): about to become psql
  }
  execvp(argv[0], argv.data());
  throw kit::error(fmt::format("psql cannot be started: {}", std::strerror(errno)),  // NOLINT(concurrency-mt-unsafe)
                   "install postgresql-client");
}

}  // namespace

void add_db(command_line app, context& ctx) {
  const command_line db =
      app.add_group("db", "The embedded PostgreSQL of the project", "  squall db start\n  psql \"$(squall db url)\"");
  add_command<db_command>(db, ctx, {"start", "Start the server", "  squall db start"}, declare_scratch, start);
  add_command<db_command>(db, ctx, {"stop", "Stop the server", "  squall db stop --scratch"}, declare_scratch, stop);
  add_command<db_command>(db, ctx, {"status", "Whether it runs", "  squall db status"}, declare_scratch, status);
  add_command<db_command>(db, ctx,
                          {"url", "The URL of the database, for psql and others", "  psql \"$(squall db url)\""},
                          declare_scratch, url);
  add_command<db_command>(
      db, ctx, {"reset", "Delete the database and make it empty", "  squall db reset --yes && squall migrate"},
      [](command_line& command, db_command& options) {
        declare_scratch(command, options);
        command.flag("--yes", options.yes, "Do not ask");
      },
      reset);
  add_command<db_command>(
      db, ctx, {"psql", "Open psql on the database", "  squall db psql\n  squall db psql -- -c 'select 1'"},
      [](command_line& command, db_command& options) {
        declare_scratch(command, options);
        command.arguments("arguments", options.arguments, "Arguments of psql, after --");
      },
      psql);
}

}  // namespace squall::cli
