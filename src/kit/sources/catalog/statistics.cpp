#include <algorithm>

#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// No target is -1, and NULL from 17 on. Expressions came with 14.
std::string query(const query_scope& scope) {
  return "select s.oid, s.stxnamespace, s.stxname, s.stxrelid, s.stxkind, s.stxkeys,"
         " nullif(coalesce(s.stxstattarget, -1), -1), " +
         std::string{scope.since(14) ? "pg_catalog.pg_get_statisticsobjdef_expressions(s.oid)" : "null"} +
         " from pg_catalog.pg_statistic_ext s where s.stxnamespace in " + scope.schemas + " and s.oid not in " +
         query_scope::extension_members("pg_statistic_ext");
}

object_id identity(const row& r, const reading_state& state) {
  return {object_kind::statistics, std::string{state.schemas.at(r.object(1))}, {}, std::string{r.text(2)}};
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(
      rows, [&](const row& r) { state.register_object(system_catalog::statistics, r.object(0), identity(r, state)); });
}

/// Nothing when it is what CREATE STATISTICS takes by itself: all of them, or for one expression none ('e' alone).
std::vector<std::string> read_kinds(const std::vector<std::string>& codes) {
  std::vector<std::string> kinds;
  const auto add = [&](std::string_view code, std::string_view kind) {
    if (std::find(codes.begin(), codes.end(), code) != codes.end()) {
      kinds.emplace_back(kind);
    }
  };
  add("d", "ndistinct");
  add("f", "dependencies");
  add("m", "mcv");
  return kinds.size() == 3 ? std::vector<std::string>{} : kinds;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    auto id = identity(r, state);
    const auto* table = state.find_relation(r.object(3));
    if (table == nullptr) {
      state.report(describe(id) + " is about a table that is not read: it is left alone");
      return;
    }
    statistics value;
    value.table = table->id;
    value.kinds = read_kinds(r.texts(4));
    for (const int attnum : r.numbers(5)) {
      value.columns.emplace_back(table->column_name(attnum));
    }
    for (const auto& expression : r.texts(7)) {
      value.expressions.push_back("(" + std::string{without_outer_parentheses(expression)} + ")");
    }
    value.target = r.optional_integer(6);
    value.comment = state.comment(system_catalog::statistics, r.object(0));
    value.access = state.access(system_catalog::statistics, r.object(0));
    value.references = state.references({system_catalog::statistics, r.object(0), 0}, id);
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part statistics_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
