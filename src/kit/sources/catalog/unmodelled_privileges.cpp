#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

/// True in SQL when somebody granted or revoked: the list is neither the owner's default nor what initdb or an
/// extension left behind (manual, 5.7 and 53.31).
std::string was_changed(const std::string& list, const std::string& defaults, const std::string& catalog,
                        const std::string& object, const std::string& sub_object) {
  return list + " is not null and not (" + list + " @> " + defaults + " and " + list + " <@ " + defaults +
         ") and not exists (select from pg_catalog.pg_init_privs v where v.classoid = 'pg_catalog." + catalog +
         "'::pg_catalog.regclass and v.objoid = " + object + " and v.objsubid = " + sub_object +
         " and v.initprivs @> " + list + " and v.initprivs <@ " + list + ")";
}

/// One row for all the objects of a kind: (kind, names).
std::string grouped(std::string_view kind, const std::string& name, const std::string& rest) {
  return "select '" + std::string{kind} + "', pg_catalog.string_agg(" + name + ", ', ' order by " + name + ")" + rest;
}

std::string query(const query_scope& scope) {
  const std::string relation = "pg_catalog.format('%I.%I', n.nspname, c.relname)";
  const std::string relations =
      " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.oid in " +
      scope.schemas;
  return grouped("tables and sequences", relation,
                 relations + " where c.relkind in ('r', 'p', 'S') and " +
                     was_changed("c.relacl",
                                 "pg_catalog.acldefault(case c.relkind when 'S' then 's'::\"char\" else 'r'::\"char\" "
                                 "end, c.relowner)",
                                 "pg_class", "c.oid", "0")) +
         " union all " +
         grouped("columns", "pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname)",
                 relations +
                     " join pg_catalog.pg_attribute a on a.attrelid = c.oid where c.relkind in ('r', 'p') and " +
                     was_changed("a.attacl", "'{}'::pg_catalog.aclitem[]", "pg_class", "c.oid", "a.attnum")) +
         " union all " +
         grouped("schemas", "pg_catalog.quote_ident(n.nspname)",
                 " from pg_catalog.pg_namespace n where n.oid in " + scope.schemas + " and " +
                     was_changed("n.nspacl", "pg_catalog.acldefault('n', n.nspowner)", "pg_namespace", "n.oid", "0")) +
         " union all " +
         grouped("enum types", "pg_catalog.format('%I.%I', n.nspname, t.typname)",
                 " from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace and n.oid in " +
                     scope.schemas + " where t.typtype = 'e' and " +
                     was_changed("t.typacl", "pg_catalog.acldefault('T', t.typowner)", "pg_type", "t.oid", "0")) +
         " union all select 'objects that are created later (default privileges)',"
         "  pg_catalog.string_agg(distinct coalesce(pg_catalog.quote_ident(n.nspname), 'in every schema'), ', ')"
         " from pg_catalog.pg_default_acl f left join pg_catalog.pg_namespace n on n.oid = f.defaclnamespace"
         " where f.defaclnamespace = 0 or f.defaclnamespace in " +
         scope.schemas;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (!r.is_null(1)) {
      state.report("the privileges on " + std::string{r.text(0)} +
                   " are not modelled and are left alone: " + std::string{r.text(1)});
    }
  });
}

}  // namespace

catalog_part unmodelled_privileges_part() { return {query, nullptr, build, true}; }

}  // namespace squall::kit::catalog
