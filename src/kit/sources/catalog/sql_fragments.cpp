#include "kit/sources/catalog/sql_fragments.hpp"

#include <fmt/format.h>

namespace squall::kit::catalog {

std::string is_own(std::string_view catalog, std::string_view number) {
  // FirstNormalObjectId: below are the objects of initdb.
  return fmt::format(
      "{1} >= 16384 and not exists (select from pg_catalog.pg_depend own_d where own_d.classid = "
      "'pg_catalog.{0}'::pg_catalog.regclass and own_d.objid = {1} and own_d.objsubid = 0"
      " and own_d.deptype in ('e', 'i'))",
      catalog, number);
}

std::string in_schemas(const query_scope& scope, std::string_view namespace_oid) {
  return fmt::format(" join pg_catalog.pg_namespace n on n.oid = {} and n.oid in {} ", namespace_oid, scope.schemas);
}

std::string function_name(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('%I.%I', fn.nspname, f.proname) from pg_catalog.pg_proc f"
      " join pg_catalog.pg_namespace fn on fn.oid = f.pronamespace where f.oid = {})",
      number);
}

std::string function_signature(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('%I.%I(%s)', fn.nspname, f.proname, pg_catalog.oidvectortypes(f.proargtypes))"
      " from pg_catalog.pg_proc f join pg_catalog.pg_namespace fn on fn.oid = f.pronamespace where f.oid = {})",
      number);
}

std::string operator_name(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('OPERATOR(%I.%s)', fn.nspname, f.oprname) from pg_catalog.pg_operator f"
      " join pg_catalog.pg_namespace fn on fn.oid = f.oprnamespace where f.oid = {})",
      number);
}

std::string operator_signature(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('%I.%s(%s, %s)', fn.nspname, f.oprname,"
      "  case when f.oprleft = 0 then 'NONE' else pg_catalog.format_type(f.oprleft, null) end,"
      "  case when f.oprright = 0 then 'NONE' else pg_catalog.format_type(f.oprright, null) end)"
      " from pg_catalog.pg_operator f join pg_catalog.pg_namespace fn on fn.oid = f.oprnamespace where f.oid = {})",
      number);
}

std::string family_name(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('%I.%I', fn.nspname, f.opfname) from pg_catalog.pg_opfamily f"
      " join pg_catalog.pg_namespace fn on fn.oid = f.opfnamespace where f.oid = {})",
      number);
}

std::string collation_name(std::string_view number) {
  return fmt::format(
      "(select pg_catalog.format('%I.%I', fn.nspname, f.collname) from pg_catalog.pg_collation f"
      " join pg_catalog.pg_namespace fn on fn.oid = f.collnamespace where f.oid = {})",
      number);
}

std::string type_text(std::string_view number) {
  return fmt::format("case when {0} <> 0 then pg_catalog.format_type({0}, null) end", number);
}

std::string when(std::string_view condition, std::string_view then) {
  return fmt::format("case when {} then {} end", condition, then);
}

}  // namespace squall::kit::catalog
