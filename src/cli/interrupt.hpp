// Ctrl-C: the server is told to stop, the transaction goes back, the tool says so and ends with 130.
#pragma once

#include "squall/client/connection.hpp"

namespace squall::cli {

/// The exit code of a program that SIGINT ended (128 + 2).
inline constexpr int interrupted_exit_code = 130;

/// Starts to watch SIGINT and SIGTERM. Once a process.
void watch_interrupts();

/// Whether one has come.
bool interrupted();

/// While it lives, an interrupt cancels what `db` runs, which then throws; the tool ends by itself within three
/// seconds or is ended. Without one the tool ends at once: files are written whole or not at all.
class cancel_on_interrupt {
 public:
  explicit cancel_on_interrupt(connection& db);
  ~cancel_on_interrupt();
  cancel_on_interrupt(const cancel_on_interrupt&) = delete;
  cancel_on_interrupt& operator=(const cancel_on_interrupt&) = delete;
};

}  // namespace squall::cli
