#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// Of "CREATE RULE name AS ON …" what stands behind the AS.
std::string query(const query_scope& scope) {
  return "select r.oid, r.ev_class, r.rulename, r.ev_enabled,"
         " pg_catalog.substr(pg_catalog.pg_get_ruledef(r.oid),"
         "  pg_catalog.length(pg_catalog.quote_ident(r.rulename)) + pg_catalog.length('CREATE RULE  AS ') + 1)"
         " from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class"
         " where r.rulename <> '_RETURN' and c.relnamespace in " +
         scope.schemas;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* owner = state.find_relation(r.object(1));
    if (owner == nullptr) {
      return;  // of an extension
    }
    object_id id{object_kind::rule, owner->id.schema, owner->id.name, std::string{r.text(2)}};
    rule value;
    value.definition = without_final_semicolon(r.text(4));
    value.enabled = read_firing(r.character(3));
    value.comment = state.comment(system_catalog::rule, r.object(0));
    value.references = state.references({system_catalog::rule, r.object(0), 0}, id);
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part rules_part() { return {query, nullptr, build}; }

}  // namespace squall::kit::catalog
