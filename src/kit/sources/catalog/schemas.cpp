#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

std::string query(const query_scope& scope) {
  return "select n.oid, n.nspname from pg_catalog.pg_namespace n where n.oid in " + scope.schemas;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.schemas.emplace(r.object(0), r.text(1));
    state.register_object(system_catalog::schema, r.object(0), schema_id(std::string{r.text(1)}));
  });
}

/// Schema public says "standard public schema" or, once dropped and made again, nothing: neither is the user's word
/// (pg_dump passes over it too).
std::string without_initial_comment(const object_id& id, std::string comment) {
  static constexpr std::string_view initial = "standard public schema";
  if (id.name != "public" || (!comment.empty() && comment != initial)) {
    return comment;
  }
  const database empty = empty_database();
  const auto* known = empty.find<schema>(id);
  return known == nullptr ? std::string{} : known->comment;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = schema_id(std::string{r.text(1)});
    auto comment = without_initial_comment(id, state.comment(system_catalog::schema, r.object(0)));
    state.add(std::move(id), schema{std::move(comment), state.access(system_catalog::schema, r.object(0))});
  });
}

}  // namespace

catalog_part schemas_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
