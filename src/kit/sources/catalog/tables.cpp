#include "kit/sources/catalog/features.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

std::string features() {
  return features_field(
      {{"c.relrowsecurity", "row-level security"},
       {"c.relforcerowsecurity", "forced row-level security"},
       {"c.relpersistence = 'u'", "being unlogged"},
       {"c.reloftype <> 0", "being a typed table"},
       {"c.reltablespace <> 0", "its tablespace"},
       {"c.reloptions is not null", "its storage parameters"},
       {"c.relreplident <> 'd'", "its replica identity"},
       {"c.relam not in (select 0::oid union all select m.oid from pg_catalog.pg_am m where m.amname = 'heap')",
        "its access method"},
       {"c.oid in (select h.inhrelid from pg_catalog.pg_inherits h)", "inheriting from other tables"},
       {"c.oid in (select g.tgrelid from pg_catalog.pg_trigger g where g.tgisinternal and g.tgenabled <> 'O')",
        "having triggers of constraints disabled"}});
}

// Partitions are part of their table; foreign tables, views and the like are reported elsewhere.
std::string query(const query_scope& scope) {
  return "select c.oid, c.relnamespace, c.relname, " + features() +
         " from pg_catalog.pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace in " +
         scope.schemas + " and c.oid not in " + query_scope::extension_members("pg_class");
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = table_id(std::string{state.schemas.at(r.object(1))}, std::string{r.text(2)});
    state.relations.emplace(r.object(0), relation{std::move(id), {}});
  });
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto& id = state.relations.at(r.object(0)).id;
    if (!r.is_null(3)) {
      report_features(describe(id), r.text(3), state);
    }
    state.add(id, table{state.comment(system_catalog::relation, r.object(0))});
  });
}

}  // namespace

catalog_part tables_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
