#include <algorithm>

#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_oid,
  f_schema,
  f_name,
  f_materialized,
  f_query,
  f_rule,
  f_options,
  f_row_type,
  f_row_array,
  f_populated,
  f_tablespace,
  f_access_method,
  f_toast_parameters
};

// What a view stands on is said of its rule _RETURN.
std::string query(const query_scope& scope) {
  return "select c.oid, c.relnamespace, c.relname, c.relkind = 'm', pg_catalog.pg_get_viewdef(c.oid), r.oid,"
         " c.reloptions, c.reltype, t.typarray, c.relispopulated, s.spcname, m.amname, o.reloptions"
         " from pg_catalog.pg_class c"
         " join pg_catalog.pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'"
         " left join pg_catalog.pg_type t on t.oid = c.reltype"
         " left join pg_catalog.pg_tablespace s on s.oid = c.reltablespace"
         " left join pg_catalog.pg_am m on m.oid = c.relam and m.amname <> 'heap'"
         " left join pg_catalog.pg_class o on o.oid = c.reltoastrelid and o.reloptions is not null"
         " where c.relkind in ('v', 'm') and c.relnamespace in " +
         scope.schemas + " and c.oid not in " + query_scope::extension_members("pg_class");
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    object_id id{r.boolean(f_materialized) ? object_kind::materialized_view : object_kind::view,
                 std::string{state.schemas.at(r.object(f_schema))},
                 {},
                 std::string{r.text(f_name)}};
    if (!r.is_null(f_row_array)) {
      state.register_object(system_catalog::type, r.object(f_row_type), id);
      state.register_object(system_catalog::type, r.object(f_row_array), id);
    }
    state.relations.emplace(r.object(f_oid), relation{.id = std::move(id), .columns = {}});
  });
}

/// What both kinds of view have.
template <class View>
View read_any(const row& r, const object_id& id, reading_state& state) {
  const oid number = r.object(f_oid);
  View value;
  value.query = without_final_semicolon(r.text(f_query));
  if (const auto found = state.view_columns.find(number); found != state.view_columns.end()) {
    auto& [said, outputs] = found->second;
    value.columns = std::move(said);
    std::sort(outputs.begin(), outputs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [attnum, output] : outputs) {
      value.outputs.list.push_back(std::move(output));
    }
  }
  value.comment = state.comment(system_catalog::relation, number);
  value.access = state.access(system_catalog::relation, number);
  value.references = state.references({system_catalog::rule, r.object(f_rule), 0}, id);
  return value;
}

void finish(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const oid number = r.object(f_oid);
    const auto* known = state.find_relation(number);
    if (known == nullptr) {
      return;  // not asked for
    }
    const auto& id = known->id;
    if (!r.boolean(f_materialized)) {
      auto value = read_any<view>(r, id, state);
      value.options = r.options(f_options);
      state.add(id, std::move(value));
      return;
    }
    auto value = read_any<materialized_view>(r, id, state);
    value.populated = r.boolean(f_populated);
    value.storage_parameters = r.options(f_options);
    for (auto& [name, parameter] : r.options(f_toast_parameters)) {
      value.storage_parameters.emplace("toast." + name, parameter);
    }
    value.tablespace = r.text(f_tablespace);
    value.access_method = r.text(f_access_method);
    value.depends_on_extensions = state.depends_on_extensions({system_catalog::relation, number, 0});
    if (const auto index = state.clustered_on.find(number); index != state.clustered_on.end()) {
      value.clustered_on = index->second;
    }
    state.add(id, std::move(value));
  });
}

}  // namespace

catalog_part views_part() { return {.query = query, .index = index_rows, .build = nullptr, .finish = finish}; }

}  // namespace squall::kit::catalog
