#include <fmt/format.h>

#include "kit/model/default_names.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string query(const query_scope& scope) {
  return fmt::format(
      "select t.oid, n.nspname, t.typname, '', t.typarray, pg_catalog.format_type(t.typbasetype, t.typtypmod),"
      " t.typbasetype, t.typnotnull, coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault),"
      " case when t.typcollation <> b.typcollation then {} end"
      " from pg_catalog.pg_type t join pg_catalog.pg_type b on b.oid = t.typbasetype{}"
      " where t.typtype = 'd' and {}",
      collation_name("t.typcollation"), in_schemas(scope, "t.typnamespace"), is_own("pg_type", "t.oid"));
}

void build(const result& rows, reading_state& state) {
  build_rows<object_kind::domain, system_catalog::type>(rows, state, [&](const row& r) {
    domain value;
    const oid type = r.object(0);
    const auto& id = *state.find_object(system_catalog::type, type);
    value.base.sql = r.text(5);
    if (const auto* base = state.find_object(system_catalog::type, r.object(6))) {
      value.base.user_type = *base;
    }
    value.not_null = r.boolean(7);
    if (!r.is_null(8)) {
      value.default_value = state.expression(r.text(8), {system_catalog::type, type, 0}, id);
    }
    value.collation = r.text(9);
    return value;
  });
}

// Beside the checks there are constraints of NOT NULL from PostgreSQL 17 on.
std::string constraints_query(const query_scope& /*scope*/) {
  return "select c.oid, c.contypid, c.contype, c.conname, pg_catalog.pg_get_expr(c.conbin, 0), c.convalidated"
         " from pg_catalog.pg_constraint c where c.contypid <> 0 and c.contype in ('c', 'n') and c.oid >= 16384"
         " order by c.contypid, c.conname";
}

void build_constraints(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* id = state.find_object(system_catalog::type, r.object(1));
    const auto found = id == nullptr ? state.result.model.objects.end() : state.result.model.objects.find(*id);
    if (found == state.result.model.objects.end() || !std::holds_alternative<domain>(found->second)) {
      return;  // of an extension, or of a schema that is not read
    }
    auto& value = std::get<domain>(found->second);
    if (r.character(2) == 'n') {
      if (r.text(3) != make_object_name(id->name, {}, "not_null")) {
        value.not_null_name = r.text(3);
      }
      return;
    }
    value.checks.push_back({.name = std::string{r.text(3)},
                            .condition = std::string{without_outer_parentheses(r.text(4))},
                            .not_valid = !r.boolean(5),
                            .comment = state.comment(system_catalog::constraint, r.object(0))});
    auto more = state.references({system_catalog::constraint, r.object(0), 0}, *id);
    value.references.ids.insert(value.references.ids.end(), more.ids.begin(), more.ids.end());
  });
}

}  // namespace

catalog_part domains_part() { return {query, register_types<object_kind::domain>, build}; }

catalog_part domain_constraints_part() { return {constraints_query, nullptr, build_constraints}; }

}  // namespace squall::kit::catalog
