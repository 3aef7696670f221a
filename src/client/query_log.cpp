// A line a statement.
#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <ostream>
#include <string>

#include "squall/tracing.hpp"

namespace squall {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// A statement is a line, whatever stands in its text or in the server's message.
void add_as_line(std::string& line, std::string_view text) {
  const auto start = line.insert(line.end(), text.begin(), text.end());
  std::replace_if(start, line.end(), &is_control, ' ');
}

class line_log final : public statement_observer {
 public:
  explicit line_log(std::ostream& to) : to_(to) {}

  void ended(const statement_span& span) override {
    std::string line;
    add_as_line(line, span.statement);
    line += fmt::format(" -- {:.3f} ms, ", std::chrono::duration<double, std::milli>(span.duration).count());
    if (span.failed) {
      line += span.sqlstate.empty() ? "connection lost: " : fmt::format("failed {}: ", span.sqlstate);
      add_as_line(line, span.error);
    } else {
      line += fmt::format("{} row{}", span.rows, span.rows == 1 ? "" : "s");
    }
    line += '\n';
    const std::lock_guard lock(mutex_);
    to_ << line << std::flush;
  }

 private:
  std::ostream& to_;
  std::mutex mutex_;  // one observer may serve several threads
};

}  // namespace

std::shared_ptr<statement_observer> query_log(std::ostream& to) { return std::make_shared<line_log>(to); }

}  // namespace squall
