#include "e2e/support/tool.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace squall::e2e {
namespace {

constexpr std::chrono::minutes patience{3};

/// In a child: becomes the tool.
[[noreturn]] void become_tool(const std::vector<std::string>& arguments, const run_options& options) {
  if (chdir(options.folder.c_str()) != 0) {
    _exit(126);
  }
  for (const auto& [name, value] : options.environment) {
    setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<std::string> words{tool_path().string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  execv(argv[0], argv.data());
  _exit(127);
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

/// Reads what is there; false at the end.
bool read_some(int terminal, std::string& text) {
  pollfd input{terminal, POLLIN, 0};
  if (poll(&input, 1, 60'000) != 1) {
    return false;
  }
  char buffer[4096];
  const ssize_t n = read(terminal, buffer, sizeof buffer);
  if (n <= 0) {
    return false;  // EIO: the other end is closed
  }
  text.append(buffer, static_cast<std::size_t>(n));
  return true;
}

}  // namespace

nlohmann::json run_result::json() const {
  INFO("stdout: " << out << "\nstderr: " << err);
  nlohmann::json document = nlohmann::json::parse(out, nullptr, false);
  REQUIRE_MESSAGE(document.is_object(), "stdout is not one JSON object");
  return document;
}

std::filesystem::path tool_path() { return SQUALL_TOOL; }

run_result run_tool(const std::vector<std::string>& arguments, const run_options& options) {
  kit::process_options call;
  call.argv.push_back(tool_path().string());
  call.argv.insert(call.argv.end(), arguments.begin(), arguments.end());
  call.environment = options.environment;
  call.working_directory = options.folder;
  call.run_as = options.run_as;
  call.timeout = patience;
  const kit::process_result result = kit::run_process(call);
  REQUIRE_MESSAGE(!result.timed_out, "squall " << arguments.front() << " did not end");
  return {result.exit_code, result.standard_output, result.standard_error};
}

run_result run_on_terminal(const std::vector<std::string>& arguments, const run_options& options,
                           const std::vector<key_press>& keys) {
  int terminal = -1;
  const pid_t pid = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(pid >= 0);
  if (pid == 0) {
    become_tool(arguments, options);
  }
  run_result result;
  std::size_t seen = 0;
  bool open = true;
  for (const key_press& press : keys) {
    std::size_t at = std::string::npos;
    while (open && (at = result.out.find(press.after, seen)) == std::string::npos) {
      open = read_some(terminal, result.out);
    }
    INFO("the terminal shows: " << result.out);
    REQUIRE_MESSAGE(at != std::string::npos, "never seen: " << press.after);
    seen = at + press.after.size();
    REQUIRE(write(terminal, press.keys.data(), press.keys.size()) == static_cast<ssize_t>(press.keys.size()));
  }
  while (open && read_some(terminal, result.out)) {
  }
  int status = 0;
  waitpid(pid, &status, 0);
  close(terminal);
  result.exit_code = code_of(status);
  return result;
}

running_tool::running_tool(const std::vector<std::string>& arguments, const run_options& options) : pid_(fork()) {
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    const int nothing = open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      dup2(nothing, fd);
    }
    become_tool(arguments, options);
  }
}

running_tool::~running_tool() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
}

void running_tool::signal(int number) const { kill(pid_, number); }

int running_tool::wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return code_of(status);
}

}  // namespace squall::e2e
