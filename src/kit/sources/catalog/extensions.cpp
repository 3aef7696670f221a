#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

// plpgsql is in every new database. pg_available_extensions() reads the control files: only when there is somebody to
// ask for. The schema is unsaid when the extension made it itself.
std::string query(const query_scope& /*scope*/) {
  return "with available as materialized (select a.name, a.comment from pg_catalog.pg_available_extensions() a)"
         " select x.oid, null, x.extname, '', case when not exists (select from pg_catalog.pg_depend d"
         "  where d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid = x.extnamespace"
         "  and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.refobjid = x.oid"
         "  and d.deptype = 'e') then n.nspname end, x.extversion, case when x.comment is distinct from"
         "  (select a.comment from available a where a.name = x.extname) then x.comment end,"
         " x.extrelocatable"
         " from (select e.*, pg_catalog.obj_description(e.oid, 'pg_extension') as comment"
         "  from pg_catalog.pg_extension e) x join pg_catalog.pg_namespace n on n.oid = x.extnamespace"
         " where x.extname <> 'plpgsql' or x.comment is distinct from 'PL/pgSQL procedural language'";
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity_of(r, object_kind::extension);
    extension value;
    value.schema = r.text(4);
    value.version = r.text(5);
    value.comment = r.text(6);
    value.relocatable = r.boolean(7);
    value.references = state.references({system_catalog::extension, r.object(0), 0}, id);
    state.add(std::move(id), std::move(value));
  });
}

// Who stands on a member stands on the extension. Array types are no members themselves.
std::string members_query(const query_scope& /*scope*/) {
  return "select m.classid, m.objid, null, x.extname, '' from pg_catalog.pg_depend m"
         " join pg_catalog.pg_extension x on x.oid = m.refobjid"
         " where m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and m.deptype = 'e'"
         " and m.objid >= 16384 union all"
         " select m.classid, t.typarray, null, x.extname, '' from pg_catalog.pg_depend m"
         " join pg_catalog.pg_extension x on x.oid = m.refobjid join pg_catalog.pg_type t on t.oid = m.objid"
         " where m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and m.deptype = 'e'"
         " and m.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and t.typarray >= 16384";
}

// ALTER … DEPENDS ON EXTENSION (pg_depend.deptype 'x').
std::string dependents_query(const query_scope& /*scope*/) {
  return "select d.classid, d.objid, x.extname from pg_catalog.pg_depend d"
         " join pg_catalog.pg_extension x on x.oid = d.refobjid"
         " where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'x'"
         " order by x.extname collate \"C\"";
}

void index_dependents(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.extension_dependencies[{static_cast<system_catalog>(r.object(0)), r.object(1), 0}].emplace_back(r.text(2));
  });
}

void index_members(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.register_object(static_cast<system_catalog>(r.object(0)), r.object(1),
                          {object_kind::extension, {}, {}, std::string{r.text(3)}});
  });
}

}  // namespace

catalog_part extensions_part() {
  return {query, register_rows<object_kind::extension, system_catalog::extension>, build};
}

catalog_part extension_dependents_part() { return {dependents_query, index_dependents, nullptr}; }

catalog_part extension_members_part() { return {members_query, index_members, nullptr}; }

}  // namespace squall::kit::catalog
