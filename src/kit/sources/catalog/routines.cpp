#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/settings_text.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

// The default cost is 100, of functions in C 1 (manual, CREATE FUNCTION).
std::string query(const query_scope& scope) {
  return fmt::format(
      "select p.oid, n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes), p.prokind,"
      " pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid), l.lanname, p.prosrc,"
      " {}, p.probin, p.provolatile, p.proparallel, p.proisstrict, p.proleakproof, p.prosecdef,"
      " case when p.procost <> 0 and p.procost <> (case when l.lanname in ('internal', 'c') then 1 else 100 end)"
      "  then p.procost end,"
      " case when p.proretset and p.prorows not in (0, 1000) then p.prorows end, {}, p.proconfig,"
      " (select pg_catalog.string_agg('FOR TYPE ' || pg_catalog.format_type(f.type, null), ', ' order by f.place)"
      "  from pg_catalog.unnest(p.protrftypes) with ordinality f(type, place))"
      " from pg_catalog.pg_proc p{} join pg_catalog.pg_language l on l.oid = p.prolang"
      " where p.prokind in ('f', 'p', 'w') and {}",
      scope.since(14) ? "pg_catalog.pg_get_function_sqlbody(p.oid)" : "null", function_name("p.prosupport"),
      in_schemas(scope, "p.pronamespace"), is_own("pg_proc", "p.oid"));
}

routine_kind kind_from(char letter) {
  return letter == 'p' ? routine_kind::procedure : letter == 'w' ? routine_kind::window : routine_kind::function;
}

volatility_class volatility_from(char letter) {
  return letter == 'i'   ? volatility_class::immutable
         : letter == 's' ? volatility_class::stable
                         : volatility_class::volatile_;
}

parallel_safety safety_from(char letter) {
  return letter == 's' ? parallel_safety::safe : letter == 'r' ? parallel_safety::restricted : parallel_safety::unsafe;
}

routine read_routine(const row& r) {
  routine value;
  value.kind = kind_from(r.character(4));
  value.arguments = r.text(5);
  value.returns = value.kind == routine_kind::procedure ? std::string_view{} : r.text(6);
  value.language = r.text(7);
  value.body = r.text(8);
  value.sql_body = r.text(9);
  value.library = r.text(10);
  value.volatility = volatility_from(r.character(11));
  value.parallel = safety_from(r.character(12));
  value.strict = r.boolean(13);
  value.leakproof = r.boolean(14);
  value.security_definer = r.boolean(15);
  value.cost = r.text(16);
  value.rows = r.text(17);
  value.support = r.text(18);
  value.settings = settings_of(r.texts(19));
  value.transforms = r.text(20);
  return value;
}

}  // namespace

catalog_part routines_part() {
  return {query, register_rows<object_kind::routine, system_catalog::routine>,
          [](const result& rows, reading_state& state) {
            build_rows<object_kind::routine, system_catalog::routine>(rows, state, read_routine);
          }};
}

}  // namespace squall::kit::catalog
