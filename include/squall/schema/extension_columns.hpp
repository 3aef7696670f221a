// Column types that extensions bring: citext, hstore, ltree, pgvector, PostGIS. The extension itself is a statement of
// the header: sql_object("…", "create extension hstore").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "squall/schema/column_types.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/geometry.hpp"
#include "squall/types/hstore.hpp"
#include "squall/types/vector.hpp"

namespace squall {
namespace detail {

consteval std::int32_t vector_dimensions(int dimensions) {
  if (dimensions < 1 || dimensions > 1'000'000'000)
    throw "squall: a vector has 1 dimension at least";
  return dimensions;
}
consteval std::int32_t srid_of(int srid) {
  if (srid < 0 || srid > 999999)
    throw "squall: an SRID is 0 to 999,999";
  return srid;
}

/// `geometry(Point)`, whose SRID is the length of the column.
template <class Db, std::size_t P, std::size_t N>
consteval auto make_spatial(const char (&type)[P], const char (&shape)[N], int srid, place where) {
  char text[P + N + 1]{};
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < P; ++i) text[at++] = type[i];
  text[at++] = '(';
  for (std::size_t i = 0; i + 1 < N; ++i) {
    const char c = shape[i];
    if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z'))
      throw "squall: the shape of a spatial column is a word: \"Point\", \"MultiPolygonZ\"";
    text[at++] = c;
  }
  text[at] = ')';
  return make_custom<Db>(text, where, srid < 0 ? -1 : srid_of(srid));
}

}  // namespace detail

inline namespace pg {

/// Text whose comparisons do not tell capitals from small letters.
template <class P = detail::place>
consteval auto citext(P p = detail::place::current()) {
  return detail::make_custom<std::string>("citext", p);
}
template <class P = detail::place>
consteval auto hstore(P p = detail::place::current()) {
  return detail::make_custom<hstore_t>("hstore", p);
}
template <class P = detail::place>
consteval auto ltree(P p = detail::place::current()) {
  return detail::make_custom<ltree_t>("ltree", p);
}
template <class P = detail::place>
consteval auto lquery(P p = detail::place::current()) {
  return detail::make_custom<lquery_t>("lquery", p);
}

// pgvector
template <class P = detail::place>
consteval auto vector(int dimensions, P p = detail::place::current()) {
  return detail::make_custom<vector_t>("vector", p, detail::vector_dimensions(dimensions));
}
/// 16 bits a number.
template <class P = detail::place>
consteval auto halfvec(int dimensions, P p = detail::place::current()) {
  return detail::make_custom<halfvec_t>("halfvec", p, detail::vector_dimensions(dimensions));
}
template <class P = detail::place>
consteval auto sparsevec(int dimensions, P p = detail::place::current()) {
  return detail::make_custom<sparsevec_t>("sparsevec", p, detail::vector_dimensions(dimensions));
}

// PostGIS
template <class P = detail::place>
consteval auto geometry(P p = detail::place::current()) {
  return detail::make_custom<geometry_t>("geometry", p);
}
/// `geometry("Point", 4326)`; without an SRID any fits.
template <std::size_t N>
consteval auto geometry(const char (&shape)[N], int srid = -1, detail::place p = detail::place::current()) {
  return detail::make_spatial<geometry_t>("geometry", shape, srid, p);
}
template <class P = detail::place>
consteval auto geography(P p = detail::place::current()) {
  return detail::make_custom<geography_t>("geography", p);
}
template <std::size_t N>
consteval auto geography(const char (&shape)[N], int srid = -1, detail::place p = detail::place::current()) {
  return detail::make_spatial<geography_t>("geography", shape, srid, p);
}

}  // namespace pg
}  // namespace squall
