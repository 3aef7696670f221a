// Values in PostgreSQL's binary format (manual, 55.7; the send and receive functions of each type).
//
// codec<Db> is chosen by the database type Db alone, and takes exactly its C++ value: no implicit conversion ever picks
// another codec or narrows a value. Every codec has
//
//     static constexpr std::uint32_t oid;        // the type of a parameter; 0 lets the server infer it
//     static constexpr std::uint32_t array_oid;  // the type of an array of it
//     static constexpr bool binary;              // the format of a parameter
//     static void encode(parameter_writer&, const value_of_t<Db>&);
//     static void append(std::string& out, const value_of_t<Db>&);  // binary bytes: array elements, COPY BINARY
//     static value_of_t<Db> decode(const char* data, int length);   // binary bytes; throws decode_error
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/client/parameters.hpp"
#include "squall/client/wire.hpp"
#include "squall/schema/enums.hpp"
#include "squall/types/bytea.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/json.hpp"
#include "squall/types/json_codec.hpp"
#include "squall/types/numeric.hpp"
#include "squall/types/uuid.hpp"

namespace squall {

/// Not defined for types that are no database type of Squall.
template <class Db>
struct codec;

namespace detail {

/// What all types of fixed width share; `Wire` says how: name, size, store, load.
template <class T, std::uint32_t Oid, std::uint32_t ArrayOid, class Wire>
struct fixed_codec {
  static constexpr std::uint32_t oid = Oid;
  static constexpr std::uint32_t array_oid = ArrayOid;
  static constexpr bool binary = true;
  using wire = Wire;

