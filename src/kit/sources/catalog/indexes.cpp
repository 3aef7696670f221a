#include <algorithm>
#include <utility>

#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/features.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_oid,
  f_table,
  f_name,
  f_method,
  f_unique,
  f_valid,
  f_nulls_not_distinct,
  f_key_count,
  f_columns,
  f_options,
  f_predicate,
  f_parameters,
  f_features
};

constexpr char parameter_separator = '\x1f';

// The index of a constraint has no place in the model for parameters and a comment of its own.
std::string features() {
  return features_field({{"c.reltablespace <> 0", "its tablespace"},
                         {"i.indisclustered", "being clustered on"},
                         {"i.indisreplident", "being the replica identity"},
                         {"o.oid is not null and c.reloptions is not null", "its storage parameters"},
                         {"o.oid is not null and not (i.indisvalid and i.indisready)", "being invalid"},
                         {"o.oid is not null and c.oid in (select d.objoid from pg_catalog.pg_description d"
                          " where d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0)",
                          "its comment"}});
}

std::string query(const query_scope& scope) {
  return "select i.indexrelid, i.indrelid, c.relname, m.amname, i.indisunique, i.indisvalid and i.indisready, " +
         std::string{scope.since(15) ? "i.indnullsnotdistinct" : "false"} +
         ", i.indnkeyatts, i.indkey, i.indoption, pg_catalog.pg_get_expr(i.indpred, i.indrelid),"
         " pg_catalog.array_to_string(c.reloptions, e'\\x1f'), " +
         features() +
         " from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid"
         " join pg_catalog.pg_am m on m.oid = c.relam"
         " left join pg_catalog.pg_constraint o on o.conindid = i.indexrelid and o.conrelid = i.indrelid"
         "  and o.contype in ('p', 'u', 'x')"
         " where c.relkind in ('i', 'I') and not c.relispartition and c.relnamespace in " +
         scope.schemas;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    index_columns columns;
    columns.keys = r.numbers(f_columns);
    const auto key_count = static_cast<std::ptrdiff_t>(r.integer(f_key_count));
    columns.include.assign(columns.keys.begin() + key_count, columns.keys.end());
    columns.keys.erase(columns.keys.begin() + key_count, columns.keys.end());
    columns.nulls_not_distinct = r.boolean(f_nulls_not_distinct);
    state.indexes.emplace(r.object(f_oid), std::move(columns));
  });
}

/// pg_index.indoption: INDOPTION_DESC and INDOPTION_NULLS_FIRST.
constexpr int option_descending = 1;
constexpr int option_nulls_first = 2;

std::vector<index_key> read_keys(const row& r, const relation& table, const object_id& id, const reading_state& state) {
  const oid index_oid = r.object(f_oid);
  const auto options = r.numbers(f_options);
  const auto& attnums = state.indexes.at(index_oid).keys;
  std::vector<index_key> keys(attnums.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& key = keys[i];
    const auto special = state.special_keys.find({index_oid, static_cast<int>(i) + 1});
    if (special != state.special_keys.end()) {
      key.collation = special->second.collation;
      key.operator_class = special->second.operator_class;
    }
    if (attnums[i] != 0) {
      key.column = table.column_name(attnums[i]);
    } else if (special != state.special_keys.end()) {
      const object_address owner{system_catalog::relation, index_oid, 0};
      key.expression = state.expression(without_outer_parentheses(special->second.expression), owner, id);
    }
    const int option = i < options.size() ? options[i] : 0;
    key.descending = (option & option_descending) != 0;
    key.nulls_first = (option & option_nulls_first) != 0;
  }
  return keys;
}

std::map<std::string, std::string> read_parameters(std::string_view text) {
  std::map<std::string, std::string> parameters;
  while (!text.empty()) {
    const auto end = std::min(text.find(parameter_separator), text.size());
    const auto option = text.substr(0, end);
    const auto equals = std::min(option.find('='), option.size());
    const auto value = equals == option.size() ? std::string_view{"true"} : option.substr(equals + 1);
    parameters.emplace(option.substr(0, equals), value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parameters;
}

index read_index(const row& r, const relation& table, const object_id& id, const reading_state& state) {
  index value;
  value.method = r.text(f_method);
  value.unique = r.boolean(f_unique);
  value.nulls_not_distinct = r.boolean(f_nulls_not_distinct);
  value.keys = read_keys(r, table, id, state);
  for (const int attnum : state.indexes.at(r.object(f_oid)).include) {
    value.include.emplace_back(table.column_name(attnum));
  }
  if (!r.is_null(f_predicate)) {
    const object_address owner{system_catalog::relation, r.object(f_oid), 0};
    value.where = state.expression(without_outer_parentheses(r.text(f_predicate)), owner, id);
  }
  value.storage_parameters = read_parameters(r.text(f_parameters));
  value.comment = state.comment(system_catalog::relation, r.object(f_oid));
  return value;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* table = state.find_relation(r.object(f_table));
    if (table == nullptr) {
      return;
    }
    object_id id{object_kind::index, table->id.schema, table->id.name, std::string{r.text(f_name)}};
    if (!r.is_null(f_features)) {
      report_features(describe(id), r.text(f_features), state);
    }
    if (state.constraint_indexes.contains(r.object(f_oid))) {
      return;
    }
    if (!r.boolean(f_valid)) {
      // Left out of the model: it looks like the real one and enforces nothing.
      state.report(describe(id) +
                   " is invalid (a concurrent build of it failed or is under way): drop it or REINDEX it");
      return;
    }
    auto value = read_index(r, *table, id, state);
    state.add(std::move(id), std::move(value));
  });
}

}  // namespace

catalog_part indexes_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
