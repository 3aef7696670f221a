#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// pg_depend as a whole (manual, 53.18): 'n' for what an object uses, 'a' for what it goes away with, which is how an
// expression's use of its own table is recorded. OIDs from 16384 on are the users' (FirstNormalObjectId).
// Left out is what the fields of an object say anyway: its schema, a column's type, and the columns of the great
// majority of indexes and constraints, which have no expressions.
std::string query(const query_scope& /*scope*/) {
  return "select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid from pg_catalog.pg_depend d"
         " where d.objid >= 16384 and d.refobjid >= 16384 and d.deptype in ('n', 'a')"
         " and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass"
         " and not (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid > 0"
         "  and d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass)"
         " and not (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0 and d.deptype = 'a'"
         "  and d.objid not in (select i.indexrelid from pg_catalog.pg_index i"
         "   where i.indexprs is not null or i.indpred is not null))"
         " and not (d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass"
         "  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0"
         "  and d.objid not in (select o.oid from pg_catalog.pg_constraint o where o.contype in ('c', 'x')))";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.register_dependency({static_cast<system_catalog>(r.object(0)), r.object(1), r.small(2)},
                              {static_cast<system_catalog>(r.object(3)), r.object(4), r.small(5)});
  });
}

}  // namespace

catalog_part references_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
