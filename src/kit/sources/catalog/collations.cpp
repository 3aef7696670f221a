#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

/// The ICU or built-in locale: in collcollate before 15, in colliculocale before 17.
std::string_view locale_column(const query_scope& scope) {
  if (scope.since(17)) {
    return "x.colllocale";
  }
  return scope.since(15) ? "x.colliculocale" : "x.collcollate";
}

std::string collations_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.collname, '',"
      " case x.collprovider when 'i' then 'icu' when 'b' then 'builtin' when 'd' then 'default' end as \"PROVIDER\","
      " case when x.collprovider in ('i', 'b') then pg_catalog.quote_literal({0}::text)"
      "  when x.collprovider = 'c' and x.collcollate = x.collctype then pg_catalog.quote_literal(x.collcollate::text) "
      "end"
      "  as \"LOCALE\","
      " case when x.collprovider = 'c' and x.collcollate <> x.collctype"
      "  then pg_catalog.quote_literal(x.collcollate::text) end as \"LC_COLLATE\","
      " case when x.collprovider = 'c' and x.collcollate <> x.collctype"
      "  then pg_catalog.quote_literal(x.collctype::text) end as \"LC_CTYPE\","
      " case when not x.collisdeterministic then 'false' end as \"DETERMINISTIC\","
      " {1} as \"RULES\" from pg_catalog.pg_collation x{2} where {3}",
      locale_column(scope), scope.since(16) ? "pg_catalog.quote_literal(x.collicurules)" : "null",
      in_schemas(scope, "x.collnamespace"), is_own("pg_collation", "x.oid"));
}

std::string conversions_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.conname, '', pg_catalog.format('%sFOR %L TO %L FROM %s',"
      " case when x.condefault then 'DEFAULT ' else '' end, pg_catalog.pg_encoding_to_char(x.conforencoding),"
      " pg_catalog.pg_encoding_to_char(x.contoencoding), {}) from pg_catalog.pg_conversion x{} where {}",
      function_name("x.conproc"), in_schemas(scope, "x.connamespace"), is_own("pg_conversion", "x.oid"));
}

}  // namespace

catalog_part collations_part() {
  return options_part<object_kind::collation, system_catalog::collation>(collations_query);
}

catalog_part conversions_part() {
  return text_part<object_kind::conversion, system_catalog::conversion>(conversions_query);
}

}  // namespace squall::kit::catalog
