#include "kit/server/postmaster.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "kit/base/error.hpp"
#include "kit/base/system_error.hpp"
#include "kit/base/text.hpp"

namespace squall::kit::detail {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
namespace {

constexpr auto start_timeout = 120s;  // crash recovery may have to replay a long log
constexpr auto orphan_timeout = 30s;
constexpr auto stop_timeout = 60s;
constexpr auto poll_interval = 5ms;

template <class Predicate>
bool wait_until(Predicate done, std::chrono::milliseconds timeout) {
  const auto deadline = clock::now() + timeout;
  while (!done()) {
    if (clock::now() > deadline) {
      return false;
    }
    std::this_thread::sleep_for(poll_interval);
  }
  return true;
}

/// A zombie has no working folder any more, so it does not count.
bool works_in(pid_t pid, const fs::path& data) {
  std::error_code failure;
  const fs::path folder = fs::read_symlink("/proc/" + std::to_string(pid) + "/cwd", failure);
  return !failure && folder == data;
}

bool is_alive(pid_t pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string text;
  std::getline(file, text);
  const auto name_end = text.rfind(')');  // the name may hold anything
  return name_end != std::string::npos && name_end + 2 < text.size() && text[name_end + 2] != 'Z';
}

/// The postmaster keeps the command line that it was started with, and everybody may read that, also where a container
/// forbids root to look at the folders of another user's processes.
bool has_argument(pid_t pid, const std::string& wanted) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/cmdline"};
  for (std::string argument; std::getline(file, argument, '\0');) {
    if (argument == wanted) {
      return true;
    }
  }
  return false;
}

/// The first line of a pid file becomes an id that no process can have. The other lines stay: the server finds the old
/// shared memory by them, and refuses to start while orphans still use it.
void disown_pid_file(const fs::path& path) {
  std::ifstream in{path};
  std::string first;
  if (!std::getline(in, first)) {
    return;
  }
  const std::string rest{std::istreambuf_iterator<char>{in}, {}};
  in.close();
  std::ofstream out{path, std::ios::trunc};
  out << "2147483646\n" << rest;
}

std::string log_tail(const fs::path& log, std::uintmax_t from) {
  std::ifstream file{log};
  file.seekg(static_cast<std::streamoff>(from));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  const std::size_t first = lines.size() > 15 ? lines.size() - 15 : 0;
  std::string tail;
  for (std::size_t i = first; i < lines.size(); ++i) {
    tail += "\n  " + lines[i];
  }
  return tail;
}

std::uintmax_t size_of(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  return failure ? 0 : size;
}

void signal_all(const std::vector<pid_t>& processes, int signal) {
  for (const pid_t pid : processes) {
    ::kill(pid, signal);
  }
}

/// An element of a list setting, where commas separate.
std::string quoted_folder(const fs::path& folder) {
  std::string text = "\"";
  for (const char c : folder.string()) {
    text += c;
    if (c == '"') {
      text += '"';
    }
  }
  return text + "\"";
}

std::vector<std::string> command_line(const server_layout& layout, const fs::path& bin,
                                      const std::vector<std::string>& settings) {
  std::vector<std::string> argv{(bin / "postgres").string(), "-D", layout.data.string()};
  const auto set = [&](const std::string& setting) {
    argv.emplace_back("-c");
    argv.push_back(setting);
  };
  set("listen_addresses=");
  set("port=5432");  // on a unix socket of one's own folder the port is only a part of the file's name
  set("unix_socket_directories=" + quoted_folder(layout.socket_folder));
  set("unix_socket_permissions=0700");
  set("logging_collector=off");
  set("log_destination=stderr");
  std::for_each(settings.begin(), settings.end(), set);
  return argv;
}

/// @return true once it takes connections, false when it ended before.
bool start_once(const server_layout& layout, const std::vector<std::string>& argv) {
  const pid_t pid =
      start_detached({.argv = argv, .working_directory = layout.home, .run_as = layout.run_as}, layout.log);
  if (layout.run_as && ::chown(layout.log.c_str(), layout.run_as->uid, layout.run_as->gid) != 0) {
    throw system_failure("give " + layout.log.string() + " to user " + layout.run_as->name, errno);
  }
  bool ready = false;
  const bool settled = wait_until(
      [&] {
        const auto state = read_pid_file(layout.data);
        ready = state && state->pid == pid && state->status == "ready";
        return ready || !is_alive(pid);
      },
      start_timeout);
  if (!settled) {
    throw error(
        "PostgreSQL did not become ready in " + std::to_string(start_timeout.count()) + " s in " + layout.data.string(),
        "it may be recovering from a crash: look at " + layout.log.string());
  }
  return ready;
}

}  // namespace

