#include "kit/base/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "kit/base/child_process.hpp"
#include "kit/base/system_error.hpp"

namespace squall::kit {
namespace {

using clock = std::chrono::steady_clock;

/// A memory file as standard input: nothing to feed, and no SIGPIPE when the program does not read it.
unique_fd input_file(const std::string& content) {
  unique_fd file{::memfd_create("stdin", MFD_CLOEXEC)};
  if (!file) {
    throw system_failure("make a memory file", errno);
  }
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t n = ::write(file.get(), content.data() + written, content.size() - written);
    if (n < 0) {
      throw system_failure("write a memory file", errno);
    }
    written += static_cast<std::size_t>(n);
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// Takes what is there. @return false at the end.
bool take(const unique_fd& from, std::string& into) {
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
    if (n > 0) {
      into.append(buffer.data(), static_cast<std::size_t>(n));
    } else if (n == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN;
    }
  }
}

/// Collects both outputs until the program ends or `deadline` comes. A grandchild that keeps the pipes open does not
/// hold us up: the end of the program itself counts. @return false on timeout.
bool collect(const unique_fd& process, unique_fd& out, unique_fd& err, std::optional<clock::time_point> deadline,
             process_result& result) {
  ::fcntl(out.get(), F_SETFL, O_NONBLOCK);
  ::fcntl(err.get(), F_SETFL, O_NONBLOCK);
  while (true) {
    int wait = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - clock::now());
      if (left.count() <= 0) {
        return false;
      }
      wait = static_cast<int>(left.count());
    }
    std::array<pollfd, 3> watched{
        {{process.get(), POLLIN, 0}, {out.get(), POLLIN, 0}, {err.get(), POLLIN, 0}}};  // poll skips fd -1
    if (::poll(watched.data(), watched.size(), wait) < 0 && errno != EINTR) {
      throw system_failure("wait for a program", errno);
    }
    if (out && !take(out, result.standard_output)) {
      out.reset();
    }
    if (err && !take(err, result.standard_error)) {
      err.reset();
    }
    if (watched[0].revents != 0) {
      // What it wrote before it ended is in the pipes by now.
      if (out) {
        take(out, result.standard_output);
      }
      if (err) {
        take(err, result.standard_error);
      }
      return true;
    }
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Asks with a buffer of one's own: getpwnam(3) and getpwuid(3) share theirs between threads.
template <class Ask>
std::optional<os_user> ask_for_user(Ask ask) {
  std::vector<char> buffer(4096);
  passwd entry{};
  passwd* found = nullptr;
  while (ask(&entry, buffer.data(), buffer.size(), &found) == ERANGE) {
    buffer.resize(buffer.size() * 2);
  }
  if (found == nullptr) {
    return std::nullopt;
  }
  return os_user{entry.pw_uid, entry.pw_gid, entry.pw_name, entry.pw_dir};
}

[[noreturn]] void throw_not_started(const process_options& options, int reason) {
  throw system_failure("run " + options.argv.at(0), reason);
}

}  // namespace

std::optional<os_user> find_os_user(const std::string& name) {
  return ask_for_user([&](passwd* entry, char* buffer, std::size_t size, passwd** found) {
    return ::getpwnam_r(name.c_str(), entry, buffer, size, found);
  });
}

std::optional<os_user> find_os_user(uid_t uid) {
  return ask_for_user([&](passwd* entry, char* buffer, std::size_t size, passwd** found) {
    return ::getpwuid_r(uid, entry, buffer, size, found);
  });
}

std::string process_result::outcome() const {
  if (timed_out) {
    return "it did not end in time and was killed";
  }
  if (signal != 0) {
    return "signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
  }
  return "exit code " + std::to_string(exit_code);
}

process_result run_process(const process_options& options) {
  const unique_fd in = input_file(options.standard_input);
  detail::pipe_ends out = detail::make_pipe();
  detail::pipe_ends err = detail::make_pipe();
  detail::pipe_ends failure = detail::make_pipe();
  detail::exec_image image{options};
  image.die_with_parent();
  const pid_t child = ::fork();
  if (child < 0) {
    throw_not_started(options, errno);
  }
  if (child == 0) {
    ::setpgid(0, 0);
    image.become(in.get(), out.write.get(), err.write.get(), failure.write.get());
  }
  out.write.reset();
  err.write.reset();
  failure.write.reset();
  if (const int reason = detail::await_exec(failure.read); reason != 0) {
    wait_for(child);
    throw_not_started(options, reason);
  }
  process_result result;
  // glibc 2.36 declares pidfd_open() without extern "C".
  const unique_fd handle{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))};
  if (!handle) {
    const int reason = errno;
    ::kill(-child, SIGKILL);
    wait_for(child);
    throw system_failure("watch " + options.argv.at(0), reason);
  }
  std::optional<clock::time_point> deadline;
  if (options.timeout) {
    deadline = clock::now() + *options.timeout;
  }
  result.timed_out = !collect(handle, out.read, err.read, deadline, result);
  if (result.timed_out) {
    ::kill(-child, SIGKILL);
  }
  const int status = wait_for(child);
  if (WIFEXITED(status)) {
    result.exit_code = WEXITSTATUS(status);
  } else if (WIFSIGNALED(status)) {
    result.signal = WTERMSIG(status);
  }
  return result;
}

pid_t start_detached(const process_options& options, const std::filesystem::path& log_file) {
  const unique_fd in{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  const unique_fd log{::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
  if (!in || !log) {
    throw system_failure("write " + log_file.string(), errno);
  }
  detail::pipe_ends failure = detail::make_pipe();
  detail::pipe_ends identity = detail::make_pipe();
  const detail::exec_image image{options};
  const pid_t child = ::fork();
  if (child < 0) {
    throw_not_started(options, errno);
  }
  if (child == 0) {
    // A second fork: the program is nobody's child here, so it leaves no zombie behind.
    ::setsid();
    const pid_t grandchild = ::fork();
    if (grandchild == 0) {
      image.become(in.get(), log.get(), log.get(), failure.write.get());
    }
    [[maybe_unused]] const ssize_t n = ::write(identity.write.get(), &grandchild, sizeof grandchild);
    ::_exit(0);
  }
  failure.write.reset();
  identity.write.reset();
  wait_for(child);
  pid_t program = -1;
  const ssize_t n = ::read(identity.read.get(), &program, sizeof program);
  if (n != static_cast<ssize_t>(sizeof program) || program < 0) {
    throw_not_started(options, EAGAIN);
  }
  if (const int reason = detail::await_exec(failure.read); reason != 0) {
    throw_not_started(options, reason);
  }
  return program;
}

}  // namespace squall::kit
