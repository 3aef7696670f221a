// A project in a temporary folder, the built tool, and databases that it has migrated.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "kit/base/process.hpp"
#include "squall/squall.hpp"
#include "support/test_server.hpp"

namespace guides {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream from(path);
  REQUIRE_MESSAGE(from.good(), path.string());
  return {std::istreambuf_iterator<char>(from), {}};
}

/// A folder with squall.toml and db/schema.hpp, deleted with the object. It has a database of its own.
class project {
 public:
  explicit project(const std::string& schema) {
    write("squall.toml", "schema = [\"db/schema.hpp\"]\nout = \"migrations\"\nurl = \"env:DATABASE_URL\"\n");
    set_schema(schema);
  }

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] std::string url() const { return database_.url(); }

  void set_schema(const std::string& text) const { write("db/schema.hpp", text); }
  void write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((root() / file).parent_path());
    std::ofstream(root() / file) << text;
  }

  /// Runs the tool in the project against `url`.
  [[nodiscard]] squall::kit::process_result run(std::vector<std::string> arguments, const std::string& url) const {
    squall::kit::process_options options;
    options.argv = {SQUALL_TEST_TOOL, "-C", root().string()};
    options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
    options.environment = {{"DATABASE_URL", url}};
    return squall::kit::run_process(options);
  }
  [[nodiscard]] squall::kit::process_result run(std::vector<std::string> arguments) const {
    return run(std::move(arguments), url());
  }
  /// The same, and it has to succeed. @return standard output
  std::string must(std::vector<std::string> arguments) const {
    const auto result = run(arguments);
    std::string command;
    for (const auto& argument : arguments) command += " " + argument;
    REQUIRE_MESSAGE(result.succeeded(), "squall" << command << ": " << result.outcome() << "\n"
                                                 << result.standard_output << result.standard_error);
    return result.standard_output;
  }

  /// The folder of the migration with that name.
  [[nodiscard]] std::filesystem::path migration(const std::string& name) const {
    for (const auto& entry : std::filesystem::directory_iterator(root() / "migrations"))
      if (entry.path().filename().string().ends_with("_" + name))
        return entry.path();
    FAIL("there is no migration " << name);
    return {};
  }

 private:
  squall::test::temporary_folder folder_{"guide"};
  squall::test::fresh_database database_;
};

inline std::string schema_text(const std::string& name) {
  return read_file(std::filesystem::path(SQUALL_TEST_SOURCE) / "tests/guides/schemas" / name);
}

/// `text` with the one `from` in it replaced.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}

/// A project of a guide's schema whose migration is made once, and applied to a fresh database for each test.
class guide_database {
 public:
  explicit guide_database(const project& made) {
    const auto result = made.run({"migrate"}, database_.url());
    REQUIRE_MESSAGE(result.succeeded(), result.standard_error);
  }
  [[nodiscard]] std::string url() const { return database_.url(); }

 private:
  squall::test::fresh_database database_;
};

inline const project& guide_1_project() {
  squall::test::server();  // outlives the project, which has a database there
  static const project made{schema_text("guide_1.hpp")};
  static const std::string once = made.must({"generate", "--name", "init"});
  return made;
}
inline const project& guide_2_project() {
  squall::test::server();
  static const project made{schema_text("guide_2.hpp")};
  static const std::string once = made.must({"generate", "--name", "init"});
  return made;
}

/// The first column of the first row, as text.
inline std::string value(squall::connection& db, const std::string& sql) {
  const auto rows = db.query(sql);
  REQUIRE_MESSAGE(rows.rows() > 0, sql);
  return std::string(rows.text(0, 0));
}
/// The first column of all rows, as text, separated by commas.
inline std::string column(squall::connection& db, const std::string& sql) {
  const auto rows = db.query(sql);
  std::string all;
  for (int i = 0; i < rows.rows(); ++i) all += (i > 0 ? "," : "") + std::string(rows.text(i, 0));
  return all;
}

inline std::string value(squall::database& db, const std::string& sql) { return value(db.connection(), sql); }
inline std::string column(squall::database& db, const std::string& sql) { return column(db.connection(), sql); }

}  // namespace guides
