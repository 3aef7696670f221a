#include <fmt/format.h>

#include <array>

#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

struct granted_catalog {
  std::string_view catalog;
  std::string_view acl;
  std::string_view defaults;
  std::string_view noun;
  std::string_view name;    ///< SQL
  std::string_view system;  ///< SQL condition: PostgreSQL's own; those of information_schema nobody looks after
};

constexpr std::array granted_catalogs{
    granted_catalog{"pg_class", "relacl", "case x.relkind when 'S' then 's'::\"char\" else 'r' end, x.relowner",
                    "relation", "x.oid::pg_catalog.regclass::text", "x.relnamespace = 11"},
    granted_catalog{"pg_proc", "proacl", "'f', x.proowner", "routine", "x.oid::pg_catalog.regprocedure::text",
                    "x.pronamespace = 11"},
    granted_catalog{"pg_type", "typacl", "'T', x.typowner", "type", "pg_catalog.format_type(x.oid, null)",
                    "x.typnamespace = 11"},
    granted_catalog{"pg_namespace", "nspacl", "'n', x.nspowner", "schema", "pg_catalog.quote_ident(x.nspname)",
                    "x.oid = 11"},
    granted_catalog{"pg_language", "lanacl", "'l', x.lanowner", "language", "pg_catalog.quote_ident(x.lanname)",
                    "x.oid < 16384"},
    granted_catalog{"pg_foreign_data_wrapper", "fdwacl", "'F', x.fdwowner", "foreign-data wrapper",
                    "pg_catalog.quote_ident(x.fdwname)", "x.oid < 16384"},
    granted_catalog{"pg_foreign_server", "srvacl", "'S', x.srvowner", "foreign server",
                    "pg_catalog.quote_ident(x.srvname)", "x.oid < 16384"},
};

// What somebody granted or revoked on objects that are not the database's own: PostgreSQL's, and those of extensions.
// They are no objects of the model. What initdb or the extension left is in pg_init_privs (manual, 53.31).
std::string query_of(const granted_catalog& from) {
  return fmt::format(
      "select '{3}', pg_catalog.string_agg({4}, ', ' order by {4} collate \"C\") from pg_catalog.{0} x"
      " left join pg_catalog.pg_init_privs v on v.classoid = 'pg_catalog.{0}'::pg_catalog.regclass and v.objoid = x.oid"
      " and v.objsubid = 0 where x.{1} is not null and not (x.{1} @> coalesce(v.initprivs, pg_catalog.acldefault({2}))"
      " and x.{1} <@ coalesce(v.initprivs, pg_catalog.acldefault({2}))) and (({5}) or exists"
      " (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.{0}'::pg_catalog.regclass"
      "  and d.objid = x.oid and d.deptype = 'e'))",
      from.catalog, from.acl, from.defaults, from.noun, from.name, from.system);
}

std::string query(const query_scope& /*scope*/) {
  std::string sql;
  for (const auto& from : granted_catalogs) {
    sql += (sql.empty() ? "" : " union all ") + query_of(from);
  }
  return sql;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (!r.is_null(1)) {
      state.report("the privileges on each " + std::string{r.text(0)} +
                   " of PostgreSQL or an extension are not modelled and are left alone: " + std::string{r.text(1)});
    }
  });
}

}  // namespace

catalog_part unmodelled_privileges_part() { return {query, nullptr, build, true}; }

}  // namespace squall::kit::catalog
