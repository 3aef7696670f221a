#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

// A row without a function is a shell: the promised commutator or negator of another.
std::string query(const query_scope& scope) {
  return fmt::format(
      "select o.oid, n.nspname, o.oprname,"
      " case when o.oprleft = 0 then 'NONE' else pg_catalog.format_type(o.oprleft, null) end || ', ' ||"
      " case when o.oprright = 0 then 'NONE' else pg_catalog.format_type(o.oprright, null) end,"
      " {} as \"FUNCTION\", {} as \"LEFTARG\", {} as \"RIGHTARG\", {} as \"COMMUTATOR\", {} as \"NEGATOR\","
      " {} as \"RESTRICT\", {} as \"JOIN\", {} as \"HASHES\", {} as \"MERGES\""
      " from pg_catalog.pg_operator o{} where o.oprcode <> 0 and {}",
      function_name("o.oprcode"), type_text("o.oprleft"), type_text("o.oprright"), operator_name("o.oprcom"),
      operator_name("o.oprnegate"), function_name("o.oprrest"), function_name("o.oprjoin"),
      when("o.oprcanhash", "'true'"), when("o.oprcanmerge", "'true'"), in_schemas(scope, "o.oprnamespace"),
      is_own("pg_operator", "o.oid"));
}

}  // namespace

catalog_part operators_part() { return options_part<object_kind::operator_, system_catalog::operator_>(query); }

}  // namespace squall::kit::catalog
