#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kit/base/error.hpp"

namespace squall::cli {
namespace {

std::string_view code_of(style how) {
  switch (how) {
    case style::plain:
      return "";
    case style::bold:
      return "1";
    case style::dim:
      return "2";
    case style::added:
      return "32";
    case style::removed:
      return "31";
    case style::changed:
      return "33";
    case style::warning:
      return "33;1";
    case style::error:
      return "31;1";
  }
  return "";
}

std::string painted(bool colored, style how, std::string_view text) {
  const std::string_view code = code_of(how);
  return colored && !code.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

bool wants_color(int fd) {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const char* term = std::getenv("TERM");          // NOLINT(concurrency-mt-unsafe)
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return isatty(fd) == 1 && (no_color == nullptr || *no_color == '\0') && !dumb;
}

}  // namespace

void terminal::set_color(color_mode mode) {
  color_out_ = mode == color_mode::always || (mode == color_mode::automatic && wants_color(STDOUT_FILENO));
  color_err_ = mode == color_mode::always || (mode == color_mode::automatic && wants_color(STDERR_FILENO));
}

void terminal::print(std::string_view line) const { write(fmt::format("{}\n", line)); }

void terminal::write(std::string_view text) const {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw kit::error(fmt::format("the output cannot be written: {}", std::strerror(errno)));  // NOLINT
  }
}

void terminal::note(std::string_view line) const {
  // Nothing can be done about a stderr that does not take it.
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

std::string terminal::paint(style how, std::string_view text) const { return painted(color_out_, how, text); }

std::string terminal::paint_error(style how, std::string_view text) const { return painted(color_err_, how, text); }

bool terminal::can_ask() { return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1; }

std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace squall::cli
