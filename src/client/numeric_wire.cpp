// numeric in binary format: digits to the base of 10,000 with a weight (numeric_send in utils/adt/numeric.c).
#include <algorithm>
#include <array>

#include "squall/client/codec.hpp"
#include "squall/errors.hpp"

namespace squall::detail {

namespace {

constexpr std::uint16_t sign_positive = 0x0000;
constexpr std::uint16_t sign_negative = 0x4000;
constexpr std::uint16_t sign_nan = 0xC000;
constexpr std::uint16_t sign_infinity = 0xD000;
constexpr std::uint16_t sign_minus_infinity = 0xF000;
constexpr std::size_t header_size = 8;
constexpr std::string_view type_name = "numeric";

struct layout {
  std::string_view whole;     // without leading zeros: empty below 1
  std::string_view fraction;  // the digits after the point
  std::size_t whole_groups;   // of four decimal digits
  std::size_t fraction_groups;
};

layout layout_of(const numeric_t& value) {
  std::string_view text = value.str();
  if (value.is_negative())
    text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  if (whole == "0")
    whole = {};
  const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  return {whole, fraction, (whole.size() + 3) / 4, (fraction.size() + 3) / 4};
}

std::int16_t group_of(std::string_view digits) {
  std::int16_t group = 0;
  for (const char c : digits) group = static_cast<std::int16_t>(group * 10 + (c - '0'));
  return group;
}

void append_group(std::string& out, int group) {
  const std::array<char, 4> digits{static_cast<char>('0' + group / 1000), static_cast<char>('0' + group / 100 % 10),
                                   static_cast<char>('0' + group / 10 % 10), static_cast<char>('0' + group % 10)};
  out.append(digits.data(), digits.size());
}

numeric_t load_special(std::uint16_t sign) {
  if (sign == sign_nan)
    return numeric_t("NaN");
  if (sign == sign_infinity)
    return numeric_t("Infinity");
  if (sign == sign_minus_infinity)
    return numeric_t("-Infinity");
  throw_malformed(type_name, "unknown sign");
}

}  // namespace

std::size_t numeric_wire_size(const numeric_t& value) {
  if (!value.is_finite())
    return header_size;
  const layout l = layout_of(value);
  return header_size + 2 * (l.whole_groups + l.fraction_groups);
}

void store_numeric(char* to, const numeric_t& value) {
  if (!value.is_finite()) {
    store(to, std::int64_t{0});
    store(to + 4, value.is_nan() ? sign_nan : value.is_negative() ? sign_minus_infinity : sign_infinity);
    return;
  }
  const layout l = layout_of(value);
  store(to, static_cast<std::uint16_t>(l.whole_groups + l.fraction_groups));
  store(to + 2, static_cast<std::int16_t>(static_cast<std::int32_t>(l.whole_groups) - 1));
  store(to + 4, value.is_negative() ? sign_negative : sign_positive);
  store(to + 6, static_cast<std::uint16_t>(l.fraction.size()));
  to += header_size;
  // The first group before the point may be short, the last one behind it is filled up with zeros.
  std::size_t at = 0;
  for (std::size_t i = 0; i < l.whole_groups; ++i, to += 2) {
    const std::size_t size = i == 0 ? l.whole.size() - 4 * (l.whole_groups - 1) : 4;
    store(to, group_of(l.whole.substr(at, size)));
    at += size;
  }
  for (std::size_t i = 0; i < l.fraction_groups; ++i, to += 2) {
    const std::string_view digits = l.fraction.substr(4 * i, 4);
    std::int16_t group = group_of(digits);
    for (std::size_t missing = digits.size(); missing < 4; ++missing) group = static_cast<std::int16_t>(group * 10);
    store(to, group);
  }
}

numeric_t load_numeric(const char* data, int length) {
  if (length < static_cast<int>(header_size))
    throw_malformed(type_name, "it is too short");
  const int count = load<std::uint16_t>(data);
  const int weight = load<std::int16_t>(data + 2);
  const auto sign = load<std::uint16_t>(data + 4);
  const std::size_t scale = load<std::uint16_t>(data + 6);
  if (length != static_cast<int>(header_size) + 2 * count)
    throw_malformed(type_name, "its length does not fit the number of its digits");
  if (sign != sign_positive && sign != sign_negative)
    return load_special(sign);
  if (scale > static_cast<std::size_t>(numeric_t::max_scale))
    throw_malformed(type_name, "its scale is too large");

  // Group i stands for group * 10000 ^ (weight - i).
  const auto group = [&](int i) {
    if (i < 0 || i >= count)
      return 0;
    const int value = load<std::int16_t>(data + header_size + 2 * i);
    if (value < 0 || value > 9999)
      throw_malformed(type_name, "a digit is out of range");
    return value;
  };
  std::string text = sign == sign_negative ? "-" : "";
  if (weight < 0)
    text += '0';
  for (int i = 0; i <= weight; ++i) append_group(text, group(i));
  if (scale > 0) {
    text += '.';
    const std::size_t end = text.size() + scale;
    for (int i = weight + 1; text.size() < end; ++i) append_group(text, group(i));
    text.resize(end);
  }
  return numeric_t(text);
}

}  // namespace squall::detail
