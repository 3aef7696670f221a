// Column types: network addresses, bit strings, PostgreSQL's own numbers and names, documents, text search.
#pragma once

#include <string>

#include "squall/schema/column_types.hpp"
#include "squall/types/bit_string.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/network.hpp"
#include "squall/types/oid.hpp"
#include "squall/types/text_search.hpp"

namespace squall {
namespace detail {

consteval std::int32_t length_of_bits(int length) {
  if (length < 1 || length > 83886080)
    throw "squall: a bit string has 1 to 83,886,080 bits";
  return length;
}

}  // namespace detail

inline namespace pg {

template <class P = detail::place>
consteval auto inet(P p = detail::place::current()) {
  return detail::make_custom<inet_t>("inet", p);
}
template <class P = detail::place>
consteval auto cidr(P p = detail::place::current()) {
  return detail::make_custom<cidr_t>("cidr", p);
}
template <class P = detail::place>
consteval auto macaddr(P p = detail::place::current()) {
  return detail::make_custom<macaddr_t>("macaddr", p);
}
template <class P = detail::place>
consteval auto macaddr8(P p = detail::place::current()) {
  return detail::make_custom<macaddr8_t>("macaddr8", p);
}

/// bit(length): exactly that many bits.
template <class P = detail::place>
consteval auto bit(int length, P p = detail::place::current()) {
  return detail::make_custom<bit_string_t>("bit", p, detail::length_of_bits(length));
}
template <class P = detail::place>
consteval auto varbit(P p = detail::place::current()) {
  return detail::make_custom<bit_string_t>("bit varying", p);
}
/// bit varying(length): `length` bits at most.
template <class P = detail::place>
consteval auto varbit(int length, P p = detail::place::current()) {
  return detail::make_custom<bit_string_t>("bit varying", p, detail::length_of_bits(length));
}

/// An amount whose currency is the database's lc_monetary. numeric(12, 2) is nearly always the better choice.
template <class P = detail::place>
consteval auto money(P p = detail::place::current()) {
  return detail::make_custom<money_t>("money", p);
}
template <class P = detail::place>
consteval auto oid(P p = detail::place::current()) {
  return detail::make_custom<oid_t>("oid", p);
}
template <class P = detail::place>
consteval auto pg_lsn(P p = detail::place::current()) {
  return detail::make_custom<pg_lsn_t>("pg_lsn", p);
}
/// A name of 63 bytes at most, as the catalogs have it.
template <class P = detail::place>
consteval auto name(P p = detail::place::current()) {
  return detail::make_custom<std::string>("name", p);
}
/// "char" with its quotes: one byte. Not character(1).
template <class P = detail::place>
consteval auto char1(P p = detail::place::current()) {
  return detail::make_custom<char>("\"char\"", p);
}

template <class P = detail::place>
consteval auto xml(P p = detail::place::current()) {
  return detail::make_custom<xml_t>("xml", p);
}
template <class P = detail::place>
consteval auto jsonpath(P p = detail::place::current()) {
  return detail::make_custom<jsonpath_t>("jsonpath", p);
}
template <class P = detail::place>
consteval auto tsvector(P p = detail::place::current()) {
  return detail::make_custom<tsvector_t>("tsvector", p);
}
template <class P = detail::place>
consteval auto tsquery(P p = detail::place::current()) {
  return detail::make_custom<tsquery_t>("tsquery", p);
}

}  // namespace pg
}  // namespace squall
