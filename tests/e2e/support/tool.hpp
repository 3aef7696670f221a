// Drives the built tool as a user does: arguments, environment and folder in; exit code and output out.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kit/base/process.hpp"

namespace squall::e2e {

struct run_result {
  int exit_code = -1;
  std::string out;
  std::string err;

  /// stdout as the one JSON document that --json promises; fails the test when it is anything else.
  [[nodiscard]] nlohmann::json json() const;
};

using variables = std::vector<std::pair<std::string, std::string>>;

struct run_options {
  std::filesystem::path folder;
  variables environment;
  std::optional<kit::os_user> run_as;
};

/// Where the tool is (a compile definition of the build).
std::filesystem::path tool_path();

/// Runs `squall arguments…` to its end, not on a terminal.
run_result run_tool(const std::vector<std::string>& arguments, const run_options& options);

/// The same on a pseudo-terminal. `keys` are sent one after another, each once the text before it has been seen.
struct key_press {
  std::string after;
  std::string keys;
};
run_result run_on_terminal(const std::vector<std::string>& arguments, const run_options& options,
                           const std::vector<key_press>& keys);

/// Started, not waited for.
class running_tool {
 public:
  running_tool(const std::vector<std::string>& arguments, const run_options& options);
  ~running_tool();
  running_tool(const running_tool&) = delete;
  running_tool& operator=(const running_tool&) = delete;

  void signal(int number) const;
  /// The exit code, or -signal.
  int wait();

 private:
  pid_t pid_ = -1;
};

}  // namespace squall::e2e
