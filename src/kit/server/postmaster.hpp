// The server process of a data directory: found, started, stopped, and cleaned up after.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kit/server/layout.hpp"

namespace squall::kit::detail {

/// What postmaster.pid says (src/include/utils/pidfile.h of PostgreSQL).
struct pid_file {
  pid_t pid = 0;
  std::string status;  ///< "starting", "ready", "stopping", "standby"
};
std::optional<pid_file> read_pid_file(const std::filesystem::path& data);

/// The processes that have `data` as their working folder: the postmaster and its children.
std::vector<pid_t> processes_of(const std::filesystem::path& data);

/// The live postmaster of `data`. A pid file whose process is gone, is a zombie, or became somebody else's gives
/// nothing.
std::optional<pid_file> find_postmaster(const std::filesystem::path& data);

/// After a crash: waits for, then ends, orphaned backends, which hold the old shared memory; then takes the process id,
/// which may be somebody else's by now, out of the pid file and removes the socket's lock. No postmaster may run.
void clean_up_after_crash(const server_layout& layout);

/// Starts the server and waits until it takes connections. Throws kit::error with the end of its log.
void start_postmaster(const server_layout& layout, const std::filesystem::path& bin,
                      const std::vector<std::string>& settings);

/// Waits for a server that somebody else starts or stops at this moment. @return whether it takes connections.
bool wait_until_ready(const std::filesystem::path& data);

/// Fast shutdown, then immediate when that takes more than a minute. Waits until every process is gone.
void stop_postmaster(const server_layout& layout);

}  // namespace squall::kit::detail
