// PostgreSQL's numeric: exact decimals.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace squall {

namespace detail {
template <class T>
concept integer_number =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;
}  // namespace detail

/// An exact decimal (PostgreSQL manual, 8.1.2), kept as its canonical text with the scale it was given: `12.50` stays
/// `12.50`. Equality and order are by value, so `12.50 == 12.5`; NaN equals itself and is greater than all else, as in
/// PostgreSQL. Made from integers and from text, never from a double.
///
///     squall::numeric_t price{"12.50"};
class numeric_t {
 public:
  /// Digits that PostgreSQL keeps before and after the decimal point.
  static constexpr std::int32_t max_integer_digits = 131072;
  static constexpr std::int32_t max_scale = 16383;

  numeric_t() : text_("0") {}
  template <detail::integer_number I>
  numeric_t(I value) : text_(std::to_string(value)) {}
  /// `-12.50`, `1e-3`, `NaN`, `Infinity`, `-Infinity`. Throws decode_error for anything else, and for numbers that
  /// PostgreSQL cannot hold.
  explicit numeric_t(std::string_view text);
  explicit numeric_t(const std::string& text) : numeric_t(std::string_view(text)) {}
  explicit numeric_t(const char* text) : numeric_t(std::string_view(text)) {}
  static numeric_t parse(std::string_view text) { return numeric_t(text); }

  /// `12.50`: no exponent, no leading zeros, no plus sign, no negative zero.
  [[nodiscard]] const std::string& str() const noexcept { return text_; }
  [[nodiscard]] bool is_finite() const noexcept { return text_.back() <= '9'; }
  [[nodiscard]] bool is_nan() const noexcept { return text_.front() == 'N'; }
  [[nodiscard]] bool is_negative() const noexcept { return text_.front() == '-'; }
  /// Digits after the decimal point; 0 for NaN and the infinities.
  [[nodiscard]] std::int32_t scale() const noexcept;
  /// The nearest double.
  [[nodiscard]] double to_double() const;

  friend bool operator==(const numeric_t& a, const numeric_t& b) noexcept { return (a <=> b) == 0; }
  friend std::weak_ordering operator<=>(const numeric_t& a, const numeric_t& b) noexcept;

 private:
  std::string text_;
};

inline std::string to_string(const numeric_t& value) { return value.str(); }

}  // namespace squall
