#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

/// READ_ONLY is the default, of ordered-set aggregates READ_WRITE (manual, CREATE AGGREGATE).
std::string modify_option(std::string_view column) {
  return fmt::format(
      "case when a.{0} <> (case a.aggkind when 'n' then 'r' else 'w' end) then"
      " case a.{0} when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' when 'w' then 'READ_WRITE' end end",
      column);
}

std::string query(const query_scope& scope) {
  std::string sql =
      "select p.oid, n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes),"
      " coalesce(nullif(pg_catalog.pg_get_function_arguments(p.oid), ''), '*') as \"ARGUMENTS\"";
  const auto option = [&sql](std::string_view name, const std::string& value) {
    sql += fmt::format(", {} as \"{}\"", value, name);
  };
  const auto final_function = [&](std::string_view prefix, std::string_view column) {
    option(fmt::format("{}FINALFUNC", prefix), function_name(fmt::format("a.agg{}finalfn", column)));
    option(fmt::format("{}FINALFUNC_EXTRA", prefix), when(fmt::format("a.agg{}finalextra", column), "'true'"));
    option(fmt::format("{}FINALFUNC_MODIFY", prefix),
           when(fmt::format("a.agg{}finalfn <> 0", column), modify_option(fmt::format("agg{}finalmodify", column))));
  };
  option("SFUNC", function_name("a.aggtransfn"));
  option("STYPE", "pg_catalog.format_type(a.aggtranstype, null)");
  option("SSPACE", when("a.aggtransspace <> 0", "a.aggtransspace::text"));
  option("INITCOND", "pg_catalog.quote_literal(a.agginitval)");
  final_function("", "");
  option("COMBINEFUNC", function_name("a.aggcombinefn"));
  option("SERIALFUNC", function_name("a.aggserialfn"));
  option("DESERIALFUNC", function_name("a.aggdeserialfn"));
  option("MSFUNC", function_name("a.aggmtransfn"));
  option("MINVFUNC", function_name("a.aggminvtransfn"));
  option("MSTYPE", type_text("a.aggmtranstype"));
  option("MSSPACE", when("a.aggmtransspace <> 0", "a.aggmtransspace::text"));
  option("MINITCOND", "pg_catalog.quote_literal(a.aggminitval)");
  final_function("M", "m");
  option("SORTOP", operator_name("a.aggsortop"));
  option("HYPOTHETICAL", when("a.aggkind = 'h'", "'true'"));
  option("PARALLEL", "case p.proparallel when 's' then 'SAFE' when 'r' then 'RESTRICTED' end");
  return sql +
         " from pg_catalog.pg_aggregate a join pg_catalog.pg_proc p on p.oid = a.aggfnoid::oid and p.oid >= 16384" +
         in_schemas(scope, "p.pronamespace") + "where " + is_own("pg_proc", "p.oid");
}

}  // namespace

catalog_part aggregates_part() { return options_part<object_kind::aggregate, system_catalog::routine>(query); }

}  // namespace squall::kit::catalog
