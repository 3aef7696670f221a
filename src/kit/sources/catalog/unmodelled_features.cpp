#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// What modelled objects have beyond the model: one row a feature, (object, what about it).

constexpr std::string_view object_name = "pg_catalog.format('%I.%I', n.nspname, c.relname)";

std::string relation_source(const query_scope& scope, std::string_view kinds) {
  return " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.oid in " +
         scope.schemas + " and c.relkind in (" + std::string{kinds} + ") and not c.relispartition and c.oid not in " +
         query_scope::extension_members("pg_class");
}

std::string tables_query(const query_scope& scope) {
  return "select 'table ' || " + std::string{object_name} + ", f.what" + relation_source(scope, "'r', 'p'") +
         " join lateral (values (c.relrowsecurity, 'row-level security'),"
         "  (c.relforcerowsecurity, 'forced row-level security'), (c.relpersistence = 'u', 'being unlogged'),"
         "  (c.reloftype <> 0, 'being a typed table'), (c.reltablespace <> 0, 'its tablespace'),"
         "  (c.reloptions is not null, 'its storage parameters'), (c.relreplident <> 'd', 'its replica identity'),"
         "  (exists (select from pg_catalog.pg_am m where m.oid = c.relam and m.amname <> 'heap'), 'its access "
         "method'),"
         "  (exists (select from pg_catalog.pg_inherits h where h.inhrelid = c.oid), 'inheriting from other tables'))"
         " f(found, what) on f.found";
}

std::string sequences_query(const query_scope& scope) {
  return "select 'sequence ' || " + std::string{object_name} + ", f.what" + relation_source(scope, "'S'") +
         " join lateral (values (c.relpersistence = 'u', 'being unlogged')) f(found, what) on f.found"
         // An identity column's sequence is of its table's persistence.
         " where not exists (select from pg_catalog.pg_depend d"
         "  where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'i')";
}

std::string columns_query(const query_scope& scope) {
  return "select pg_catalog.format('column %I.%I.%I', n.nspname, c.relname, a.attname), f.what" +
         relation_source(scope, "'r', 'p'") +
         " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
         " join pg_catalog.pg_type t on t.oid = a.atttypid"
         " join lateral (values (a.attstorage <> t.typstorage, 'its storage'),"
         "  (a.attoptions is not null, 'its options'), (coalesce(a.attstattarget, -1) <> -1, 'its statistics target'), "
         "(" +
         std::string{scope.since(14) ? "a.attcompression <> ''" : "false"} + ", 'its compression'), (" +
         std::string{scope.since(18) ? "a.attgenerated = 'v'" : "false"} +
         ", 'being VIRTUAL rather than STORED')) f(found, what) on f.found";
}

std::string constraints_query(const query_scope& scope) {
  return "select pg_catalog.format('constraint %I on %I.%I', o.conname, n.nspname, c.relname), f.what" +
         relation_source(scope, "'r', 'p'") +
         " join pg_catalog.pg_constraint o on o.conrelid = c.oid and o.conparentid = 0"
         " join lateral (values (not o.convalidated" +
         std::string{scope.since(18) ? " and o.conenforced" : ""} + ", 'being NOT VALID'), (" +
         std::string{scope.since(18) ? "not o.conenforced" : "false"} + ", 'being NOT ENFORCED'), (" +
         std::string{scope.since(18) ? "o.conperiod" : "false"} + ", 'its period')) f(found, what) on f.found";
}

// An index that backs a constraint has its storage parameters and its comment from nowhere in the model.
std::string indexes_query(const query_scope& scope) {
  return "select pg_catalog.format('index %I on %I.%I', x.relname, n.nspname, c.relname), f.what" +
         relation_source(scope, "'r', 'p'") +
         " join pg_catalog.pg_index i on i.indrelid = c.oid"
         " join pg_catalog.pg_class x on x.oid = i.indexrelid"
         " left join pg_catalog.pg_constraint o on o.conindid = i.indexrelid and o.contype in ('p', 'u')"
         "  and o.conrelid = c.oid"
         " join lateral (values (x.reltablespace <> 0, 'its tablespace'), (i.indisclustered, 'being clustered on'),"
         "  (i.indisreplident, 'being the replica identity'),"
         "  (o.oid is not null and x.reloptions is not null, 'its storage parameters'),"
         "  (o.oid is not null and not i.indisvalid, 'being invalid'),"
         "  (o.oid is not null and pg_catalog.obj_description(x.oid, 'pg_class') is not null, 'its comment'))"
         " f(found, what) on f.found";
}

std::string triggers_query(const query_scope& scope) {
  return "select pg_catalog.format('table %I.%I', n.nspname, c.relname), 'having triggers of constraints disabled'" +
         relation_source(scope, "'r', 'p'") +
         " where exists (select from pg_catalog.pg_trigger g"
         "  where g.tgrelid = c.oid and g.tgisinternal and g.tgenabled <> 'O')";
}

std::string query(const query_scope& scope) {
  return tables_query(scope) + " union all " + sequences_query(scope) + " union all " + columns_query(scope) +
         " union all " + constraints_query(scope) + " union all " + indexes_query(scope) + " union all " +
         triggers_query(scope);
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.report(std::string{r.text(0)} + ": " + std::string{r.text(1)} + " is not modelled and is left alone");
  });
}

}  // namespace

catalog_part unmodelled_features_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
