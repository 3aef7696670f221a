// Arrays in binary format (array_send in utils/adt/arrayfuncs.c) and as literals (manual, 8.15.6).
#include <fmt/format.h>

#include <limits>

#include "squall/client/codec.hpp"
#include "squall/errors.hpp"

namespace squall::detail {

namespace {
constexpr std::string_view type_name = "array";
constexpr int max_dimensions = 6;  // MAXDIM of PostgreSQL
}  // namespace

std::int32_t array_length(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    throw usage_error("an array is too large for PostgreSQL");
  return static_cast<std::int32_t>(size);
}

void throw_ragged_array() {
  throw usage_error("the inner vectors differ in length: PostgreSQL's arrays are rectangular (manual, 8.15)");
}

void append_array_header(std::string& out, const std::vector<std::int32_t>& lengths, bool has_nulls,
                         std::uint32_t element_oid) {
  bool empty = false;
  for (const std::int32_t length : lengths) empty = empty || length == 0;
  append(out, empty ? std::int32_t{0} : static_cast<std::int32_t>(lengths.size()));
  append(out, std::int32_t{has_nulls ? 1 : 0});
  append(out, element_oid);
  if (empty)
    return;
  for (const std::int32_t length : lengths) {
    append(out, length);
    append(out, std::int32_t{1});
  }
}

void begin_values(std::string& out, std::size_t count, std::uint32_t element_oid) {
  append_array_header(out, {array_length(count)}, false, element_oid);
}

void append_quoted_element(std::string& out, std::string_view text) {
  refuse_zero_byte(text);
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  out += '"';
}

array_reader::array_reader(const char* data, int length, int dimensions) : at_(data), end_(data + length) {
  if (length < 12)
    throw_malformed(type_name, "it is too short");
  const auto count = load<std::int32_t>(at_);
  at_ += 12;  // the flag for NULLs and the element's type say nothing new
  if (count == 0)
    return;
  if (count < 0 || count > max_dimensions)
    throw_malformed(type_name, "its number of dimensions is out of range");
  if (count != dimensions)
    throw decode_error(fmt::format("the array has {} dimensions, the C++ type has {}", count, dimensions));
  if (end_ - at_ < 8 * count)
    throw_malformed(type_name, "it is too short");
  std::int64_t elements = 1;
  for (int i = 0; i < count; ++i, at_ += 8) {
    lengths_[i] = load<std::int32_t>(at_);
    // Every element takes four bytes at least, so no length can be larger than what is there.
    if (lengths_[i] <= 0 || lengths_[i] > (end_ - at_) / 4)
      throw_malformed(type_name, "a length is out of range");
    elements *= lengths_[i];
    if (elements > (end_ - at_) / 4)
      throw_malformed(type_name, "a length is out of range");
  }
  empty_ = false;
}

array_reader::field array_reader::next() {
  if (end_ - at_ < 4)
    throw_malformed(type_name, "it is too short");
  const auto length = load<std::int32_t>(at_);
  at_ += 4;
  if (length == -1)
    return {nullptr, 0};
  if (length < 0 || length > end_ - at_)
    throw_malformed(type_name, "an element's length is out of range");
  const field element{at_, length};
  at_ += length;
  return element;
}

void array_reader::finish() const {
  if (at_ != end_)
    throw_malformed(type_name, "it is longer than its elements");
}

void array_reader::throw_null_element() {
  throw decode_error("the array holds a NULL; its C++ type should be std::vector<std::optional<…>>");
}

}  // namespace squall::detail
