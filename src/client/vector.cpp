// pgvector's types: their texts, and their send functions (vector.c, halfvec.c, sparsevec.c of pgvector).
#include "squall/types/vector.hpp"

#include <bit>
#include <limits>

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"
#include "squall/types/range.hpp"

namespace squall {
namespace {

float scan_float(detail::text_scanner& from) {
  const auto digits = from.until(",]}");
  if (digits.empty())
    from.fail();
  return static_cast<float>(detail::parse_float(digits));
}

std::vector<float> parse_list(std::string_view type, std::string_view text) {
  detail::text_scanner from(type, text);
  std::vector<float> values;
  from.expect('[');
  while (!from.skip(']')) {
    if (!values.empty())
      from.expect(',');
    values.push_back(scan_float(from));
  }
  from.finish();
  return values;
}

std::string print_list(const std::vector<float>& values) {
  std::string out = "[";
  for (const float value : values) {
    if (out.size() > 1)
      out += ',';
    detail::append_float(out, value);
  }
  return out += ']';
}

void append_dimensions(std::string& out, std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max()))
    throw usage_error("a vector has too many dimensions for pgvector");
  detail::append(out, static_cast<std::int16_t>(size));
  detail::append(out, std::int16_t{0});  // not used
}

std::vector<float> sized(detail::wire_reader& from, std::size_t item_size) {
  const auto size = from.number<std::int16_t>();
  from.number<std::int16_t>();
  if (size < 0 || static_cast<std::size_t>(size) * item_size != from.left())
    from.fail("its length is not that of its numbers");
  return std::vector<float>(static_cast<std::size_t>(size));
}

}  // namespace

namespace detail {

std::uint16_t half_from_float(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000U;
  const int exponent = static_cast<int>(bits >> 23 & 0xffU) - 127 + 15;
  std::uint32_t fraction = bits & 0x7fffffU;
  if (exponent == 255 - 127 + 15)  // NaN keeps a bit, so that it does not become an infinity
    return static_cast<std::uint16_t>(sign | 0x7c00U | (fraction != 0 ? 0x200U | fraction >> 13 : 0U));
  if (exponent >= 31)
    return static_cast<std::uint16_t>(sign | 0x7c00U);
  if (exponent < -10)
    return static_cast<std::uint16_t>(sign);
  int dropped = 13;
  std::uint32_t high = static_cast<std::uint32_t>(exponent) << 10;
  if (exponent <= 0) {  // a subnormal: the leading 1 is written, and shifted
    fraction |= 0x800000U;
    dropped += 1 - exponent;
    high = 0;
  }
  std::uint32_t half = high + (fraction >> dropped);
  const std::uint32_t rest = fraction & ((1U << dropped) - 1);
  const std::uint32_t middle = 1U << (dropped - 1);
  // A carry runs from the fraction into the exponent, and from the largest number to infinity, as it should.
  if (rest > middle || (rest == middle && (half & 1U) != 0))
    ++half;
  return static_cast<std::uint16_t>(sign | half);
}

float float_from_half(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16;
  std::uint32_t exponent = bits >> 10 & 0x1fU;
  std::uint32_t fraction = bits & 0x3ffU;
  if (exponent == 31)
    return std::bit_cast<float>(sign | 0x7f800000U | fraction << 13);
  if (exponent == 0) {
    if (fraction == 0)
      return std::bit_cast<float>(sign);
    exponent = 1;
    while ((fraction & 0x400U) == 0) {
      fraction <<= 1;
      --exponent;  // wraps below 0, and comes back with the bias
    }
    fraction &= 0x3ffU;
  }
  return std::bit_cast<float>(sign | (exponent + 127U - 15U) << 23 | fraction << 13);
}

}  // namespace detail

vector_t detail::parse_vector(std::string_view text) { return {parse_list("vector", text)}; }
halfvec_t detail::parse_halfvec(std::string_view text) { return {parse_list("halfvec", text)}; }
sparsevec_t detail::parse_sparsevec(std::string_view text) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  detail::text_scanner from("sparsevec", text);
  sparsevec_t value;
  from.expect('{');
  while (!from.skip('}')) {
    if (!value.elements.empty())
      from.expect(',');
    const auto index = detail::parse_integer(from.until(":"), 1, most);
    from.expect(':');
    value.elements.emplace_back(static_cast<std::int32_t>(index - 1), scan_float(from));
  }
  from.expect('/');
  value.dimensions = static_cast<std::int32_t>(detail::parse_integer(from.until(""), 1, most));
  return value;
}

std::string to_string(const vector_t& value) { return print_list(value.values); }
std::string to_string(const halfvec_t& value) { return print_list(value.values); }
std::string to_string(const sparsevec_t& value) {
  std::string out = "{";
  for (const auto& [index, number] : value.elements) {
    if (out.size() > 1)
      out += ',';
    out += std::to_string(std::int64_t{index} + 1) + ':';
    detail::append_float(out, number);
  }
  return out + "}/" + std::to_string(value.dimensions);
}

void codec<vector_t>::append(std::string& out, const vector_t& value) {
  append_dimensions(out, value.values.size());
  for (const float number : value.values) detail::append(out, std::bit_cast<std::uint32_t>(number));
}
vector_t codec<vector_t>::decode(const char* data, int length) {
  detail::wire_reader from("vector", data, length);
  vector_t value{sized(from, 4)};
  for (auto& number : value.values) number = from.float4();
  return value;
}

void codec<halfvec_t>::append(std::string& out, const halfvec_t& value) {
  append_dimensions(out, value.values.size());
  for (const float number : value.values) detail::append(out, detail::half_from_float(number));
}
halfvec_t codec<halfvec_t>::decode(const char* data, int length) {
  detail::wire_reader from("halfvec", data, length);
  halfvec_t value{sized(from, 2)};
  for (auto& number : value.values) number = detail::float_from_half(from.number<std::uint16_t>());
  return value;
}

void codec<sparsevec_t>::append(std::string& out, const sparsevec_t& value) {
  detail::append(out, value.dimensions);
  detail::append(out, detail::array_length(value.elements.size()));
  detail::append(out, std::int32_t{0});  // not used
  for (const auto& element : value.elements) detail::append(out, element.first);
  for (const auto& element : value.elements) detail::append(out, std::bit_cast<std::uint32_t>(element.second));
}
sparsevec_t codec<sparsevec_t>::decode(const char* data, int length) {
  detail::wire_reader from("sparsevec", data, length);
  sparsevec_t value;
  value.dimensions = from.number<std::int32_t>();
  const auto count = from.number<std::int32_t>();
  from.number<std::int32_t>();
  if (value.dimensions < 0 || count < 0 || static_cast<std::size_t>(count) * 8 != from.left())
    from.fail("its length is not that of its numbers");
  value.elements.resize(static_cast<std::size_t>(count));
  for (auto& element : value.elements) element.first = from.number<std::int32_t>();
  for (auto& element : value.elements) element.second = from.float4();
  return value;
}

}  // namespace squall
