// How to start psql on a database without showing its password.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace squall::kit {

struct psql_call {
  std::string program;
  std::string conninfo;  ///< without the password: arguments are seen by every user of the machine
  std::string password;  ///< for PGPASSWORD
};

/// psql beside the server's programs when it is there, the one in PATH otherwise.
/// Throws kit::error for a URL that libpq does not understand.
psql_call make_psql_call(const std::string& url, const std::optional<std::filesystem::path>& postgres_bin);

}  // namespace squall::kit
