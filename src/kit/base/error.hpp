// The kit's own error: a sentence for a person, and the exit code that it means.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace squall::kit {

/// The tool's exit codes (docs/cli.md).
enum class exit_code : int { done = 0, error = 1, usage = 2, decision_needed = 3, found = 4 };

/// What went wrong, where, and what to do. `what()` is the sentence; `hint()` is the next step, may be empty.
/// Never holds a password: callers redact URLs with redact_url().
class error : public std::runtime_error {
 public:
  explicit error(const std::string& message, std::string hint = {}, exit_code code = exit_code::error)
      : std::runtime_error(message), hint_(std::move(hint)), code_(code) {}

  [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
  [[nodiscard]] exit_code code() const noexcept { return code_; }

 private:
  std::string hint_;
  exit_code code_;
};

}  // namespace squall::kit
