// Throw-away databases on a cached throw-away cluster.
#pragma once

#include <memory>
#include <string>

#include "kit/server/server.hpp"

namespace squall {
class connection;
}

namespace squall::kit {

/// A database of its own on the scratch server, dropped when the object goes. Databases of processes that died are
/// dropped by whoever comes next.
class scratch_database {
 public:
  /// Starts the server if needed and creates an empty database (from template0, UTF8, C collation).
  explicit scratch_database(managed_server& server);
  ~scratch_database();
  scratch_database(scratch_database&&) noexcept;
  scratch_database& operator=(scratch_database&&) = delete;
  scratch_database(const scratch_database&) = delete;
  scratch_database& operator=(const scratch_database&) = delete;

  [[nodiscard]] std::string url() const;

  /// Leaves a copy for databases that are to hold the same. No session may be open on this one. Quietly does nothing
  /// when it cannot: a copy spares time and nothing else. The server keeps the newest few.
  void keep_copy(const std::string& key);
  /// Starts again as the copy that was kept under `key`. @return false when there is none; then it is as it was. No
  /// session may be open on it.
  bool become_copy(const std::string& key);

  /// Says that roles are going to be made, which belong to the whole cluster: other processes that want that wait
  /// meanwhile, and the roles go with the last database of this server object that said it. Throws kit::error when
  /// another process does not let go within a minute.
  void claim_roles();

 private:
  managed_server* server_;
  std::unique_ptr<connection> session_;  ///< on the server's own database, for as long as this object lives
  std::string name_;
  std::shared_ptr<role_claim> roles_;
};

/// The scratch server of this user: under $XDG_CACHE_HOME/squall/scratch-<major> (or ~/.cache, or /tmp), shared by all
/// projects and kept between runs; stopped by `squall db stop --scratch`. One with settings of its own (`name=value`)
/// is shared by the projects that want the same.
server_options scratch_server_options(const std::optional<std::filesystem::path>& postgres_bin = {},
                                      const std::vector<std::string>& settings = {});

}  // namespace squall::kit
