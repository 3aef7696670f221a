#include "interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <string_view>
#include <thread>

namespace squall::cli {
namespace {

// A signal handler can reach nothing but what is static: the one place of the tool with state of the process.
struct interrupt_state {
  std::atomic<int> wake{-1};
  std::atomic<bool> seen{false};
  std::mutex mutex;  // of `running`
  connection* running = nullptr;
};
interrupt_state& state() {
  static interrupt_state the_state;
  return the_state;
}
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void write_quietly(int fd, std::string_view text) {
  [[maybe_unused]] const auto written = write(fd, text.data(), text.size());
}

void on_signal(int) { write_quietly(state().wake.load(), "!"); }

[[noreturn]] void end_now() {
  write_quietly(STDERR_FILENO, "error: interrupted\n");
  _exit(interrupted_exit_code);
}

void watch(int wake) {
  char byte = 0;
  if (read(wake, &byte, 1) != 1) {
    return;
  }
  state().seen = true;
  bool cancelled = false;
  {
    const std::lock_guard lock(state().mutex);
    cancelled = state().running != nullptr && state().running->cancel();
  }
  if (!cancelled) {
    end_now();
  }
  std::this_thread::sleep_for(std::chrono::seconds{3});
  end_now();
}

}  // namespace

void watch_interrupts() {
  int ends[2]{};
  if (pipe(ends) != 0) {
    return;  // Ctrl-C then ends the process the plain way
  }
  state().wake = ends[1];
  std::thread(watch, ends[0]).detach();
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return state().seen; }

cancel_on_interrupt::cancel_on_interrupt(connection& db) {
  const std::lock_guard lock(state().mutex);
  state().running = &db;
}

cancel_on_interrupt::~cancel_on_interrupt() {
  const std::lock_guard lock(state().mutex);
  state().running = nullptr;
}

}  // namespace squall::cli