  template <std::same_as<T> V>
  static void encode(parameter_writer& to, const V& value) {
    Wire::store(to.binary(Wire::size, Oid), value);
  }
  template <std::same_as<T> V>
  static void append(std::string& out, const V& value) {
    char bytes[Wire::size];
    Wire::store(bytes, value);
    out.append(bytes, Wire::size);
  }
  static T decode(const char* data, int length) {
    expect_length(Wire::name, Wire::size, length);
    return Wire::load(data);
  }
};

struct wire_bool {
  static constexpr std::string_view name = "boolean";
  static constexpr int size = 1;
  static void store(char* to, bool value) { *to = value ? '\1' : '\0'; }
  static bool load(const char* from) { return *from != '\0'; }
};
template <class I>
struct wire_int {
  static constexpr std::string_view name = sizeof(I) == 2 ? "smallint" : sizeof(I) == 4 ? "integer" : "bigint";
  static constexpr int size = sizeof(I);
  static void store(char* to, I value) { detail::store(to, value); }
  static I load(const char* from) { return detail::load<I>(from); }
};
template <class F, class Bits>
struct wire_float {
  static constexpr std::string_view name = sizeof(F) == 4 ? "real" : "double precision";
  static constexpr int size = sizeof(F);
  static void store(char* to, F value) { detail::store(to, std::bit_cast<Bits>(value)); }
  static F load(const char* from) { return std::bit_cast<F>(detail::load<Bits>(from)); }
};
struct wire_uuid {
  static constexpr std::string_view name = "uuid";
  static constexpr int size = 16;
  static void store(char* to, const uuid_t& value) { std::memcpy(to, value.bytes.data(), 16); }
  static uuid_t load(const char* from) {
    uuid_t value;
    std::memcpy(value.bytes.data(), from, 16);
    return value;
  }
};
struct wire_date {
  static constexpr std::string_view name = "date";
  static constexpr int size = 4;
  static void store(char* to, date_t value) { detail::store(to, value.days); }
  static date_t load(const char* from) { return date_t::from_days(detail::load<std::int32_t>(from)); }
};
struct wire_time {
  static constexpr std::string_view name = "time";
  static constexpr int size = 8;
  static void store(char* to, time_of_day_t value) { detail::store(to, value.microseconds); }
  static time_of_day_t load(const char* from) {
    const auto microseconds = detail::load<std::int64_t>(from);
    if (microseconds < 0 || microseconds > time_of_day_t::microseconds_per_day)
      throw_malformed(name, "not within 00:00:00 and 24:00:00");
    time_of_day_t value;
    value.microseconds = microseconds;
    return value;
  }
};
struct wire_timetz {
  static constexpr std::string_view name = "time with time zone";
  static constexpr int size = 12;
  // The server counts the zone in seconds west of Greenwich.
  static void store(char* to, timetz_t value) {
    wire_time::store(to, value.time);
    detail::store(to + 8, static_cast<std::int32_t>(-std::int64_t{value.utc_offset}));
  }
  static timetz_t load(const char* from) {
    const std::int64_t west = detail::load<std::int32_t>(from + 8);
    if (west <= -86'400 || west >= 86'400)
      throw_malformed(name, "its offset from UTC is out of range");
    return {wire_time::load(from), static_cast<std::int32_t>(-west)};
  }
};
template <class T>
struct wire_timestamp {
  static constexpr std::string_view name =
      std::is_same_v<T, timestamp_t> ? "timestamp without time zone" : "timestamp with time zone";
  static constexpr int size = 8;
  static void store(char* to, T value) { detail::store(to, value.microseconds); }
  static T load(const char* from) { return T::from_microseconds(detail::load<std::int64_t>(from)); }
};
struct wire_interval {
  static constexpr std::string_view name = "interval";
  static constexpr int size = 16;
  static void store(char* to, interval_t value) {
    detail::store(to, value.microseconds);
    detail::store(to + 8, value.days);
    detail::store(to + 12, value.months);
  }
  static interval_t load(const char* from) {
    return {detail::load<std::int32_t>(from + 12), detail::load<std::int32_t>(from + 8),
            detail::load<std::int64_t>(from)};
  }
};

/// What the types share whose binary form is bytes as they stand: text, bytea, enumerations. `bytes_of(value)` shows
/// them.
std::size_t numeric_wire_size(const numeric_t& value);
void store_numeric(char* to, const numeric_t& value);
numeric_t load_numeric(const char* data, int length);
/// Throws usage_error when `text` holds a zero byte, where text format would end.
void refuse_zero_byte(std::string_view text);
[[noreturn]] void throw_unknown_label(std::string_view label);
[[noreturn]] void throw_no_label(std::int64_t value);
/// The JSON text of a json or jsonb in binary form; jsonb has a version byte before it.
std::string_view jsonb_text(const char* data, int length);

}  // namespace detail

template <>
struct codec<bool> : detail::fixed_codec<bool, 16, 1000, detail::wire_bool> {};
template <>
struct codec<std::int16_t> : detail::fixed_codec<std::int16_t, 21, 1005, detail::wire_int<std::int16_t>> {};
template <>
struct codec<std::int32_t> : detail::fixed_codec<std::int32_t, 23, 1007, detail::wire_int<std::int32_t>> {};
template <>
struct codec<std::int64_t> : detail::fixed_codec<std::int64_t, 20, 1016, detail::wire_int<std::int64_t>> {};
template <>
struct codec<float> : detail::fixed_codec<float, 700, 1021, detail::wire_float<float, std::uint32_t>> {};
template <>
struct codec<double> : detail::fixed_codec<double, 701, 1022, detail::wire_float<double, std::uint64_t>> {};
template <>
struct codec<uuid_t> : detail::fixed_codec<uuid_t, 2950, 2951, detail::wire_uuid> {};
template <>
struct codec<date_t> : detail::fixed_codec<date_t, 1082, 1182, detail::wire_date> {};
template <>
struct codec<time_of_day_t> : detail::fixed_codec<time_of_day_t, 1083, 1183, detail::wire_time> {};
template <>
struct codec<timetz_t> : detail::fixed_codec<timetz_t, 1266, 1270, detail::wire_timetz> {};
template <>
struct codec<timestamp_t> : detail::fixed_codec<timestamp_t, 1114, 1115, detail::wire_timestamp<timestamp_t>> {};
template <>
struct codec<timestamptz_t> : detail::fixed_codec<timestamptz_t, 1184, 1185, detail::wire_timestamp<timestamptz_t>> {};
template <>
struct codec<interval_t> : detail::fixed_codec<interval_t, 1186, 1187, detail::wire_interval> {};

/// text, varchar, char, citext, name: the server infers which.
template <>
struct codec<std::string> {
  static constexpr std::uint32_t oid = 0;
  static constexpr std::uint32_t array_oid = 0;
  static constexpr bool binary = true;

  static std::string_view bytes_of(std::string_view value) { return value; }
  /// Refers to the text; it has to outlive the execution.
  static void encode(parameter_writer& to, std::string_view value) { to.reference(value, oid, true); }
  static void append(std::string& out, std::string_view value) { out += value; }
  static std::string decode(const char* data, int length) { return {data, static_cast<std::size_t>(length)}; }
};

template <>
struct codec<bytea_t> {
  static constexpr std::uint32_t oid = 17;
  static constexpr std::uint32_t array_oid = 1001;
  static constexpr bool binary = true;

