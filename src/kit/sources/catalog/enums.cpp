#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// One row a label, in order; one row with a NULL label for an enum without any.
std::string query(const query_scope& scope) {
  return "select t.oid, t.typarray, t.typnamespace, t.typname, e.enumlabel"
         " from pg_catalog.pg_type t left join pg_catalog.pg_enum e on e.enumtypid = t.oid"
         " where t.typtype = 'e' and t.typnamespace in " +
         scope.schemas + " and t.oid not in " + query_scope::extension_members("pg_type") +
         " order by t.oid, e.enumsortorder";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const oid type = r.object(0);
    if (state.find_object(system_catalog::type, type) == nullptr) {
      auto id = enum_id(std::string{state.schemas.at(r.object(2))}, std::string{r.text(3)});
      state.register_object(system_catalog::type, r.object(1), id);
      state.register_object(system_catalog::type, type, std::move(id));
    }
  });
}

void build(const result& rows, reading_state& state) {
  enum_type value;
  const int count = rows.rows();
  for (int i = 0; i < count; ++i) {
    const row r{rows, i};
    const oid type = r.object(0);
    if (!r.is_null(4)) {
      value.labels.emplace_back(r.text(4));
    }
    if (i + 1 == count || row{rows, i + 1}.object(0) != type) {
      value.comment = state.comment(system_catalog::type, type);
      value.access = state.access(system_catalog::type, type);
      state.add(*state.find_object(system_catalog::type, type), std::move(value));
      value = {};
    }
  }
}

}  // namespace

catalog_part enums_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
