// The names of the database types that are rarer, for casts. Included by type_names.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "squall/query/type_names.hpp"  // IWYU pragma: keep
#include "squall/types/bit_string.hpp"
#include "squall/types/documents.hpp"
#include "squall/types/geometric.hpp"
#include "squall/types/geometry.hpp"
#include "squall/types/hstore.hpp"
#include "squall/types/network.hpp"
#include "squall/types/oid.hpp"
#include "squall/types/range.hpp"
#include "squall/types/text_search.hpp"
#include "squall/types/vector.hpp"

namespace squall::detail {

template <>
inline constexpr std::string_view type_name<char> = "\"char\"";
template <>
inline constexpr std::string_view type_name<inet_t> = "inet";
template <>
inline constexpr std::string_view type_name<cidr_t> = "cidr";
template <>
inline constexpr std::string_view type_name<macaddr_t> = "macaddr";
template <>
inline constexpr std::string_view type_name<macaddr8_t> = "macaddr8";
template <>
inline constexpr std::string_view type_name<bit_string_t> = "bit varying";
template <>
inline constexpr std::string_view type_name<money_t> = "money";
template <>
inline constexpr std::string_view type_name<oid_t> = "oid";
template <>
inline constexpr std::string_view type_name<pg_lsn_t> = "pg_lsn";
template <>
inline constexpr std::string_view type_name<xml_t> = "xml";
template <>
inline constexpr std::string_view type_name<jsonpath_t> = "jsonpath";
template <>
inline constexpr std::string_view type_name<tsvector_t> = "tsvector";
template <>
inline constexpr std::string_view type_name<tsquery_t> = "tsquery";
template <>
inline constexpr std::string_view type_name<range_t<std::int32_t>> = "int4range";
template <>
inline constexpr std::string_view type_name<multirange_t<std::int32_t>> = "int4multirange";
template <>
inline constexpr std::string_view type_name<range_t<std::int64_t>> = "int8range";
template <>
inline constexpr std::string_view type_name<multirange_t<std::int64_t>> = "int8multirange";
template <>
inline constexpr std::string_view type_name<range_t<numeric_t>> = "numrange";
template <>
inline constexpr std::string_view type_name<multirange_t<numeric_t>> = "nummultirange";
template <>
inline constexpr std::string_view type_name<range_t<timestamp_t>> = "tsrange";
template <>
inline constexpr std::string_view type_name<multirange_t<timestamp_t>> = "tsmultirange";
template <>
inline constexpr std::string_view type_name<range_t<timestamptz_t>> = "tstzrange";
template <>
inline constexpr std::string_view type_name<multirange_t<timestamptz_t>> = "tstzmultirange";
template <>
inline constexpr std::string_view type_name<range_t<date_t>> = "daterange";
template <>
inline constexpr std::string_view type_name<multirange_t<date_t>> = "datemultirange";
template <>
inline constexpr std::string_view type_name<point_t> = "point";
template <>
inline constexpr std::string_view type_name<line_t> = "line";
template <>
inline constexpr std::string_view type_name<lseg_t> = "lseg";
template <>
inline constexpr std::string_view type_name<box_t> = "box";
template <>
inline constexpr std::string_view type_name<path_t> = "path";
template <>
inline constexpr std::string_view type_name<polygon_t> = "polygon";
template <>
inline constexpr std::string_view type_name<circle_t> = "circle";
template <>
inline constexpr std::string_view type_name<hstore_t> = "hstore";
template <>
inline constexpr std::string_view type_name<ltree_t> = "ltree";
template <>
inline constexpr std::string_view type_name<lquery_t> = "lquery";
template <>
inline constexpr std::string_view type_name<vector_t> = "vector";
template <>
inline constexpr std::string_view type_name<halfvec_t> = "halfvec";
template <>
inline constexpr std::string_view type_name<sparsevec_t> = "sparsevec";
template <>
inline constexpr std::string_view type_name<geometry_t> = "geometry";
template <>
inline constexpr std::string_view type_name<geography_t> = "geography";

}  // namespace squall::detail
