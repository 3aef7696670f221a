#include <fmt/format.h>

#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

// One row an attribute, in order; one row with a NULL attribute for a type without any.
std::string query(const query_scope& scope) {
  return fmt::format(
      "select t.oid, n.nspname, t.typname, '', t.typarray, c.oid, a.attnum, a.attname,"
      " pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid,"
      " case when a.attcollation <> at.typcollation then {} end"
      " from pg_catalog.pg_class c join pg_catalog.pg_type t on t.oid = c.reltype{}"
      " left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
      " left join pg_catalog.pg_type at on at.oid = a.atttypid"
      " where c.relkind = 'c' and {} order by t.oid, a.attnum",
      collation_name("a.attcollation"), in_schemas(scope, "t.typnamespace"), is_own("pg_type", "t.oid"));
}

void index_rows(const result& rows, reading_state& state) {
  register_types<object_kind::composite_type>(rows, state);
  for_each_row(rows, [&](const row& r) {
    state.register_object(system_catalog::relation, r.object(5), identity_of(r, object_kind::composite_type));
  });
}

composite_attribute read_attribute(const row& r, const reading_state& state) {
  composite_attribute value;
  value.name = r.text(7);
  value.type.sql = r.text(8);
  if (const auto* type = state.find_object(system_catalog::type, r.object(9))) {
    value.type.user_type = *type;
  }
  value.collation = r.text(10);
  value.comment = state.comment(system_catalog::relation, r.object(5), r.small(6));
  return value;
}

void build(const result& rows, reading_state& state) {
  composite_type value;
  const int count = rows.rows();
  for (int i = 0; i < count; ++i) {
    const row r{rows, i};
    const oid type = r.object(0);
    if (!r.is_null(6)) {
      value.attributes.push_back(read_attribute(r, state));
    }
    if (i + 1 == count || row{rows, i + 1}.object(0) != type) {
      auto id = identity_of(r, object_kind::composite_type);
      read_surroundings(value, {system_catalog::type, type, 0}, id, state);
      state.add(std::move(id), std::move(value));
      value = {};
    }
  }
}

}  // namespace

catalog_part composite_types_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
