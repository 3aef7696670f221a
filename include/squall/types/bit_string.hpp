// PostgreSQL's bit and bit varying.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squall {

/// A string of bits (manual, 8.10), the C++ value of both bit(n) and varbit. The first bit is the leftmost.
class bit_string_t {
 public:
  bit_string_t() = default;
  /// `size` bits, all 0.
  explicit bit_string_t(std::size_t size) : size_(size), bytes_((size + 7) / 8) {}
  /// `10110`. Throws decode_error for anything but 0 and 1.
  explicit bit_string_t(std::string_view text);
  explicit bit_string_t(const char* text) : bit_string_t(std::string_view(text)) {}
  static bit_string_t parse(std::string_view text) { return bit_string_t(text); }
  /// The first `size` bits of `bytes`, the highest bit of a byte first. What is behind them does not count.
  static bit_string_t from_bytes(std::vector<std::uint8_t> bytes, std::size_t size);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool operator[](std::size_t i) const { return (bytes_[i / 8] & mask(i)) != 0; }
  void set(std::size_t i, bool bit = true) {
    auto& byte = bytes_[i / 8];
    byte = static_cast<std::uint8_t>(bit ? byte | mask(i) : byte & ~mask(i));
  }
  /// Padded with 0 to whole bytes.
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

  friend bool operator==(const bit_string_t&, const bit_string_t&) = default;
  /// By the bytes, then by the length, as PostgreSQL orders them.
  friend std::strong_ordering operator<=>(const bit_string_t& a, const bit_string_t& b);

 private:
  static constexpr unsigned mask(std::size_t i) { return 0x80U >> (i % 8); }

  std::size_t size_ = 0;
  std::vector<std::uint8_t> bytes_;
};

/// `10110`
std::string to_string(const bit_string_t& value);

}  // namespace squall
