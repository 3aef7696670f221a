// A random value of each type, extremes among them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "squall/types/bytea.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/interval.hpp"
#include "squall/types/json.hpp"
#include "squall/types/numeric.hpp"
#include "squall/types/range.hpp"
#include "squall/types/uuid.hpp"
#include "value_source.hpp"

namespace squall::test {

/// What `any_value<T>` gives for a type that is no number.
template <class T>
struct random_value;

template <class T>
T any_value(value_source& random) {
  using limits = std::numeric_limits<T>;
  if constexpr (std::is_same_v<T, bool>) {
    return random.one_in(2);
  } else if constexpr (std::is_same_v<T, char>) {
    return static_cast<char>(random.between(1, 127));
  } else if constexpr (std::is_integral_v<T>) {
    if (random.one_in(5))
      return random.pick<T>({limits::min(), limits::max(), 0, static_cast<T>(-1)});
    return static_cast<T>(random.bits() >> random.below(8 * sizeof(T)));
  } else if constexpr (std::is_floating_point_v<T>) {
    if (random.one_in(5))
      return random.pick<T>({T(0), -T(0), limits::min(), limits::denorm_min(), -limits::denorm_min(), limits::max(),
                             limits::lowest(), limits::infinity(), -limits::infinity(), limits::quiet_NaN()});
    // Any bits, but for a NaN with a payload, which the server may normalise.
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    const T value = std::bit_cast<T>(static_cast<bits>(random.bits()));
    return value != value ? limits::quiet_NaN() : value;
  } else {
    return random_value<T>::from(random);
  }
}

/// Random code points, without U+0000, and what has to be quoted somewhere.
template <>
struct random_value<std::string> {
  static std::string from(value_source& random) {
    std::string out;
    for (std::size_t left = random.below(random.one_in(20) ? 300 : 12); left > 0; --left) {
      if (random.one_in(3))
        out +=
            random.pick<const char*>({"'", "\"", "\\", ",", "{", "}", "(", ")", "NULL", "\n", "\t", "$1", "--", ";"});
      else
        append_utf8(out, static_cast<std::uint32_t>(random.one_in(2)   ? random.between(1, 0x7f)
                                                    : random.one_in(2) ? random.between(0x80, 0xd7ff)
                                                                       : random.between(0xe000, 0x10ffff)));
    }
    return out;
  }

 private:
  static void append_utf8(std::string& out, std::uint32_t c) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto tail = [&](std::uint32_t shift) { put(0x80 | (c >> shift & 63)); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6), tail(0);
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12), tail(6), tail(0);
    } else {
      put(0xF0 | c >> 18), tail(12), tail(6), tail(0);
    }
  }
};
template <>
struct random_value<bytea_t> {
  static bytea_t from(value_source& random) {
    bytea_t bytes(random.below(random.one_in(20) ? 2000 : 20));
    for (auto& byte : bytes) byte = static_cast<std::byte>(random.below(256));
    return bytes;
  }
};
template <>
struct random_value<uuid_t> {
  static uuid_t from(value_source& random) {
    uuid_t id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random.below(256));
    return id;
  }
};
template <>
struct random_value<numeric_t> {
  static numeric_t from(value_source& random) {
    if (random.one_in(20))
      return numeric_t(random.pick<const char*>({"NaN", "Infinity", "-Infinity"}));
    const auto digits = [&random](std::size_t most) {
      std::string out;
      for (std::size_t left = random.below(most); left > 0; --left) out += random.pick({'0', '0', '0', '1', '5', '9'});
      return out;
    };
    std::string text = (random.one_in(2) ? "-0" : "0") + digits(30);
    if (const std::string fraction = digits(30); !fraction.empty())
      text += "." + fraction;
    return numeric_t(text);
  }
};
/// Written as jsonb prints it.
template <>
struct random_value<json_t> {
  static json_t from(value_source& random) {
    const std::string number = std::to_string(random.between(-1000, 1000));
    return json_t{random.pick<std::string>({"null", "true", number, number + ".50", R"("é \" \n")", "[]",
                                            "[1, " + number + ", null]", R"({"a": {"b": [)" + number + "]}}"})};
  }
};

template <>
struct random_value<date_t> {
  static date_t from(value_source& random) {
    if (random.one_in(5))
      return date_t::from_days(random.pick<std::int32_t>({INT32_MIN, INT32_MAX, -2451545, 2145031948, 0}));
    return date_t::from_days(static_cast<std::int32_t>(random.between(-2451545, 2145031948)));
  }
};
template <class T>
  requires(std::is_same_v<T, timestamp_t> || std::is_same_v<T, timestamptz_t>)
struct random_value<T> {
  static T from(value_source& random) {
    if (random.one_in(5))
      return T::from_microseconds(
          random.pick<std::int64_t>({T::infinity().microseconds, T::minus_infinity().microseconds, -211813488000000000,
                                     9223371331199999999, 0, -1}));
    return T::from_microseconds(random.between(-211813488000000000, 9223371331199999999));
  }
};
template <>
struct random_value<time_of_day_t> {
  static time_of_day_t from(value_source& random) {
    return time_of_day_t::from_microseconds(random.one_in(5) ? random.pick<std::int64_t>({0, 86'400'000'000})
                                                             : random.between(0, 86'400'000'000));
  }
};
template <>
struct random_value<timetz_t> {
  static timetz_t from(value_source& random) {
    return timetz_t(any_value<time_of_day_t>(random), static_cast<std::int32_t>(random.between(-57599, 57599)));
  }
};
template <>
struct random_value<interval_t> {
  static interval_t from(value_source& random) {
    return {any_value<std::int32_t>(random), any_value<std::int32_t>(random), any_value<std::int64_t>(random)};
  }
};

/// Ranges over values in ascending order at 0, 1, 2, …, so that they can be made without overlap.
template <class T>
T value_at(std::int64_t n) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<T>(n);
  else if constexpr (std::is_same_v<T, numeric_t>)
    return numeric_t(std::to_string(n) + ".50");
  else if constexpr (std::is_same_v<T, date_t>)
    return date_t::from_days(static_cast<std::int32_t>(n));
  else
    return T::from_microseconds(n * 1'000'001);
}
/// As the server keeps them: [) for what is discrete, any bounds for what is not.
template <class T>
struct random_value<range_t<T>> {
  static range_t<T> from(value_source& random) {
    constexpr bool discrete = std::is_integral_v<T> || std::is_same_v<T, date_t>;
    if (random.one_in(10))
      return range_t<T>::none();
    range_t<T> range;
    const std::int64_t lower = random.between(-1'000'000, 1'000'000);
    if (!random.one_in(6))
      range.lower = value_at<T>(lower);
    if (!random.one_in(6))
      range.upper = value_at<T>(lower + random.between(1, 1000));
    range.lower_inclusive = discrete || random.one_in(2);
    range.upper_inclusive = !discrete && random.one_in(2);
    return range;
  }
};
template <class T>
struct random_value<multirange_t<T>> {
  static multirange_t<T> from(value_source& random) {
    multirange_t<T> value;
    std::int64_t at = random.between(-1000, 1000);
    const std::size_t count = random.below(5);
    for (std::size_t i = 0; i < count; ++i) {
      range_t<T> range;
      if (i > 0 || !random.one_in(6))
        range.lower = value_at<T>(at);
      at += random.between(1, 100);
      if (i + 1 < count || !random.one_in(6))
        range.upper = value_at<T>(at);
      at += random.between(1, 100);
      value.ranges.push_back(range);
    }
    return value;
  }
};

}  // namespace squall::test
