// EWKB in hexadecimal.
#include "squall/types/geometry.hpp"

#include "client/text_scanner.hpp"

namespace squall {
namespace {

constexpr std::string_view digits = "0123456789ABCDEF";

bytea_t parse_hex(std::string_view type, std::string_view text) {
  detail::text_scanner from(type, text);
  const auto digit = [&from] {
    const char c = from.take();
    const auto value = digits.find(c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c);
    if (value == std::string_view::npos)
      from.fail();
    return value;
  };
  bytea_t bytes;
  bytes.reserve(text.size() / 2);
  while (!from.at_end()) {
    const auto high = digit();
    bytes.push_back(static_cast<std::byte>(high << 4 | digit()));
  }
  return bytes;
}

std::string print_hex(const bytea_t& bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    out += digits[std::to_integer<unsigned>(byte) >> 4];
    out += digits[std::to_integer<unsigned>(byte) & 15U];
  }
  return out;
}

}  // namespace

geometry_t geometry_t::parse(std::string_view hex) { return {parse_hex("EWKB", hex)}; }
geography_t geography_t::parse(std::string_view hex) { return {parse_hex("EWKB", hex)}; }
std::string to_string(const geometry_t& value) { return print_hex(value.ewkb); }
std::string to_string(const geography_t& value) { return print_hex(value.ewkb); }

}  // namespace squall
