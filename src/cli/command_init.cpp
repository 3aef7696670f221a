#include <fmt/format.h>

#include <filesystem>

#include "command.hpp"
#include "kit/base/atomic_file.hpp"
#include "starter.hpp"

namespace squall::cli {
namespace {

namespace fs = std::filesystem;

struct init_options {};

struct written_files {
  std::vector<std::string> written;
  std::vector<std::string> kept;
};

void write_new(const fs::path& path, std::string_view content, written_files& files) {
  if (fs::exists(fs::symlink_status(path))) {
    files.kept.push_back(path.string());
    return;
  }
  kit::write_file_atomically(path, content);
  files.written.push_back(path.string());
}

/// .squall/ holds the embedded server and the compile cache: nothing for the repository.
void ignore_state(written_files& files) {
  const fs::path path = ".gitignore";
  std::string content = fs::exists(path) ? kit::read_file(path) : std::string();
  if (("\n" + content + "\n").find("\n.squall/\n") != std::string::npos) {
    files.kept.push_back(path.string());
    return;
  }
  if (!content.empty() && content.back() != '\n') {
    content += '\n';
  }
  kit::write_file_atomically(path, content + ".squall/\n");
  files.written.push_back(path.string());
}

kit::exit_code run(context& ctx, const init_options&) {
  written_files files;
  const fs::path file =
      ctx.globals.config_file.empty() ? fs::path(kit::config_file_name) : fs::path(ctx.globals.config_file);
  write_new(file, starter_config(), files);
  const kit::config c = kit::read_config(file);
  // The schema of a project that has one is its own affair, wherever it lies.
  const fs::path schema = c.root / c.schema.front();
  if (c.schema.front() == "db/schema.hpp") {
    write_new(context::shown(schema), starter_schema(), files);
  }
  ignore_state(files);

  if (ctx.globals.as_json) {
    ctx.print_json({{"command", "init"},
                    {"status", files.written.empty() ? "nothing_to_do" : "written"},
                    {"written", files.written},
                    {"kept", files.kept}});
    return kit::exit_code::done;
  }
  for (const std::string& name : files.written) {
    ctx.out.print(fmt::format("{} {}", ctx.out.paint(style::added, "written"), name));
  }
  for (const std::string& name : files.kept) {
    ctx.out.print(fmt::format("{}    {} (exists already)", ctx.out.paint(style::dim, "kept"), name));
  }
  ctx.out.print("next: edit the schema, then `squall generate --name init` and `squall migrate`");
  return kit::exit_code::done;
}

}  // namespace

void add_init(command_line app, context& ctx) {
  add_command<init_options>(
      app, ctx, {"init", "Write squall.toml and a first schema; overwrites nothing", "  squall init"},
      [](command_line&, init_options&) {}, run);
}

}  // namespace squall::cli
