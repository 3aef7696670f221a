#include "kit/sources/cpp/load.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "kit/base/error.hpp"
#include "kit/base/unique_fd.hpp"
#include "kit/sources/cpp/records.hpp"
#include "kit/sources/cpp/schema_json.hpp"

namespace squall::kit {
namespace {

/// Child's side: everything it has to say is one JSON document.
std::string describe_shared_object(const std::filesystem::path& path) {
  described_schema described;
  void* handle = ::dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* why = ::dlerror();
    described.problems.emplace_back(why == nullptr ? "it cannot be loaded" : why);
    return schema_to_json(described);
  }
  // dlsym gives an object pointer; POSIX guarantees that the round trip to a function pointer works.
  void* symbol = ::dlsym(handle, definition::entry_point);
  if (symbol == nullptr)
    return schema_to_json(described);
  void (*describe)(const definition::sink*) = nullptr;
  std::memcpy(&describe, &symbol, sizeof describe);
  try {
    described = model_from_records(describe);
  } catch (const std::exception& e) {
    described.problems.emplace_back(e.what());
  }
  return schema_to_json(described);
}

void write_all(int fd, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const auto n = ::write(fd, text.data() + written, text.size() - written);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      std::_Exit(1);
    written += static_cast<std::size_t>(n);
  }
}

std::string read_all(int fd) {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

}  // namespace

std::string load_schema(const std::filesystem::path& shared_object) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0)
    throw error(fmt::format("no pipe: {}", std::strerror(errno)));
  unique_fd reader(ends[0]);
  unique_fd writer(ends[1]);
  const pid_t child = ::fork();
  if (child < 0)
    throw error(fmt::format("no child process: {}", std::strerror(errno)));
  if (child == 0) {
    // A crash is to end the child, whatever handlers the parent has.
    for (const int signal : {SIGSEGV, SIGILL, SIGFPE, SIGBUS, SIGABRT, SIGTRAP, SIGINT, SIGTERM})
      std::signal(signal, SIG_DFL);
    try {
      write_all(ends[1], describe_shared_object(shared_object));
    } catch (...) {
      std::_Exit(1);
    }
    std::_Exit(0);
  }
  writer = unique_fd();
  std::string json = read_all(reader.get());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status))
    throw error(fmt::format("the schema header crashed while it was loaded: signal {} ({})", WTERMSIG(status),
                            ::strsignal(WTERMSIG(status))),
                "look for objects with constructors or for recursion in the header");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw error("the compiled schema header could not be read");
  return json;
}

}  // namespace squall::kit
