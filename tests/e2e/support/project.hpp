// A project folder of a test, with a database of its own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "e2e/support/tool.hpp"
#include "kit/model/model.hpp"
#include "support/test_server.hpp"

namespace squall::e2e {

using test::temporary_folder;

/// A folder with squall.toml, db/schema.hpp and a fresh database, named by $DATABASE_URL.
class project {
 public:
  /// Writes a squall.toml for `schema` (a header, or a .sql file when it ends so).
  explicit project(const std::string& schema = "db/schema.hpp");

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path migrations() const { return folder() / "migrations"; }
  [[nodiscard]] std::string url() const { return database_.url(); }
  [[nodiscard]] run_options options() const;

  void write(const std::filesystem::path& name, std::string_view text) const;
  [[nodiscard]] std::string read(const std::filesystem::path& name) const;
  /// A header that declares these structs and tables, inside the prologue that every schema has.
  void write_schema(std::string_view declarations) const;

  run_result run(const std::vector<std::string>& arguments) const;
  /// Runs and checks that it ends with 0.
  run_result succeed(const std::vector<std::string>& arguments) const;
  run_result on_terminal(const std::vector<std::string>& arguments, const std::vector<key_press>& keys) const;

  /// A migration written by hand, with its migration.json. @return its id.
  std::string add_migration(const std::string& id, const std::vector<std::string>& parents, std::string_view up,
                            std::string_view down = "") const;
  /// The ids in the folder, sorted.
  [[nodiscard]] std::vector<std::string> migration_ids() const;

  [[nodiscard]] connection connect() const { return connection{url()}; }
  /// The first value of the first row.
  [[nodiscard]] std::string value_of(const std::string& query) const;
  /// What the catalog says, Squall's bookkeeping left out.
  [[nodiscard]] kit::database catalog() const;

 private:
  temporary_folder folder_{"e2e"};
  test::fresh_database database_;
};

/// `users` with an id, and a text column of that name.
std::string users_schema(std::string_view column);

/// The catalog of a database in which nothing was ever made.
kit::database catalog_of_fresh_database();

bool contains(std::string_view text, std::string_view part);

}  // namespace squall::e2e
