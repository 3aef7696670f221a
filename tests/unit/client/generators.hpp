// Random values of the types, extremes among them.
#pragma once

#include <rapidcheck.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "squall/types/bytea.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/numeric.hpp"
#include "squall/types/uuid.hpp"

namespace squall::test {

template <class T>
rc::Gen<T> one_of_or(std::vector<T> extremes, rc::Gen<T> other) {
  return rc::gen::weightedOneOf<T>({{1, rc::gen::elementOf(std::move(extremes))}, {4, std::move(other)}});
}

template <class I>
I any_integer() {
  return *one_of_or<I>({std::numeric_limits<I>::min(), std::numeric_limits<I>::max(), 0, -1},
                       rc::gen::scale(10, rc::gen::arbitrary<I>()));
}

/// Any bit pattern but NaN with a payload, which the server may normalise.
template <class F, class Bits>
F any_float() {
  using limits = std::numeric_limits<F>;
  const F value = *one_of_or<F>({F(0), -F(0), limits::min(), limits::denorm_min(), -limits::denorm_min(), limits::max(),
                                 limits::lowest(), limits::infinity(), -limits::infinity(), limits::quiet_NaN()},
                                rc::gen::map(rc::gen::noShrink(rc::gen::scale(10, rc::gen::arbitrary<Bits>())),
                                             [](Bits bits) { return std::bit_cast<F>(bits); }));
  return value != value ? limits::quiet_NaN() : value;
}

/// UTF-8 of random code points, without U+0000.
inline std::string any_text() {
  const auto points = *rc::gen::container<std::vector<std::uint32_t>>(
      rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 0x80), rc::gen::inRange<std::uint32_t>(0x80, 0xD800),
                     rc::gen::inRange<std::uint32_t>(0xE000, 0x110000),
                     rc::gen::element<std::uint32_t>('"', '\\', '\'', ',', '{', '}', 'N')));
  std::string out;
  for (const std::uint32_t c : points) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6), put(0x80 | (c & 63));
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
    } else {
      put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 63)), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
    }
  }
  return out;
}

inline numeric_t any_numeric() {
  if (*rc::gen::inRange(0, 10) == 0)
    return *rc::gen::element(numeric_t("NaN"), numeric_t("Infinity"), numeric_t("-Infinity"));
  const auto digits = [](int most) {
    return *rc::gen::container<std::string>(static_cast<std::size_t>(*rc::gen::inRange(0, most)),
                                            rc::gen::weightedElement<char>({{3, '0'}, {1, '1'}, {1, '9'}, {1, '5'}}));
  };
  std::string text = *rc::gen::element<std::string>("", "-");
  text += "0" + digits(30);
  const std::string fraction = digits(30);
  if (!fraction.empty())
    text += "." + fraction;
  return numeric_t(text);
}

inline uuid_t any_uuid() {
  uuid_t id;
  for (auto& byte : id.bytes) byte = *rc::gen::noShrink(rc::gen::inRange<std::uint8_t>(0, 255));
  return id;
}

inline date_t any_date() {
  return date_t::from_days(*one_of_or<std::int32_t>(
      {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(), -2451545, 2145031948, 0},
      rc::gen::inRange<std::int32_t>(-2451545, 2145031949)));
}

template <class T>
T any_timestamp() {
  return T::from_microseconds(*one_of_or<std::int64_t>(
      {T::infinity().microseconds, T::minus_infinity().microseconds, -211813488000000000, 9223371331199999999, 0, -1},
      rc::gen::inRange<std::int64_t>(-211813488000000000, 9223371331200000000)));
}

inline time_of_day_t any_time() {
  return time_of_day_t::from_microseconds(
      *one_of_or<std::int64_t>({0, 86'400'000'000}, rc::gen::inRange<std::int64_t>(0, 86'400'000'000)));
}

inline interval_t any_interval() {
  return {any_integer<std::int32_t>(), any_integer<std::int32_t>(), any_integer<std::int64_t>()};
}

inline bytea_t any_bytes() {
  return *rc::gen::container<bytea_t>(
      rc::gen::map(rc::gen::arbitrary<std::uint8_t>(), [](std::uint8_t b) { return std::byte{b}; }));
}

/// A vector of what `make` gives, NULLs among it.
template <class F>
auto any_nullable_vector(F make) {
  std::vector<std::optional<decltype(make())>> values;
  const int size = *rc::gen::inRange(0, 8);
  for (int i = 0; i < size; ++i) {
    if (*rc::gen::inRange(0, 4) == 0)
      values.push_back(std::nullopt);
    else
      values.push_back(make());
  }
  return values;
}

}  // namespace squall::test
