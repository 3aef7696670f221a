// What somebody granted, revoked or said of objects that are not the database's own: PostgreSQL's, and those of
// extensions.
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "kit/sources/catalog/access.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

struct granted_catalog {
  std::string_view catalog;
  std::string_view acl;
  std::string_view defaults;
  std::string_view words;   ///< SQL: what stands behind GRANT … ON
  std::string_view name;    ///< SQL: what stands behind that, which GRANT can read
  std::string_view system;  ///< SQL condition: PostgreSQL's own; those of information_schema nobody looks after
  std::string_view usual_comment = "null";
};

// Names are what format_type() and pg_identify_object() make of them under an empty search_path.
constexpr std::string_view signature =
    "pg_catalog.format('%I.%I(%s)', n.nspname, x.proname, pg_catalog.pg_get_function_identity_arguments(x.oid))";

constexpr std::array granted_catalogs{
    granted_catalog{"pg_class", "relacl", "case x.relkind when 'S' then 's'::\"char\" else 'r' end, x.relowner",
                    "case x.relkind when 'S' then 'SEQUENCE' else 'TABLE' end",
                    "pg_catalog.format('%I.%I', n.nspname, x.relname)", "x.relnamespace = 11"},
    granted_catalog{"pg_proc", "proacl", "'f', x.proowner",
                    "case x.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end", signature, "x.pronamespace = 11"},
    granted_catalog{"pg_type", "typacl", "'T', x.typowner", "'TYPE'",
                    "pg_catalog.format('%I.%I', n.nspname, x.typname)", "x.typnamespace = 11"},
    granted_catalog{"pg_namespace", "nspacl", "'n', x.nspowner", "'SCHEMA'", "pg_catalog.quote_ident(x.nspname)",
                    "x.oid = 11"},
    granted_catalog{"pg_language", "lanacl", "'l', x.lanowner", "'LANGUAGE'", "pg_catalog.quote_ident(x.lanname)",
                    "x.oid < 16384", "case x.lanname when 'plpgsql' then 'PL/pgSQL procedural language' end"},
    granted_catalog{"pg_foreign_data_wrapper", "fdwacl", "'F', x.fdwowner", "'FOREIGN DATA WRAPPER'",
                    "pg_catalog.quote_ident(x.fdwname)", "x.oid < 16384"},
    granted_catalog{"pg_foreign_server", "srvacl", "'S', x.srvowner", "'FOREIGN SERVER'",
                    "pg_catalog.quote_ident(x.srvname)", "x.oid < 16384"},
};

std::string namespace_of(std::string_view catalog) {
  const std::string_view column = catalog == "pg_class"  ? "relnamespace"
                                  : catalog == "pg_proc" ? "pronamespace"
                                  : catalog == "pg_type" ? "typnamespace"
                                                         : "";
  return column.empty() ? std::string{} : fmt::format(" join pg_catalog.pg_namespace n on n.oid = x.{}", column);
}

// (words, name, class, object, side (of the privileges; c: a comment, u: not modelled), grantee, privilege, grantable).
// What initdb or the extension left is in pg_init_privs (manual, 53.31). Of comments only one is known that everybody
// begins with: PL/pgSQL's.
std::string query_of(const granted_catalog& from) {
  const std::string head = fmt::format("select {}, {}, 'pg_catalog.{}'::pg_catalog.regclass::oid, x.oid, ", from.words,
                                       from.name, from.catalog);
  const std::string rows = fmt::format(" from pg_catalog.{} x{}", from.catalog, namespace_of(from.catalog));
  std::string sql =
      head +
      "p.side, case p.grantee when 0 then '' else pg_catalog.pg_get_userbyid(p.grantee)::text end, p.privilege,"
      " p.grantable, p.place" +
      rows +
      fmt::format(
          " left join pg_catalog.pg_init_privs v on v.classoid = 'pg_catalog.{0}'::pg_catalog.regclass"
          " and v.objoid = x.oid and v.objsubid = 0 cross join lateral {1} where x.{2} is distinct from v.initprivs "
          "and ({3} or exists"
          " (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.{0}'::pg_catalog.regclass"
          "  and d.objid = x.oid and d.deptype = 'e'))",
          from.catalog,
          acl_differences(fmt::format("x.{}", from.acl),
                          fmt::format("coalesce(v.initprivs, pg_catalog.acldefault({}))", from.defaults)),
          from.acl, from.system);
  if (from.usual_comment != "null") {
    sql += " union all " + head + "'c', '', c.text, false, 0" + rows +
           fmt::format(
               " cross join lateral (select pg_catalog.obj_description(x.oid, '{0}') as text) c"
               " where {1} and c.text <> {2}",
               from.catalog, from.system, from.usual_comment);
  }
  return sql;
}

// Columns have privileges of their own (manual, 5.7). Those of pg_catalog's tables and of extensions are not modelled.
constexpr std::string_view column_privileges =
    " union all select distinct 'COLUMN', pg_catalog.format('%I.%I', n.nspname, c.relname), 0::oid, 0::oid, 'u', '', "
    "'',"
    "  false, 0"
    " from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid"
    " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
    " left join pg_catalog.pg_init_privs v on v.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    "  and v.objoid = a.attrelid and v.objsubid = a.attnum"
    " where a.attacl is distinct from v.initprivs and (c.relnamespace = 11 or exists"
    "  (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    "   and d.objid = c.oid and d.objsubid = 0 and d.deptype = 'e'))";

std::string query(const query_scope& /*scope*/) {
  std::string sql;
  for (const auto& from : granted_catalogs) {
    sql += (sql.empty() ? "" : " union all ") + query_of(from);
  }
  sql += column_privileges;
  return "select * from (" + sql + ") o order by 9";
}

void build(const result& rows, reading_state& state) {
  std::map<object_id, system_object> found;
  for_each_row(rows, [&](const row& r) {
    if (r.character(4) == 'u') {
      state.report(fmt::format("privileges on columns of {} are not modelled and are left alone", r.text(1)));
      return;
    }
    const object_id id{object_kind::system_object, {}, {}, std::string{r.text(0)}, std::string{r.text(1)}};
    auto& value = found[id];
    if (const auto* extension = state.find_object(static_cast<system_catalog>(r.object(2)), r.object(3))) {
      value.references.ids = {*extension};
    }
    switch (r.character(4)) {
      case 'c':
        value.comment = r.text(6);
        break;
      case 'g':
        add_privilege(value.access.granted, {std::string{r.text(5)}, std::string{r.text(6)}, r.boolean(7)});
        break;
      default:
        add_privilege(value.access.revoked, {std::string{r.text(5)}, std::string{r.text(6)}, false});
    }
  });
  for (auto& [id, value] : found) {
    state.add(id, std::move(value));
  }
}

}  // namespace

catalog_part system_objects_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
