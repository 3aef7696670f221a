// Casts and transforms: named by the types that they are for.
#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string casts_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, pg_catalog.format_type(x.castsource, null), pg_catalog.format_type(x.casttarget, null),"
      " case x.castmethod when 'f' then 'WITH FUNCTION ' || {} when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end"
      " || case x.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end"
      " from pg_catalog.pg_cast x where {}",
      function_signature("x.castfunc"), is_own("pg_cast", "x.oid"));
}

std::string transforms_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, pg_catalog.format_type(x.trftype, null), l.lanname,"
      " '(' || pg_catalog.concat_ws(', ', 'FROM SQL WITH FUNCTION ' || {}, 'TO SQL WITH FUNCTION ' || {}) || ')'"
      " from pg_catalog.pg_transform x join pg_catalog.pg_language l on l.oid = x.trflang where {}",
      function_signature("x.trffromsql::oid"), function_signature("x.trftosql::oid"), is_own("pg_transform", "x.oid"));
}

}  // namespace

catalog_part casts_part() { return text_part<object_kind::cast, system_catalog::cast>(casts_query); }

catalog_part transforms_part() {
  return text_part<object_kind::transform, system_catalog::transform>(transforms_query);
}

}  // namespace squall::kit::catalog
