// The types of extensions: hstore, ltree, pgvector, PostGIS. Their types have another number in each database, so the
// server infers them, and arrays are literals. Included by codec.hpp.
#pragma once

#include <string>

#include "squall/client/codec.hpp"  // IWYU pragma: keep
#include "squall/client/composed_codec.hpp"
#include "squall/client/document_codec.hpp"
#include "squall/types/geometry.hpp"
#include "squall/types/hstore.hpp"
#include "squall/types/vector.hpp"

namespace squall {
namespace detail {

template <class T>
struct spatial_codec : composed_codec<codec<T>, T, 0, 0> {
  static constexpr char delimiter = ':';  ///< between the elements of an array (typdelim in pg_type)

  static void append(std::string& out, const T& value) { out += codec<bytea_t>::bytes_of(value.ewkb); }
  static T decode(const char* data, int length) { return {codec<bytea_t>::decode(data, length)}; }
};

}  // namespace detail

template <>
struct codec<hstore_t> : detail::composed_codec<codec<hstore_t>, hstore_t, 0, 0> {
  static void append(std::string& out, const hstore_t& value);
  static hstore_t decode(const char* data, int length);
};
template <>
struct codec<ltree_t> : detail::composed_codec<codec<ltree_t>, ltree_t, 0, 0> {
  static void append(std::string& out, const ltree_t& value) {
    out += '\1';
    out += value.text;
  }
  static ltree_t decode(const char* data, int length) {
    return {std::string(detail::text_of_version_1("ltree", data, length))};
  }
};
template <>
struct codec<lquery_t> : detail::composed_codec<codec<lquery_t>, lquery_t, 0, 0> {
  static void append(std::string& out, const lquery_t& value) {
    out += '\1';
    out += value.text;
  }
  static lquery_t decode(const char* data, int length) {
    return {std::string(detail::text_of_version_1("lquery", data, length))};
  }
};
template <>
struct codec<vector_t> : detail::composed_codec<codec<vector_t>, vector_t, 0, 0> {
  static void append(std::string& out, const vector_t& value);
  static vector_t decode(const char* data, int length);
};
template <>
struct codec<halfvec_t> : detail::composed_codec<codec<halfvec_t>, halfvec_t, 0, 0> {
  static void append(std::string& out, const halfvec_t& value);
  static halfvec_t decode(const char* data, int length);
};
template <>
struct codec<sparsevec_t> : detail::composed_codec<codec<sparsevec_t>, sparsevec_t, 0, 0> {
  static void append(std::string& out, const sparsevec_t& value);
  static sparsevec_t decode(const char* data, int length);
};
template <>
struct codec<geometry_t> : detail::spatial_codec<geometry_t> {};
template <>
struct codec<geography_t> : detail::spatial_codec<geography_t> {};

}  // namespace squall