std::optional<pid_file> read_pid_file(const fs::path& data) {
  std::ifstream file{data / "postmaster.pid"};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  if (lines.empty()) {
    return std::nullopt;
  }
  pid_file result;
  result.pid = static_cast<pid_t>(std::strtol(lines[0].c_str(), nullptr, 10));
  if (lines.size() >= 8) {
    result.status = trim(lines[7]);
  }
  return result.pid > 0 ? std::optional{result} : std::nullopt;
}

std::vector<pid_t> processes_of(const fs::path& data) {
  std::vector<pid_t> found;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator("/proc", failure)) {
    const std::string name = entry.path().filename();
    if (!std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      continue;
    }
    const auto pid = static_cast<pid_t>(std::strtol(name.c_str(), nullptr, 10));
    if (works_in(pid, data)) {
      found.push_back(pid);
    }
  }
  return found;
}

std::optional<pid_file> find_postmaster(const fs::path& data) {
  auto file = read_pid_file(data);
  if (file && is_alive(file->pid) && (has_argument(file->pid, data) || works_in(file->pid, data))) {
    return file;
  }
  return std::nullopt;
}

void clean_up_after_crash(const server_layout& layout) {
  const auto gone = [&] { return processes_of(layout.data).empty(); };
  if (!wait_until(gone, 2s)) {  // they notice the death of their postmaster by themselves, unless they are busy
    signal_all(processes_of(layout.data), SIGQUIT);
    if (!wait_until(gone, 5s)) {
      signal_all(processes_of(layout.data), SIGKILL);
      wait_until(gone, 5s);
    }
  }
  disown_pid_file(layout.data / "postmaster.pid");
  std::error_code ignored;
  fs::remove(layout.socket_folder / ".s.PGSQL.5432.lock", ignored);
  fs::remove(layout.socket_folder / ".s.PGSQL.5432", ignored);
}

void start_postmaster(const server_layout& layout, const fs::path& bin, const std::vector<std::string>& settings) {
  const std::vector<std::string> argv = command_line(layout, bin, settings);
  const auto deadline = clock::now() + orphan_timeout;
  while (true) {
    const auto log_start = size_of(layout.log);
    if (start_once(layout, argv)) {
      return;
    }
    const std::string tail = log_tail(layout.log, log_start);
    if (tail.find("pre-existing shared memory block") == std::string::npos || clock::now() > deadline) {
      throw error("PostgreSQL did not start in " + layout.data.string() + "; the end of its log:" + tail,
                  "look at " + layout.log.string() +
                      "; mind `postgres_settings` of squall.toml; `squall db reset` makes the server anew");
    }
    std::this_thread::sleep_for(100ms);
  }
}

bool wait_until_ready(const fs::path& data) {
  std::optional<pid_file> state;
  wait_until(
      [&] {
        state = find_postmaster(data);
        return !state || state->status == "ready";
      },
      start_timeout);
  return state && state->status == "ready";
}

void stop_postmaster(const server_layout& layout) {
  const auto running = find_postmaster(layout.data);
  if (!running) {
    return;
  }
  const auto gone = [&] { return !is_alive(running->pid) && processes_of(layout.data).empty(); };
  if (::kill(running->pid, SIGINT) != 0 && errno == EPERM) {
    throw error("the server in " + layout.data.string() + " runs as another user and cannot be stopped from here",
                "stop it as that user, or as root");
  }
  if (wait_until(gone, stop_timeout)) {
    return;
  }
  ::kill(running->pid, SIGQUIT);
  if (!wait_until(gone, 10s)) {
    throw error(
        "the server in " + layout.data.string() + " does not stop (process " + std::to_string(running->pid) + ")",
        "end that process, then try again");
  }
}

}  // namespace squall::kit::detail
