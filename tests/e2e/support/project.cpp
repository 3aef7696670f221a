#include "e2e/support/project.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "kit/base/atomic_file.hpp"
#include "kit/migrations/folder.hpp"
#include "kit/sources/catalog/catalog.hpp"

namespace squall::e2e {
namespace {

namespace fs = std::filesystem;

/// The scratch server of the tests: shared by all of them, apart from the user's own.
class scratch_home {
 public:
  scratch_home() {
    run_options options;
    options.folder = folder_.path();
  }
  ~scratch_home() {
    try {
      kit::run_process({.argv = {tool_path().string(), "db", "reset", "--scratch", "--yes"},
                        .environment = {{"XDG_CACHE_HOME", path().string()}},
                        .working_directory = folder_.path()});
    } catch (const std::exception&) {  // nothing that a test could do about it
    }
  }
  scratch_home(const scratch_home&) = delete;
  scratch_home& operator=(const scratch_home&) = delete;
  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

 private:
  temporary_folder folder_{"e2e"};
};

const fs::path& cache_home() {
  static const scratch_home home;
  return home.path();
}

}  // namespace

project::project(const std::string& schema) {
  write("squall.toml", "schema = ['" + schema + "']\nout = 'migrations'\nurl = 'env:DATABASE_URL'\n");
}

run_options project::options() const {
  return {folder(), {{"DATABASE_URL", url()}, {"XDG_CACHE_HOME", cache_home().string()}}, {}};
}

void project::write(const fs::path& name, std::string_view text) const {
  fs::create_directories((folder() / name).parent_path());
  std::ofstream(folder() / name, std::ios::binary) << text;
}

std::string project::read(const fs::path& name) const { return kit::read_file(folder() / name); }

void project::write_schema(std::string_view declarations) const {
  write("db/schema.hpp", "#pragma once\n#include <squall/schema.hpp>\nnamespace db {\nusing namespace squall;\n" +
                             std::string(declarations) + "\n}  // namespace db\n");
}

run_result project::run(const std::vector<std::string>& arguments) const { return run_tool(arguments, options()); }

run_result project::succeed(const std::vector<std::string>& arguments) const {
  run_result result = run(arguments);
  INFO("squall " << arguments.front() << "\nstdout: " << result.out << "\nstderr: " << result.err);
  REQUIRE(result.exit_code == 0);
  return result;
}

run_result project::on_terminal(const std::vector<std::string>& arguments, const std::vector<key_press>& keys) const {
  run_options on = options();
  on.environment.emplace_back("TERM", "xterm");
  return run_on_terminal(arguments, on, keys);
}

std::string project::add_migration(const std::string& id, const std::vector<std::string>& parents, std::string_view up,
                                   std::string_view down) const {
  kit::migration m;
  m.id = id;
  m.parents = parents;
  m.up_sql = up;
  m.down_sql = down;
  kit::write_migration(migrations(), m);
  return id;
}

std::vector<std::string> project::migration_ids() const {
  std::vector<std::string> ids;
  if (fs::exists(migrations())) {
    for (const fs::directory_entry& entry : fs::directory_iterator(migrations())) {
      ids.push_back(entry.path().filename().string());
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::string project::value_of(const std::string& query) const {
  connection db = connect();
  const result rows = db.run(query);
  REQUIRE(rows.rows() > 0);
  return std::string(rows.text(0, 0));
}

kit::database project::catalog() const {
  connection db = connect();
  return kit::read_catalog(db).model;
}

std::string users_schema(std::string_view column) {
  return "template <class M> struct Users {\n  col<M, integer().primary_key()> id;\n  col<M, text()> " +
         std::string(column) + ";\n};\ninline constexpr auto users = table<Users, \"users\">();";
}

kit::database catalog_of_fresh_database() {
  const test::fresh_database fresh;
  connection db{fresh.url()};
  return kit::read_catalog(db).model;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace squall::e2e