  static std::string_view bytes_of(const bytea_t& value) {
    return {reinterpret_cast<const char*>(value.data()), value.size()};
  }
  /// Refers to the bytes; they have to outlive the execution.
  static void encode(parameter_writer& to, const bytea_t& value) { to.reference(bytes_of(value), oid, true); }
  static void append(std::string& out, const bytea_t& value) { out += bytes_of(value); }
  static bytea_t decode(const char* data, int length) {
    const auto* first = reinterpret_cast<const std::byte*>(data);
    return {first, first + length};
  }
};

template <>
struct codec<numeric_t> {
  static constexpr std::uint32_t oid = 1700;
  static constexpr std::uint32_t array_oid = 1231;
  static constexpr bool binary = true;

  template <std::same_as<numeric_t> V>
  static void encode(parameter_writer& to, const V& value) {
    detail::store_numeric(to.binary(detail::numeric_wire_size(value), oid), value);
  }
  template <std::same_as<numeric_t> V>
  static void append(std::string& out, const V& value) {
    const std::size_t start = out.size();
    out.resize(start + detail::numeric_wire_size(value));
    detail::store_numeric(out.data() + start, value);
  }
  static numeric_t decode(const char* data, int length) { return detail::load_numeric(data, length); }
};

/// Enumerations travel as their labels (manual, 8.7).
template <class E>
  requires std::is_enum_v<E>
struct codec<E> {
  static constexpr std::uint32_t oid = 0;
  static constexpr std::uint32_t array_oid = 0;
  static constexpr bool binary = true;

  static std::string_view bytes_of(E value) {
    const std::string_view label = enum_label(value);
    if (label.data() == nullptr)
      detail::throw_no_label(static_cast<std::int64_t>(value));
    return label;
  }
  template <std::same_as<E> V>
  static void encode(parameter_writer& to, V value) {
    to.reference(bytes_of(value), oid, true);
  }
  static void append(std::string& out, E value) { out += bytes_of(value); }
  static E decode(const char* data, int length) {
    const std::string_view label(data, static_cast<std::size_t>(length));
    const std::optional<E> value = enum_value<E>(label);
    if (!value)
      detail::throw_unknown_label(label);
    return *value;
  }
};

/// json or jsonb, the server infers which: so the parameter is in text format, which both read.
template <>
struct codec<json_t> {
  static constexpr std::uint32_t oid = 0;
  static constexpr std::uint32_t array_oid = 0;
  static constexpr bool binary = false;

  static std::string_view bytes_of(const json_t& value) { return value.text; }
  /// Refers to the text; it has to outlive the execution.
  static void encode(parameter_writer& to, const json_t& value) {
    detail::refuse_zero_byte(value.text);
    to.reference(value.text, oid, false);
  }
  static json_t decode(const char* data, int length) {
    // JSON never begins with the byte 1 that is the version of jsonb's binary form.
    if (length > 0 && *data == '\1')
      return {std::string(detail::jsonb_text(data, length))};
    return {std::string(data, static_cast<std::size_t>(length))};
  }
};

template <class T>
struct codec<json_of<T>> {
  static constexpr std::uint32_t oid = 114;
  static constexpr std::uint32_t array_oid = 199;
  static constexpr bool binary = true;

  static void encode(parameter_writer& to, const T& value) {
    if constexpr (std::same_as<T, json_t>)
      to.reference(value.text, oid, true);
    else
      to.copy(to_json(value), oid, true);
  }
  static void append(std::string& out, const T& value) { out += to_json(value); }
  static T decode(const char* data, int length) {
    return from_json<T>(std::string_view(data, static_cast<std::size_t>(length)));
  }
};

template <class T>
struct codec<jsonb_of<T>> {
  static constexpr std::uint32_t oid = 3802;
  static constexpr std::uint32_t array_oid = 3807;
  static constexpr bool binary = true;

  static void encode(parameter_writer& to, const T& value) {
    if constexpr (std::same_as<T, json_t>) {
      char* bytes = to.binary(value.text.size() + 1, oid);
      *bytes = '\1';
      value.text.copy(bytes + 1, value.text.size());
    } else {
      std::string bytes;
      append(bytes, value);
      to.copy(bytes, oid, true);
    }
  }
  static void append(std::string& out, const T& value) {
    out += '\1';
    out += to_json(value);
  }
  static T decode(const char* data, int length) { return from_json<T>(detail::jsonb_text(data, length)); }
};

}  // namespace squall

#include "squall/client/array_codec.hpp"      // IWYU pragma: export
#include "squall/client/document_codec.hpp"   // IWYU pragma: export
#include "squall/client/extension_codec.hpp"  // IWYU pragma: export
#include "squall/client/geometric_codec.hpp"  // IWYU pragma: export
#include "squall/client/network_codec.hpp"    // IWYU pragma: export
#include "squall/client/range_codec.hpp"      // IWYU pragma: export
