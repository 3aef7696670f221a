// A cluster of the test's own with one database on it, which is made anew for each case together with all that a case
// leaves outside of databases: roles, tablespaces, subscriptions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kit/server/server.hpp"
#include "support/temporary_folder.hpp"

namespace squall::test {

/// Where the server's programs are: SQUALL_TEST_POSTGRES_BIN, or wherever find_postgres_bin() finds some.
std::filesystem::path server_programs();

/// A client program (psql, pg_dump) that can talk to the server; empty when there is none: pg_dump refuses servers of
/// later versions than its own.
std::filesystem::path client_program(const std::string& name);

/// What makes sessions know tests/roundtrip/label_provider: a `name=value`, or nothing where it was not built for the
/// server.
std::vector<std::string> label_provider_settings();

class side {
 public:
  explicit side(const std::string& name);
  ~side();
  side(const side&) = delete;
  side& operator=(const side&) = delete;

  /// An empty database, nothing else on the cluster.
  void reset();
  /// Runs a file with psql; throws with its message when `stop_on_error` and a statement fails.
  void load(const std::filesystem::path& file, bool stop_on_error = true);
  void load_text(const std::string& sql);
  [[nodiscard]] std::string url() const;
  /// PostgreSQL's major version.
  [[nodiscard]] int version() const { return version_; }

 private:
  temporary_folder folder_{"trip"};
  kit::managed_server server_;
  int version_ = 0;
};

/// What is read from, and what is built.
struct two_sides {
  side original{"a"};
  side copy{"b"};
  /// Empty databases on both; tablespaces of the original exist on the copy.
  void reset();
  /// Tablespaces are no part of a database: those of the original are made on the copy.
  void share_tablespaces();
};
two_sides& sides();

}  // namespace squall::test
