// Ranges and multiranges. Included by codec.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "squall/client/codec.hpp"  // IWYU pragma: keep
#include "squall/client/composed_codec.hpp"
#include "squall/types/range.hpp"

namespace squall {
namespace detail {

/// The types of the ranges over T, and of their arrays. All 0 for range types that a database made itself.
struct range_oids {
  std::uint32_t range = 0, range_array = 0, multirange = 0, multirange_array = 0;
};
template <class T>
inline constexpr range_oids oids_of_range{};
template <>
inline constexpr range_oids oids_of_range<std::int32_t>{3904, 3905, 4451, 6150};
template <>
inline constexpr range_oids oids_of_range<std::int64_t>{3926, 3927, 4536, 6157};
template <>
inline constexpr range_oids oids_of_range<numeric_t>{3906, 3907, 4532, 6151};
template <>
inline constexpr range_oids oids_of_range<timestamp_t>{3908, 3909, 4533, 6152};
template <>
inline constexpr range_oids oids_of_range<timestamptz_t>{3910, 3911, 4534, 6153};
template <>
inline constexpr range_oids oids_of_range<date_t>{3912, 3913, 4535, 6155};

/// A range's bytes (range_send in utils/adt/rangetypes.c); a bound without data is infinite.
struct range_fields {
  struct bound {
    const char* data = nullptr;
    int length = 0;
  };
  bound lower, upper;
  bool lower_inclusive = false, upper_inclusive = false, empty = false;
};
range_fields read_range(const char* data, int length);
std::uint8_t range_flags(bool empty, bool has_lower, bool lower_inclusive, bool has_upper, bool upper_inclusive);

/// Walks through a multirange's bytes.
class multirange_reader {
 public:
  multirange_reader(const char* data, int length);
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  range_fields::bound next();
  void finish() const;

 private:
  const char* at_;
  const char* end_;
  std::size_t count_;
};

}  // namespace detail

template <class T>
struct codec<range_t<T>> : detail::composed_codec<codec<range_t<T>>, range_t<T>, detail::oids_of_range<T>.range,
                                                  detail::oids_of_range<T>.range_array> {
  static void append(std::string& out, const range_t<T>& value) {
    detail::append(out, detail::range_flags(value.empty, value.lower.has_value(), value.lower_inclusive,
                                            value.upper.has_value(), value.upper_inclusive));
    if (value.empty)
      return;
    if (value.lower)
      detail::append_field<codec<T>>(out, *value.lower);
    if (value.upper)
      detail::append_field<codec<T>>(out, *value.upper);
  }
  static range_t<T> decode(const char* data, int length) {
    const auto fields = detail::read_range(data, length);
    range_t<T> value;
    if (fields.lower.data != nullptr)
      value.lower = codec<T>::decode(fields.lower.data, fields.lower.length);
    if (fields.upper.data != nullptr)
      value.upper = codec<T>::decode(fields.upper.data, fields.upper.length);
    value.lower_inclusive = fields.lower_inclusive;
    value.upper_inclusive = fields.upper_inclusive;
    value.empty = fields.empty;
    return value;
  }
};

template <class T>
struct codec<multirange_t<T>>
    : detail::composed_codec<codec<multirange_t<T>>, multirange_t<T>, detail::oids_of_range<T>.multirange,
                             detail::oids_of_range<T>.multirange_array> {
  static void append(std::string& out, const multirange_t<T>& value) {
    detail::append(out, detail::array_length(value.ranges.size()));
    for (const auto& range : value.ranges) detail::append_field<codec<range_t<T>>>(out, range);
  }
  static multirange_t<T> decode(const char* data, int length) {
    detail::multirange_reader from(data, length);
    multirange_t<T> value;
    value.ranges.reserve(from.count());
    for (std::size_t i = 0; i < from.count(); ++i) {
      const auto range = from.next();
      value.ranges.push_back(codec<range_t<T>>::decode(range.data, range.length));
    }
    from.finish();
    return value;
  }
};

}  // namespace squall
