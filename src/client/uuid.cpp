#include "squall/types/uuid.hpp"

#include <fmt/format.h>

#include "squall/errors.hpp"

namespace squall {

namespace {
int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}
}  // namespace

uuid_t uuid_t::parse(std::string_view text) {
  uuid_t value;
  std::string_view rest = text;
  const bool braced = rest.starts_with('{');
  if (braced)
    rest.remove_prefix(1);
  std::size_t digits = 0;
  for (; digits < 32 && !rest.empty(); rest.remove_prefix(1)) {
    if (rest.front() == '-' && digits > 0 && digits % 4 == 0) {
      rest.remove_prefix(1);
      if (rest.empty())
        break;
    }
    const int digit = hex_digit(rest.front());
    if (digit < 0)
      break;
    auto& byte = value.bytes[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | digit);
  }
  if (digits != 32 || rest != (braced ? "}" : ""))
    throw decode_error(fmt::format("'{}' is no uuid: expected 32 hexadecimal digits", text));
  return value;
}

std::string to_string(const uuid_t& value) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      out += '-';
    out += digits[value.bytes[i] >> 4];
    out += digits[value.bytes[i] & 15];
  }
  return out;
}

}  // namespace squall
