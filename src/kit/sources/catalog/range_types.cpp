#include <fmt/format.h>

#include "kit/model/default_names.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

constexpr int multirange_columns = 5;
constexpr int option_columns = 9;

std::string query(const query_scope& scope) {
  const std::string_view multirange = scope.since(14)
                                          ? "m.oid, m.typarray, mn.nspname, m.typname"
                                          : "0::oid as oid, 0::oid as typarray, null::name as nspname, null::name";
  const std::string_view joined = scope.since(14) ? " left join pg_catalog.pg_type m on m.oid = r.rngmultitypid"
                                                    " left join pg_catalog.pg_namespace mn on mn.oid = m.typnamespace"
                                                  : "";
  return fmt::format(
      "select t.oid, n.nspname, t.typname, '', t.typarray, {0},"
      " pg_catalog.format_type(r.rngsubtype, null) as \"SUBTYPE\","
      " case when not oc.opcdefault then pg_catalog.format('%I.%I', ocn.nspname, oc.opcname) end"
      "  as \"SUBTYPE_OPCLASS\","
      " case when r.rngcollation <> s.typcollation then {1} end as \"COLLATION\","
      " {2} as \"CANONICAL\", {3} as \"SUBTYPE_DIFF\""
      " from pg_catalog.pg_range r join pg_catalog.pg_type t on t.oid = r.rngtypid"
      " join pg_catalog.pg_type s on s.oid = r.rngsubtype"
      " join pg_catalog.pg_opclass oc on oc.oid = r.rngsubopc"
      " join pg_catalog.pg_namespace ocn on ocn.oid = oc.opcnamespace{4}{5} where {6}",
      multirange, collation_name("r.rngcollation"), function_name("r.rngcanonical"), function_name("r.rngsubdiff"),
      in_schemas(scope, "t.typnamespace"), joined, is_own("pg_type", "t.oid"));
}

void index_rows(const result& rows, reading_state& state) {
  register_types<object_kind::range_type>(rows, state);
  for_each_row(rows, [&](const row& r) {
    for (const int column : {multirange_columns, multirange_columns + 1}) {
      if (!r.is_null(column) && r.object(column) != 0) {
        state.register_object(system_catalog::type, r.object(column), identity_of(r, object_kind::range_type));
      }
    }
  });
}

/// As makeMultirangeTypeName() has it in src/backend/catalog/pg_type.c.
std::string usual_multirange_name(const std::string& range) {
  static constexpr std::string_view word = "range";
  if (const auto at = range.find(word); at != std::string::npos) {
    return std::string{clip_name(range.substr(0, at) + "multi" + range.substr(at), longest_name)};
  }
  static constexpr std::string_view suffix = "_multirange";
  return std::string{clip_name(range, longest_name - suffix.size())}.append(suffix);
}

void build(const result& rows, reading_state& state) {
  build_rows<object_kind::range_type, system_catalog::type>(rows, state, [](const row& r) {
    range_type value;
    value.options = named_columns(r, option_columns);
    if (!r.is_null(multirange_columns + 3)) {
      const std::string_view schema = r.text(multirange_columns + 2);
      const std::string_view name = r.text(multirange_columns + 3);
      if (schema != r.text(1) || name != usual_multirange_name(std::string{r.text(2)})) {
        value.options.emplace("MULTIRANGE_TYPE_NAME", sql_identifier(schema) + "." + sql_identifier(name));
      }
    }
    return value;
  });
}

}  // namespace

catalog_part range_types_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
