#include <fmt/format.h>

#include "kit/sources/catalog/access.hpp"
#include "kit/sources/catalog/object_rows.hpp"

namespace squall::kit::catalog {

namespace {

// What is said for a schema is granted beyond the rest; what is said for all schemas takes the place of PostgreSQL's
// defaults (manual, ALTER DEFAULT PRIVILEGES). One row a privilege.
std::string query(const query_scope& scope) {
  return fmt::format(
      "with usual as materialized (select array[d.datdba, r.oid] as owners from pg_catalog.pg_database d,"
      "  pg_catalog.pg_roles r where d.datname = pg_catalog.current_database() and r.rolname = current_user)"
      " select x.oid, n.nspname, case x.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'"
      "  when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end,"
      " case when x.defaclrole = any (u.owners) then '' else pg_catalog.pg_get_userbyid(x.defaclrole) end,"
      " p.side, {}, p.privilege, p.grantable"
      " from pg_catalog.pg_default_acl x cross join usual u"
      " left join pg_catalog.pg_namespace n on n.oid = x.defaclnamespace"
      " cross join lateral {}"
      " where x.defaclnamespace = 0 or x.defaclnamespace in {} order by p.place",
      grantee_name("x.defaclrole"),
      acl_differences("x.defaclacl",
                      "case when x.defaclnamespace = 0 then pg_catalog.acldefault("
                      "case x.defaclobjtype when 'S' then 's' else x.defaclobjtype end, x.defaclrole)"
                      " else null::pg_catalog.aclitem[] end"),
      scope.schemas);
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto& entry =
        state.result.model.objects.try_emplace(identity_of(r, object_kind::default_privileges), default_privileges{})
            .first->second;
    auto& value = std::get<default_privileges>(entry);
    const bool is_granted = r.character(4) == 'g';
    add_privilege(is_granted ? value.granted : value.revoked,
                  {std::string{r.text(5)}, std::string{r.text(6)}, is_granted && r.boolean(7)});
  });
}

}  // namespace

catalog_part default_privileges_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
