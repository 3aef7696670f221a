// The column types: uuid(), varchar(255), timestamptz(3), enumeration<Role>(), …
//
// They stand in an inline namespace, so that a struct whose member has the name of a type can qualify it:
//     col<M, pg::text()> text;
#pragma once

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>

#include "squall/schema/enums.hpp"
#include "squall/schema/spec.hpp"
#include "squall/types/bytea.hpp"
#include "squall/types/date_time.hpp"
#include "squall/types/interval.hpp"
#include "squall/types/uuid.hpp"

namespace squall {
namespace detail {

using place = std::source_location;

/// The identity of a column: where its type is written. Lines to a million, columns to 4,095.
consteval std::uint32_t place_id(place where) { return where.line() << 12 | (where.column() & 0xfffU); }

/// Packed here and not by functions, each call of which a compiler would keep for each column.
template <class Db>
consteval spec<Db> make_spec(sql_type type, place where, std::int32_t length = -1, std::int32_t scale = -1) {
  const std::uint64_t id = where.line() << 12 | (where.column() & 0xfffU);  // place_id()
  return {id << id_shift | static_cast<std::uint64_t>(type),
          static_cast<std::uint32_t>(length) | std::uint64_t{static_cast<std::uint16_t>(scale)} << scale_shift,
          0,
          nullptr,
          {}};
}

/// A type by its SQL text.
template <class Db, std::size_t N>
consteval auto make_custom(const char (&type)[N], place where, std::int32_t length = -1) {
  return make_spec<Db>(sql_type::custom, where, length).text(text_tag::type_sql, type);
}

consteval std::int32_t precision_of_time(int digits) {
  if (digits < 0 || digits > 6)
    throw "squall: the precision of a time is 0 to 6 digits";
  return digits;
}
consteval std::int32_t length_of_text(int length) {
  if (length < 1 || length > 10485760)
    throw "squall: a length is 1 to 10,485,760 characters";
  return length;
}

template <class Db>
consteval spec<Db> make_serial(sql_type type, place where) {
  auto s = make_spec<Db>(type, where);
  s.facts |= serial_bit | not_null_bit;
  return s;
}

}  // namespace detail

// They are templates, so that only the types of a header cost time.
inline namespace pg {

template <class P = detail::place>
consteval auto boolean(P p = detail::place::current()) {
  return detail::make_spec<bool>(detail::sql_type::boolean, p);
}
template <class P = detail::place>
consteval auto smallint(P p = detail::place::current()) {
  return detail::make_spec<std::int16_t>(detail::sql_type::smallint, p);
}
template <class P = detail::place>
consteval auto integer(P p = detail::place::current()) {
  return detail::make_spec<std::int32_t>(detail::sql_type::integer, p);
}
template <class P = detail::place>
consteval auto bigint(P p = detail::place::current()) {
  return detail::make_spec<std::int64_t>(detail::sql_type::bigint, p);
}
/// integer NOT NULL DEFAULT nextval(…) with a sequence of its own. generated_by_default_as_identity() is the newer
/// form.
template <class P = detail::place>
consteval auto serial(P p = detail::place::current()) {
  return detail::make_serial<std::int32_t>(detail::sql_type::integer, p);
}
template <class P = detail::place>
consteval auto smallserial(P p = detail::place::current()) {
  return detail::make_serial<std::int16_t>(detail::sql_type::smallint, p);
}
template <class P = detail::place>
consteval auto bigserial(P p = detail::place::current()) {
  return detail::make_serial<std::int64_t>(detail::sql_type::bigint, p);
}
template <class P = detail::place>
consteval auto real(P p = detail::place::current()) {
  return detail::make_spec<float>(detail::sql_type::real, p);
}
template <class P = detail::place>
consteval auto double_precision(P p = detail::place::current()) {
  return detail::make_spec<double>(detail::sql_type::double_precision, p);
}
/// Exact decimals of any size.
template <class P = detail::place>
consteval auto numeric(P p = detail::place::current()) {
  return detail::make_spec<numeric_t>(detail::sql_type::numeric, p);
}
/// Exact decimals of `precision` digits, `scale` of them after the point.
template <class P = detail::place>
consteval auto numeric(int precision, int scale = 0, P p = detail::place::current()) {
  if (precision < 1 || precision > 1000)
    throw "squall: the precision of numeric is 1 to 1,000 digits";
  if (scale < 0 || scale > precision)
    throw "squall: the scale of numeric is 0 to its precision";
  return detail::make_spec<numeric_t>(detail::sql_type::numeric, p, precision, scale);
}
template <class P = detail::place>
consteval auto decimal(P p = detail::place::current()) {
  return numeric(p);
}
template <class P = detail::place>
consteval auto decimal(int precision, int scale = 0, P p = detail::place::current()) {
  return numeric(precision, scale, p);
}

template <class P = detail::place>
consteval auto text(P p = detail::place::current()) {
  return detail::make_spec<std::string>(detail::sql_type::text_, p);
}
template <class P = detail::place>
consteval auto varchar(P p = detail::place::current()) {
  return detail::make_spec<std::string>(detail::sql_type::varchar, p);
}
/// varchar(length): `length` characters (not bytes) at most.
template <class P = detail::place>
consteval auto varchar(int length, P p = detail::place::current()) {
  return detail::make_spec<std::string>(detail::sql_type::varchar, p, detail::length_of_text(length));
}
/// char(length): padded with blanks to `length` characters. varchar or text is nearly always the better choice.
template <class P = detail::place>
consteval auto character(int length, P p = detail::place::current()) {
  return detail::make_spec<std::string>(detail::sql_type::character, p, detail::length_of_text(length));
}
template <class P = detail::place>
consteval auto char_(int length, P p = detail::place::current()) {
  return character(length, p);
}

template <class P = detail::place>
consteval auto bytea(P p = detail::place::current()) {
  return detail::make_spec<bytea_t>(detail::sql_type::bytea, p);
}
template <class P = detail::place>
consteval auto uuid(P p = detail::place::current()) {
  return detail::make_spec<uuid_t>(detail::sql_type::uuid, p);
}

template <class P = detail::place>
consteval auto date(P p = detail::place::current()) {
  return detail::make_spec<date_t>(detail::sql_type::date, p);
}
template <class P = detail::place>
consteval auto time(P p = detail::place::current()) {
  return detail::make_spec<time_of_day_t>(detail::sql_type::time, p);
}
template <class P = detail::place>
consteval auto time(int precision, P p = detail::place::current()) {
  return detail::make_spec<time_of_day_t>(detail::sql_type::time, p, detail::precision_of_time(precision));
}
template <class P = detail::place>
consteval auto timetz(P p = detail::place::current()) {
  return detail::make_spec<timetz_t>(detail::sql_type::timetz, p);
}
template <class P = detail::place>
consteval auto timetz(int precision, P p = detail::place::current()) {
  return detail::make_spec<timetz_t>(detail::sql_type::timetz, p, detail::precision_of_time(precision));
}
/// timestamp without time zone: a reading of a calendar and a clock, of no certain place. See timestamptz().
template <class P = detail::place>
consteval auto timestamp(P p = detail::place::current()) {
  return detail::make_spec<timestamp_t>(detail::sql_type::timestamp, p);
}
template <class P = detail::place>
consteval auto timestamp(int precision, P p = detail::place::current()) {
  return detail::make_spec<timestamp_t>(detail::sql_type::timestamp, p, detail::precision_of_time(precision));
}
/// timestamp with time zone: a point in time.
template <class P = detail::place>
consteval auto timestamptz(P p = detail::place::current()) {
  return detail::make_spec<timestamptz_t>(detail::sql_type::timestamptz, p);
}
template <class P = detail::place>
consteval auto timestamptz(int precision, P p = detail::place::current()) {
  return detail::make_spec<timestamptz_t>(detail::sql_type::timestamptz, p, detail::precision_of_time(precision));
}
template <class P = detail::place>
consteval auto interval(P p = detail::place::current()) {
  return detail::make_spec<interval_t>(detail::sql_type::interval, p);
}
template <class P = detail::place>
consteval auto interval(int precision, P p = detail::place::current()) {
  return detail::make_spec<interval_t>(detail::sql_type::interval, p, detail::precision_of_time(precision));
}

/// JSON text kept as it was written. jsonb() is nearly always the better choice.
template <class P = detail::place>
consteval auto json(P p = detail::place::current()) {
  return detail::make_spec<json_of<json_t>>(detail::sql_type::json, p);
}
/// JSON in binary form. `jsonb().type<Rooms>()` reads and writes a struct of yours.
template <class P = detail::place>
consteval auto jsonb(P p = detail::place::current()) {
  return detail::make_spec<jsonb_of<json_t>>(detail::sql_type::jsonb, p);
}

/// A PostgreSQL enum type made from a C++ enumeration; see enum_traits.
template <class E, class P = detail::place>
consteval auto enumeration(P p = detail::place::current()) {
  static_assert(std::is_enum_v<E>, "squall: enumeration<E>() takes an enum class");
  return detail::make_spec<E>(detail::sql_type::enumeration, p);
}

}  // namespace pg
}  // namespace squall
