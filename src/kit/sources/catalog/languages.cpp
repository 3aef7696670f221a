// Languages and access methods.
#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string languages_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, x.lanname, '', pg_catalog.concat(case when x.lanpltrusted then 'TRUSTED ' end,"
      " 'HANDLER ' || {}, ' INLINE ' || {}, ' VALIDATOR ' || {})"
      " from pg_catalog.pg_language x where x.lanispl and {}",
      function_name("x.lanplcallfoid"), function_name("x.laninline"), function_name("x.lanvalidator"),
      is_own("pg_language", "x.oid"));
}

std::string access_methods_query(const query_scope& /*scope*/) {
  return fmt::format(
      "select x.oid, null, x.amname, '', pg_catalog.concat('TYPE ', case x.amtype when 'i' then 'INDEX' else 'TABLE' "
      "end, ' HANDLER ', {}) from pg_catalog.pg_am x where {}",
      function_name("x.amhandler::oid"), is_own("pg_am", "x.oid"));
}

}  // namespace

catalog_part languages_part() { return text_part<object_kind::language, system_catalog::language>(languages_query); }

catalog_part access_methods_part() {
  return text_part<object_kind::access_method, system_catalog::access_method>(access_methods_query);
}

}  // namespace squall::kit::catalog
