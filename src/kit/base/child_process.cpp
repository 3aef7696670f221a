#include "kit/base/child_process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "kit/base/system_error.hpp"

extern char** environ;

namespace squall::kit::detail {
namespace {

/// execvp() may allocate; so the program is looked up before the fork.
std::string look_up(const std::string& program) {
  if (program.find('/') != std::string::npos) {
    return program;
  }
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
  while (true) {
    const auto colon = rest.find(':');
    const std::string folder{rest.substr(0, colon)};
    std::string candidate = (folder.empty() ? "." : folder) + "/" + program;
    if (::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
    if (colon == std::string_view::npos) {
      return program;
    }
    rest.remove_prefix(colon + 1);
  }
}

std::vector<std::string> merged_environment(const process_options& options) {
  std::vector<std::pair<std::string, std::string>> additions = options.environment;
  if (options.run_as) {
    additions.emplace_back("HOME", options.run_as->home);
    additions.emplace_back("USER", options.run_as->name);
    additions.emplace_back("LOGNAME", options.run_as->name);
  }
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const std::string_view name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& addition : additions) {
      replaced = replaced || addition.first == name;
    }
    if (!replaced) {
      merged.emplace_back(text);
    }
  }
  for (const auto& [name, value] : additions) {
    merged.push_back(name + "=" + value);
  }
  return merged;
}

std::vector<gid_t> groups_of(const os_user& user) {
  int count = 64;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (::getgrouplist(user.name.c_str(), user.gid, groups.data(), &count) < 0) {
    groups.resize(static_cast<std::size_t>(count));
    ::getgrouplist(user.name.c_str(), user.gid, groups.data(), &count);
  }
  groups.resize(static_cast<std::size_t>(count));
  return groups;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const std::string& text : texts) {
    result.push_back(const_cast<char*>(text.c_str()));  // exec's signature; it does not write
  }
  result.push_back(nullptr);
  return result;
}

}  // namespace

exec_image::exec_image(const process_options& options)
    : options_(options),
      program_(look_up(options.argv.at(0))),
      environment_(merged_environment(options)),
      argv_(pointers(options.argv)),
      envp_(pointers(environment_)),
      folder_(options.working_directory.string()),
      parent_(::getpid()) {
  if (options.run_as) {
    groups_ = groups_of(*options.run_as);
  }
}

void exec_image::become(int stdin_fd, int stdout_fd, int stderr_fd, int error_pipe) const noexcept {
  const auto fail = [error_pipe] {
    const int reason = errno;
    [[maybe_unused]] const ssize_t n = ::write(error_pipe, &reason, sizeof reason);
    ::_exit(127);
  };
  // Signals that this process ignores or blocks are not the program's business.
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (::dup2(stdin_fd, 0) < 0 || ::dup2(stdout_fd, 1) < 0 || ::dup2(stderr_fd, 2) < 0) {
    fail();
  }
  if (options_.run_as && (::setgroups(groups_.size(), groups_.data()) != 0 || ::setgid(options_.run_as->gid) != 0 ||
                          ::setuid(options_.run_as->uid) != 0)) {
    fail();
  }
  if (!folder_.empty() && ::chdir(folder_.c_str()) != 0) {
    fail();
  }
  if (die_with_parent_) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent_) {
      ::_exit(127);  // it died before we could say so
    }
  }
  // Descriptors that other code opened without close-on-exec must not live on in the program.
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  ::execve(program_.c_str(), argv_.data(), envp_.data());
  fail();
  ::_exit(127);
}

pipe_ends make_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw system_failure("make a pipe", errno);
  }
  return {unique_fd{ends[0]}, unique_fd{ends[1]}};
}

int await_exec(const unique_fd& error_pipe) {
  int reason = 0;
  ssize_t n = 0;
  do {
    n = ::read(error_pipe.get(), &reason, sizeof reason);
  } while (n < 0 && errno == EINTR);
  return n == static_cast<ssize_t>(sizeof reason) ? reason : 0;
}

}  // namespace squall::kit::detail
