#include <fmt/format.h>

#include <algorithm>

#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

constexpr int option_columns = 5;

std::string query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, null, x.pubname, '', x.puballtables,"
      " case when not (x.pubinsert and x.pubupdate and x.pubdelete and x.pubtruncate) then"
      "  pg_catalog.concat_ws(', ', case when x.pubinsert then 'insert' end, case when x.pubupdate then 'update' end,"
      "   case when x.pubdelete then 'delete' end, case when x.pubtruncate then 'truncate' end) end as publish,"
      " case when x.pubviaroot then 'true' end as publish_via_partition_root,"
      " {} as publish_generated_columns from pg_catalog.pg_publication x where {}",
      scope.since(18) ? "case when x.pubgencols = 's' then 'stored' end" : "null", is_own("pg_publication", "x.oid"));
}

void build(const result& rows, reading_state& state) {
  build_rows<object_kind::publication, system_catalog::publication>(rows, state, [](const row& r) {
    publication value;
    value.all_tables = r.boolean(4);
    value.options = named_columns(r, option_columns);
    return value;
  });
}

/// The publication of the row's first column among the objects that there are, or nullptr.
publication* find_publication(const row& r, reading_state& state) {
  const auto* id = state.find_object(system_catalog::publication, r.object(0));
  const auto found = id == nullptr ? state.result.model.objects.end() : state.result.model.objects.find(*id);
  return found == state.result.model.objects.end() ? nullptr : std::get_if<publication>(&found->second);
}

// Lists of columns and row filters came with PostgreSQL 15.
std::string tables_query(const query_scope& scope) {
  return fmt::format(
      "select x.prpubid, x.prrelid, {}, x.oid, pg_catalog.format('%I.%I', n.nspname, c.relname)"
      " from pg_catalog.pg_publication_rel x join pg_catalog.pg_class c on c.oid = x.prrelid"
      " join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
      scope.since(15) ? "x.prattrs, pg_catalog.pg_get_expr(x.prqual, x.prrelid)" : "null, null");
}

void build_tables(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto* const published_in = find_publication(r, state);
    if (published_in == nullptr) {
      return;
    }
    const auto& id = *state.find_object(system_catalog::publication, r.object(0));
    const auto* relation = state.find_relation(r.object(1));
    if (relation == nullptr) {
      state.report(describe(id) + ": table " + std::string{r.text(5)} +
                   " in it is not one of those that are read and is left alone");
      return;
    }
    published_table value{relation->id, {}, std::string{without_outer_parentheses(r.text(3))}};
    for (const int number : r.numbers(2)) {
      value.columns.emplace_back(relation->column_name(number));
    }
    auto& tables = published_in->tables;
    tables.insert(std::lower_bound(tables.begin(), tables.end(), value,
                                   [](const auto& a, const auto& b) { return a.table < b.table; }),
                  std::move(value));
    auto more = state.references({system_catalog::published_relation, r.object(4), 0}, id);
    auto& references = published_in->references.ids;
    references.insert(references.end(), more.ids.begin(), more.ids.end());
  });
}

std::string schemas_query(const query_scope& scope) {
  // A statement without rows where there is no such catalog.
  return scope.since(15)
             ? "select x.pnpubid, n.nspname from pg_catalog.pg_publication_namespace x"
               " join pg_catalog.pg_namespace n on n.oid = x.pnnspid order by x.pnpubid, n.nspname collate \"C\""
             : "select 0::oid, null::name where false";
}

void build_schemas(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (auto* const published_in = find_publication(r, state)) {
      published_in->schemas.emplace_back(r.text(1));
    }
  });
}

}  // namespace

catalog_part publications_part() {
  return {query, register_rows<object_kind::publication, system_catalog::publication>, build};
}

catalog_part published_tables_part() { return {tables_query, nullptr, build_tables}; }

catalog_part published_schemas_part() { return {schemas_query, nullptr, build_schemas}; }

}  // namespace squall::kit::catalog
