#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// Partitions are part of their table; foreign tables, views and the like are reported elsewhere.
std::string query(const query_scope& scope) {
  return "select c.oid, c.relnamespace, c.relname from pg_catalog.pg_class c"
         " where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace in " +
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
    const oid id = r.object(0);
    state.add(state.relations.at(id).id, table{state.comment(system_catalog::relation, id)});
  });
}

}  // namespace

catalog_part tables_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
