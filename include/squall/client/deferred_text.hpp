// The text of a statement that a session may know already.
#pragma once

#include <cstdint>
#include <string>

namespace squall::detail {

/// A text that follows from what writes it and from which columns are given. A session finds the statement by these
/// two, and the text is made when it is needed.
class deferred_text {
 public:
  /// Appends the text of `statement`.
  using writer = void (*)(const void* statement, std::string& text);

  /// `statement` outlives this.
  deferred_text(writer write, std::uint64_t columns, const void* statement) noexcept
      : write_(write), columns_(columns), statement_(statement) {}

  [[nodiscard]] writer written_by() const noexcept { return write_; }
  [[nodiscard]] std::uint64_t columns() const noexcept { return columns_; }
  [[nodiscard]] const std::string& view() const {
    if (text_.empty())
      write_(statement_, text_);
    return text_;
  }

 private:
  writer write_;
  std::uint64_t columns_;
  const void* statement_;
  mutable std::string text_;
};

}  // namespace squall::detail
