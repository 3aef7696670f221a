// Reads the parts of a binary value, and never behind its end.
#pragma once

#include <cstddef>
#include <string_view>

#include "squall/client/wire.hpp"

namespace squall::detail {

/// Throws decode_error, naming `type`, where the bytes end too early.
class wire_reader {
 public:
  wire_reader(std::string_view type, const char* data, int length) : type_(type), at_(data), end_(data + length) {}

  template <wire_integer T>
  T number() {
    return load<T>(take(sizeof(T)));
  }
  double float8() { return std::bit_cast<double>(number<std::uint64_t>()); }
  float float4() { return std::bit_cast<float>(number<std::uint32_t>()); }
  std::string_view bytes(std::size_t count) { return {take(count), count}; }
  std::string_view rest() { return bytes(left()); }
  /// Up to a zero byte, which is taken, too.
  std::string_view c_string() {
    const std::string_view all(at_, left());
    const auto size = all.find('\0');
    if (size == std::string_view::npos)
      fail("a text in it has no end");
    return bytes(size + 1).substr(0, size);
  }
  /// A number of items that take `item_size` bytes each at least.
  template <wire_integer T>
  std::size_t count(std::size_t item_size) {
    const auto n = number<T>();
    if (n < 0 || static_cast<std::size_t>(n) > left() / item_size)
      fail("a count is out of range");
    return static_cast<std::size_t>(n);
  }
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  void finish() const {
    if (at_ != end_)
      fail("it is longer than its parts");
  }
  [[noreturn]] void fail(std::string_view problem) const { throw_malformed(type_, problem); }

 private:
  const char* take(std::size_t count) {
    if (count > left())
      fail("it is too short");
    const char* start = at_;
    at_ += count;
    return start;
  }

  std::string_view type_;
  const char* at_;
  const char* end_;
};

}  // namespace squall::detail
