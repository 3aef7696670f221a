// Programs run without a shell.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace squall::kit {

/// An operating system user to run a program as. Only root can.
struct os_user {
  uid_t uid{};
  gid_t gid{};
  std::string name;
  std::string home;
};

/// The user of that name or id, if there is one.
std::optional<os_user> find_os_user(const std::string& name);
std::optional<os_user> find_os_user(uid_t uid);

struct process_options {
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH when it has no slash
  std::string standard_input{};
  /// Set on top of this process's environment.
  std::vector<std::pair<std::string, std::string>> environment{};
  std::filesystem::path working_directory{};  ///< empty: this process's
  std::optional<os_user> run_as{};
  std::optional<std::chrono::milliseconds> timeout{};
};

struct process_result {
  int exit_code = -1;  ///< 0 … 255; -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;
  std::string standard_output;
  std::string standard_error;

  [[nodiscard]] bool succeeded() const { return exit_code == 0 && !timed_out; }
  /// "exit code 2", "signal 9 (Killed)", "no end after 5000 ms": for messages.
  [[nodiscard]] std::string outcome() const;
};

/// Runs the program to its end and captures what it writes. On timeout its whole process group is killed; it is
/// killed too when this process dies. Throws kit::error when it cannot be started (not found, not permitted).
process_result run_process(const process_options& options);

/// Starts the program in a session of its own, so that it outlives this process, with its output appended to
/// `log_file` and nothing inherited. `standard_input` and `timeout` do not apply. @return its process id.
pid_t start_detached(const process_options& options, const std::filesystem::path& log_file);

}  // namespace squall::kit
