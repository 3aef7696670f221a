#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// OIDs from 16384 on are the users' (FirstNormalObjectId); schema public has a lower one.
std::string query(const query_scope& /*scope*/) {
  return "select d.classoid, d.objoid, d.objsubid, d.description from pg_catalog.pg_description d"
         " where d.objoid >= 16384 or d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.comments.emplace(object_address{static_cast<system_catalog>(r.object(0)), r.object(1), r.small(2)},
                           r.text(3));
  });
}

}  // namespace

catalog_part comments_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
