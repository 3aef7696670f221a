#include <algorithm>
#include <utility>

#include "kit/sources/catalog/attached_indexes.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_oid,
  f_relation,
  f_name,
  f_method,
  f_unique,
  f_usable,
  f_nulls_not_distinct,
  f_key_count,
  f_columns,
  f_options,
  f_predicate,
  f_parameters,
  f_tablespace,
  f_clustered,
  f_replica_identity,
  f_partitioned,
  f_valid
};

// That of a partitioned table is invalid for as long as a partition lacks its own.
std::string query(const query_scope& scope) {
  return "select i.indexrelid, i.indrelid, c.relname, m.amname, i.indisunique,"
         " i.indisready and (i.indisvalid or c.relkind = 'I'), " +
         std::string{scope.since(15) ? "i.indnullsnotdistinct" : "false"} +
         ", i.indnkeyatts, i.indkey, i.indoption, pg_catalog.pg_get_expr(i.indpred, i.indrelid), c.reloptions,"
         " s.spcname, i.indisclustered, i.indisreplident, c.relkind = 'I', i.indisvalid"
         " from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid"
         " join pg_catalog.pg_am m on m.oid = c.relam"
         " left join pg_catalog.pg_tablespace s on s.oid = c.reltablespace"
         " where c.relkind in ('i', 'I') and c.relnamespace in " +
         scope.schemas;
}

object_id identity(const row& r, const relation& on) {
  return {object_kind::index, on.id.schema, on.id.name, std::string{r.text(f_name)}};
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* on = state.find_relation(r.object(f_relation));
    if (on == nullptr) {
      return;  // of an extension
    }
    if (r.boolean(f_clustered)) {
      state.clustered_on.emplace(r.object(f_relation), r.text(f_name));
    }
    if (r.boolean(f_replica_identity)) {
      state.replica_identity_indexes.emplace(r.object(f_relation), r.text(f_name));
    }
    state.register_object(system_catalog::relation, r.object(f_oid), identity(r, *on));
  });
}

/// pg_index.indoption: INDOPTION_DESC and INDOPTION_NULLS_FIRST.
constexpr int option_descending = 1;
constexpr int option_nulls_first = 2;

struct columns_of_index {
  std::vector<index_key> keys;
  std::vector<std::string> include;
  std::vector<std::string> attributes;  ///< what the index calls its columns
};

// A column that an index has twice is called otherwise the second time (ChooseIndexColumnNames() in indexcmds.c).
std::string unlike(const std::vector<std::string>& taken, const std::string& wanted) {
  auto name = wanted;
  for (int number = 1; std::find(taken.begin(), taken.end(), name) != taken.end(); ++number) {
    name = wanted + std::to_string(number);
  }
  return name;
}

columns_of_index read_columns(const row& r, const relation& on, const object_id& id, const reading_state& state) {
  const oid index_oid = r.object(f_oid);
  const auto options = r.numbers(f_options);
  const auto attnums = r.numbers(f_columns);
  const auto key_count = static_cast<std::size_t>(r.integer(f_key_count));
  columns_of_index columns;
  for (std::size_t i = 0; i < attnums.size(); ++i) {
    if (i >= key_count) {
      columns.include.emplace_back(on.column_name(attnums[i]));
      columns.attributes.push_back(unlike(columns.attributes, columns.include.back()));
      continue;
    }
    index_key key;
    const auto special = state.special_keys.find({index_oid, static_cast<int>(i) + 1});
    const bool is_special = special != state.special_keys.end();
    if (is_special) {
      key.collation = special->second.collation;
      key.operator_class = special->second.operator_class;
    }
    if (attnums[i] != 0) {
      key.column = on.column_name(attnums[i]);
      columns.attributes.push_back(unlike(columns.attributes, key.column));
    } else if (is_special) {
      const object_address owner{system_catalog::relation, index_oid, 0};
      key.expression = state.expression(without_outer_parentheses(special->second.expression), owner, id);
      key.statistics_target = special->second.statistics_target;
      columns.attributes.emplace_back(special->second.attribute);
    }
    const int option = i < options.size() ? options[i] : 0;
    key.descending = (option & option_descending) != 0;
    key.nulls_first = (option & option_nulls_first) != 0;
    columns.keys.push_back(std::move(key));
  }
  return columns;
}

index read_index(const row& r, columns_of_index columns, const object_id& id, const reading_state& state) {
  const object_address address{system_catalog::relation, r.object(f_oid), 0};
  index value;
  value.method = r.text(f_method);
  value.unique = r.boolean(f_unique);
  value.nulls_not_distinct = r.boolean(f_nulls_not_distinct);
  value.keys = std::move(columns.keys);
  value.include = std::move(columns.include);
  if (!r.is_null(f_predicate)) {
    value.where = state.expression(without_outer_parentheses(r.text(f_predicate)), address, id);
  }
  value.storage_parameters = r.options(f_parameters);
  value.comment = state.comment(system_catalog::relation, address.object);
  value.tablespace = r.text(f_tablespace);
  value.only = r.boolean(f_partitioned) && !r.boolean(f_valid);
  value.depends_on_extensions = state.depends_on_extensions(address);
  value.references = state.references(address, id);
  return value;
}

void build(const result& rows, reading_state& state) {
  attached_indexes attached(state);
  for_each_row(rows, [&](const row& r) {
    const oid index_oid = r.object(f_oid);
    const auto* on = state.find_relation(r.object(f_relation));
    if (on == nullptr) {
      return;
    }
    auto id = identity(r, *on);
    const auto constraint = state.constraint_types.find(index_oid);
    if (!r.boolean(f_usable)) {
      // Left out of the model: it looks like the real one and enforces nothing.
      state.report(describe(id) +
                   " is invalid (a concurrent build of it failed or is under way): drop it or REINDEX it");
      if (constraint == state.constraint_types.end()) {
        return;
      }
    }
    auto columns = read_columns(r, *on, id, state);
    const auto attributes = columns.attributes;
    auto value = read_index(r, std::move(columns), id, state);
    const char type = constraint == state.constraint_types.end() ? '\0' : constraint->second;
    if (r.boolean(f_partitioned)) {
      attached.keep_parent(index_oid, value, type);
    }
    attached.take({.index_oid = index_oid,
                   .id = std::move(id),
                   .value = std::move(value),
                   .attributes = attributes,
                   .constraint = type});
  });
  attached.settle();
}

}  // namespace

catalog_part indexes_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
