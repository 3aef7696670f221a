// A cluster of the test program's own, and databases on it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "kit/server/scratch.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "support/postgres_bin.hpp"
#include "support/temporary_folder.hpp"

namespace squall::test {

/// Started by the first test that asks, gone with the program.
inline kit::managed_server& cluster() {
  struct owned {
    temporary_folder folder;
    kit::managed_server server{
        {.directory = folder.path() / "pg", .postgres_bin = chosen_postgres_bin(), .throw_away = true, .settings = {}}};
    // Started here, so that what the server class uses is initialised before this object and outlives it.
    owned() { server.start(); }
    ~owned() { server.destroy(); }
    owned(const owned&) = delete;
    owned& operator=(const owned&) = delete;
  };
  static owned instance;
  return instance.server;
}

/// A database of its own, with what `sql` makes in it.
class database_of {
 public:
  explicit database_of(const std::string& sql = {}) : database_(cluster()), session(database_.url()) {
    if (!sql.empty()) {
      session.run(sql);
    }
  }

  [[nodiscard]] std::string url() const { return database_.url(); }

 private:
  kit::scratch_database database_;

 public:
  connection session;
};

/// What the catalog source makes of a database that `sql` filled.
inline kit::source_result read_after(const std::string& sql, const kit::catalog_options& options = {}) {
  database_of made{sql};
  return kit::read_catalog(made.session, options);
}

/// The object, or a failed test.
template <class T>
const T& get(const kit::source_result& read, const kit::object_id& id) {
  const auto* found = read.model.find<T>(id);
  INFO(kit::describe(id));
  REQUIRE(found != nullptr);
  return *found;
}

inline bool mentions(const kit::source_result& read, std::string_view part) {
  return std::any_of(read.not_modelled.begin(), read.not_modelled.end(),
                     [&](const std::string& sentence) { return sentence.find(part) != std::string::npos; });
}

inline kit::object_id on_table(kit::object_kind kind, std::string table, std::string name) {
  return {kind, "public", std::move(table), std::move(name)};
}
inline kit::object_id public_table(std::string name) { return kit::table_id("public", std::move(name)); }
inline kit::object_id public_column(std::string table, std::string name) {
  return kit::column_id(public_table(std::move(table)), std::move(name));
}

}  // namespace squall::test
