// Numbers in network byte order, and the errors of decoding: what the codecs are made of.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace squall::detail {

template <class T>
concept wire_integer =
    std::same_as<T, std::uint8_t> || std::same_as<T, std::int16_t> || std::same_as<T, std::uint16_t> ||
    std::same_as<T, std::int32_t> || std::same_as<T, std::uint32_t> || std::same_as<T, std::int64_t> ||
    std::same_as<T, std::uint64_t>;

/// Host order to network order, and back.
template <wire_integer T>
constexpr T network_order(T value) {
  if constexpr (sizeof(T) == 1 || std::endian::native == std::endian::big)
    return value;
  else if constexpr (sizeof(T) == 2)
    return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
  else if constexpr (sizeof(T) == 4)
    return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  else
    return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
}

template <wire_integer T>
T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return network_order(value);
}

template <wire_integer T>
void store(char* to, T value) {
  value = network_order(value);
  std::memcpy(to, &value, sizeof value);
}

template <wire_integer T>
void append(std::string& out, T value) {
  value = network_order(value);
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

/// `a uuid has 16 bytes, the server sent 4`
[[noreturn]] void throw_wrong_length(std::string_view type, int expected, int length);
/// `type: problem`
[[noreturn]] void throw_malformed(std::string_view type, std::string_view problem);

inline void expect_length(std::string_view type, int expected, int length) {
  if (length != expected) [[unlikely]]
    throw_wrong_length(type, expected, length);
}

}  // namespace squall::detail
