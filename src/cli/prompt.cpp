#include "prompt.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "kit/base/error.hpp"

namespace squall::cli {
namespace {

[[noreturn]] void unanswered() {
  throw kit::error("the question was not answered; nothing has changed", "", kit::exit_code::decision_needed);
}

/// Keys one by one, unseen; the terminal is put back at the end. Ctrl-C arrives as a key, so that it is.
class raw_mode {
 public:
  raw_mode() {
    if (tcgetattr(STDIN_FILENO, &saved_) != 0) {
      return;
    }
    termios raw = saved_;
    raw.c_lflag &= static_cast<tcflag_t>(~static_cast<tcflag_t>(ICANON | ECHO | ISIG));
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    active_ = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
  }
  ~raw_mode() {
    if (active_) {
      tcsetattr(STDIN_FILENO, TCSADRAIN, &saved_);
    }
  }
  raw_mode(const raw_mode&) = delete;
  raw_mode& operator=(const raw_mode&) = delete;
  [[nodiscard]] bool active() const { return active_; }

 private:
  termios saved_{};
  bool active_ = false;
};

enum class key { up, down, enter, abort, other };
struct key_press {
  key what = key::other;
  char character = 0;
};

bool more_within(int milliseconds) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, milliseconds) == 1;
}

/// An escape sequence comes at once; a lone Esc does not go on.
key_press read_escape() {
  char bytes[2]{};
  for (char& byte : bytes) {
    if (!more_within(50) || read(STDIN_FILENO, &byte, 1) != 1) {
      return {key::abort, 0};
    }
  }
  if (bytes[0] != '[' && bytes[0] != 'O') {
    return {};
  }
  return {bytes[1] == 'A' ? key::up : bytes[1] == 'B' ? key::down : key::other, 0};
}

key_press read_key() {
  char c = 0;
  if (read(STDIN_FILENO, &c, 1) != 1) {
    return {key::abort, 0};
  }
  switch (c) {
    case '\x1b':
      return read_escape();
    case '\x03':
    case '\x04':
      return {key::abort, 0};
    case '\r':
    case '\n':
      return {key::enter, 0};
    case 'k':
      return {key::up, 0};
    case 'j':
      return {key::down, 0};
    default:
      return {key::other, c};
  }
}

bool moves_cursor() {
  const char* term = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
}

void show(const terminal& to, const std::vector<std::string>& items, std::size_t chosen) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string line = fmt::format("{} {}) {}", i == chosen ? ">" : " ", i + 1, items[i]);
    to.note("\r\x1b[K" + (i == chosen ? to.paint_error(style::bold, line) : line));
  }
}

std::size_t select_with_keys(const terminal& to, const std::vector<std::string>& items) {
  std::size_t chosen = 0;
  to.note(to.paint_error(style::dim, "  arrow keys or a number, then Enter"));
  show(to, items, chosen);
  for (;;) {
    const key_press press = read_key();
    if (press.what == key::abort) {
      unanswered();
    }
    if (press.what == key::enter) {
      return chosen;
    }
    if (press.what == key::up && chosen > 0) {
      --chosen;
    } else if (press.what == key::down && chosen + 1 < items.size()) {
      ++chosen;
    } else if (press.character >= '1' && press.character <= '9') {
      const auto number = static_cast<std::size_t>(press.character - '1');
      chosen = number < items.size() ? number : chosen;
    }
    std::cerr << fmt::format("\x1b[{}A", items.size()) << std::flush;
    show(to, items, chosen);
  }
}

std::size_t select_with_lines(const terminal& to, const std::vector<std::string>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    to.note(fmt::format("  {}) {}", i + 1, items[i]));
  }
  for (;;) {
    std::cerr << fmt::format("1-{}: ", items.size()) << std::flush;
    std::string line;
    if (!std::getline(std::cin, line)) {
      unanswered();
    }
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (problem == std::errc{} && end == line.data() + line.size() && number >= 1 && number <= items.size()) {
      return number - 1;
    }
  }
}

}  // namespace

std::size_t select_item(const terminal& to, const std::string& question, const std::vector<std::string>& items) {
  to.note(to.paint_error(style::bold, question));
  if (moves_cursor()) {
    const raw_mode raw;
    if (raw.active()) {
      return select_with_keys(to, items);
    }
  }
  return select_with_lines(to, items);
}

bool confirm(const terminal& to, const std::string& question) {
  std::cerr << to.paint_error(style::bold, question) << " [y/N] " << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) {
    to.note("");
    return false;
  }
  return line == "y" || line == "Y" || line == "yes" || line == "Yes";
}

}  // namespace squall::cli
