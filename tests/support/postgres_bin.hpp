// The server that the tests of all versions run on.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace squall::test {

/// SQUALL_TEST_POSTGRES_BIN: the folder of the server's programs, or nothing: wherever find_postgres_bin() finds some.
inline std::optional<std::filesystem::path> chosen_postgres_bin() {
  const char* chosen = std::getenv("SQUALL_TEST_POSTGRES_BIN");
  if (chosen == nullptr || *chosen == '\0') {
    return std::nullopt;
  }
  return chosen;
}

}  // namespace squall::test
