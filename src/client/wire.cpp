#include "squall/client/wire.hpp"

#include <fmt/format.h>

#include "squall/client/codec.hpp"
#include "squall/errors.hpp"

namespace squall::detail {

void throw_wrong_length(std::string_view type, int expected, int length) {
  throw decode_error(
      fmt::format("{} has {} bytes, the server sent {}: does the column have another type?", type, expected, length));
}

void throw_malformed(std::string_view type, std::string_view problem) {
  throw decode_error(fmt::format("malformed {} from the server: {}", type, problem));
}

void refuse_zero_byte(std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    throw usage_error("a text parameter holds a zero byte, which PostgreSQL's texts cannot (manual, 8.3)");
}

void throw_unknown_label(std::string_view label) {
  throw decode_error(fmt::format("'{}' is not a label of the C++ enumeration", label));
}

void throw_no_label(std::int64_t value) {
  throw usage_error(fmt::format("{} is the value of no enumerator, so it has no label", value));
}

std::string_view jsonb_text(const char* data, int length) {
  if (length < 1 || *data != '\1')
    throw_malformed("jsonb", "unknown version");
  return {data + 1, static_cast<std::size_t>(length - 1)};
}

}  // namespace squall::detail
