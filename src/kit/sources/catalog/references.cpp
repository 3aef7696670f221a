#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

/// What the objects of `owners` (a FROM list whose alias x has `owner` for an OID) stand on: relations and types.
std::string dependencies(std::string_view catalog, std::string_view owners, std::string_view owner) {
  return "select d.classid::oid, d.objid, d.refclassid::oid, d.refobjid, d.refobjsubid from " + std::string{owners} +
         " join pg_catalog.pg_depend d on d.classid = 'pg_catalog." + std::string{catalog} +
         "'::pg_catalog.regclass and d.objid = " + std::string{owner} +
         " where d.refclassid in ('pg_catalog.pg_class'::pg_catalog.regclass, "
         "'pg_catalog.pg_type'::pg_catalog.regclass)";
}

// Only of what holds expressions: defaults and generated columns, checks, indexes with expressions or a predicate.
std::string query(const query_scope& scope) {
  std::string sql = dependencies("pg_attrdef", "pg_catalog.pg_attrdef x", "x.oid") + " union all " +
                    dependencies("pg_constraint", "pg_catalog.pg_constraint x", "x.oid and x.contype = 'c'") +
                    " union all " +
                    dependencies("pg_class", "pg_catalog.pg_index x",
                                 "x.indexrelid and (x.indexprs is not null or x.indpred is not null)");
  if (!scope.since(15)) {
    // Before 15 a generated column's dependencies are the column's own.
    sql +=
        " union all select 'pg_catalog.pg_attrdef'::pg_catalog.regclass::oid, x.oid, d.refclassid::oid, d.refobjid,"
        " d.refobjsubid from pg_catalog.pg_attrdef x join pg_catalog.pg_depend d"
        " on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = x.adrelid and d.objsubid = x.adnum"
        " where d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = x.adrelid"
        " and d.refobjsubid > 0";
  }
  return sql;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const object_address owner{static_cast<system_catalog>(r.object(0)), r.object(1), 0};
    state.references[owner].push_back({static_cast<system_catalog>(r.object(2)), r.object(3), r.small(4)});
  });
}

}  // namespace

catalog_part references_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
