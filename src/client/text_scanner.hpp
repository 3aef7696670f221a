// Reads the text forms of values.
#pragma once

#include <fmt/format.h>

#include <string_view>

#include "squall/errors.hpp"

namespace squall::detail {

/// Throws decode_error, naming the type and the text, where the text is another than expected.
class text_scanner {
 public:
  text_scanner(std::string_view type, std::string_view text) : type_(type), text_(text), rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip(std::string_view word) {
    if (!rest_.starts_with(word))
      return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void expect(char c) {
    if (!skip(c))
      fail();
  }
  char take() {
    if (rest_.empty())
      fail();
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  /// Up to the first of `ends`, or to the end.
  std::string_view until(std::string_view ends) {
    const auto word = rest_.substr(0, rest_.find_first_of(ends));
    rest_.remove_prefix(word.size());
    return word;
  }
  void finish() const {
    if (!at_end())
      fail();
  }
  [[noreturn]] void fail() const { throw decode_error(fmt::format("'{}' is no {}", text_, type_)); }

 private:
  std::string_view type_, text_, rest_;
};

}  // namespace squall::detail
