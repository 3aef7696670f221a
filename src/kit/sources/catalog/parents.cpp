#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// Partitions and their tables, children and their parents, indexes of partitions and what they are attached to.
std::string query(const query_scope& /*scope*/) {
  return "select h.inhrelid, h.inhparent from pg_catalog.pg_inherits h order by h.inhrelid, h.inhseqno";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) { state.parents[r.object(0)].push_back(r.object(1)); });
}

}  // namespace

catalog_part parents_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
