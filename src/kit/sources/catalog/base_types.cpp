#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

constexpr int option_columns = 5;

// A shell type (`CREATE TYPE t;`) has no options at all.
std::string query(const query_scope& scope) {
  const auto option = [](std::string_view name, const std::string& value) {
    return fmt::format(", case when t.typisdefined then {} end as \"{}\"", value, name);
  };
  const auto function = [&](std::string_view name, std::string_view column) {
    return option(name, function_name(fmt::format("t.{}", column)));
  };
  std::string sql = "select t.oid, n.nspname, t.typname, '', t.typarray";
  sql += function("INPUT", "typinput") + function("OUTPUT", "typoutput") + function("RECEIVE", "typreceive") +
         function("SEND", "typsend") + function("TYPMOD_IN", "typmodin") + function("TYPMOD_OUT", "typmodout") +
         function("ANALYZE", "typanalyze");
  if (scope.since(14)) {
    sql += function("SUBSCRIPT", "typsubscript");
  }
  sql += option("INTERNALLENGTH", when("t.typlen > 0", "t.typlen::text")) +
         option("PASSEDBYVALUE", when("t.typbyval", "'true'")) +
         option("ALIGNMENT", "case t.typalign when 'c' then 'char' when 's' then 'int2' when 'd' then 'double' end") +
         option("STORAGE",
                "case t.typstorage when 'e' then 'external' when 'x' then 'extended' when 'm' then 'main' end") +
         option("CATEGORY", when("t.typcategory <> 'U'", "pg_catalog.quote_literal(t.typcategory::text)")) +
         option("PREFERRED", when("t.typispreferred", "'true'")) +
         option("DEFAULT", "pg_catalog.quote_literal(t.typdefault)") + option("ELEMENT", type_text("t.typelem")) +
         option("DELIMITER", when("t.typdelim <> ','", "pg_catalog.quote_literal(t.typdelim::text)")) +
         option("COLLATABLE", when("t.typcollation <> 0", "'true'"));
  return sql + " from pg_catalog.pg_type t" + in_schemas(scope, "t.typnamespace") +
         "where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and " + is_own("pg_type", "t.oid");
}

void build(const result& rows, reading_state& state) {
  build_rows<object_kind::base_type, system_catalog::type>(rows, state, [](const row& r) {
    base_type value;
    value.options = named_columns(r, option_columns);
    return value;
  });
}

}  // namespace

catalog_part base_types_part() { return {query, register_types<object_kind::base_type>, build}; }

}  // namespace squall::kit::catalog
