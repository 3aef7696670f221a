// PostgreSQL servers that Squall runs itself: the embedded one (development) and the scratch one (proofs).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace squall::kit {

/// Where initdb, postgres and pg_ctl live. Looks in `configured` (postgres_bin of squall.toml), then PATH, then
/// /usr/lib/postgresql/*/bin (newest first), then `pg_config --bindir`.
/// Throws kit::error that says how to install one.
std::filesystem::path find_postgres_bin(const std::optional<std::filesystem::path>& configured = {});

struct server_options {
  std::filesystem::path directory;  ///< holds data/, the log, and state; made when missing
  std::optional<std::filesystem::path> postgres_bin;
  /// true: fsync off and friends, for clusters whose loss costs nothing.
  bool throw_away = false;
  std::vector<std::string> settings;  ///< more `name=value` for the server
};

enum class server_state { absent, stopped, running };

class role_claim;

/// A PostgreSQL cluster of one's own on a unix socket: no TCP, no password. As root the server runs as an
/// unprivileged user (`postgres` when there is one, `nobody` otherwise), since PostgreSQL refuses to run as root.
/// Survives kill -9 of the tool and of the server: a stale postmaster.pid is recognised. Several processes may use
/// the same directory at once (a file lock serialises initdb and start).
class managed_server {
 public:
  explicit managed_server(server_options options);

  /// initdb if needed, start if needed. Idempotent.
  void start();
  /// Fast shutdown; a no-op when it does not run.
  void stop();
  /// Stops and deletes the directory.
  void destroy();

  [[nodiscard]] server_state state() const;
  /// A URL that psql and libpq take, for `database`. The server need not run.
  [[nodiscard]] std::string url(std::string_view database = "postgres") const;
  /// Creates the database unless it exists. Starts the server.
  void ensure_database(std::string_view name);
  [[nodiscard]] const std::filesystem::path& directory() const { return options_.directory; }

 private:
  friend class scratch_database;

  server_options options_;
  std::weak_ptr<role_claim> roles_;  ///< of the scratch databases that are alive
};

}  // namespace squall::kit
