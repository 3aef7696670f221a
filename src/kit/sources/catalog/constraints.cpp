#include <string>
#include <string_view>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/features.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// What the columns of the query are, in order.
enum field : int {
  f_oid,
  f_table,
  f_name,
  f_type,
  f_columns,
  f_deferrable,
  f_deferred,
  f_no_inherit,
  f_index,
  f_condition,
  f_referenced,
  f_referenced_columns,
  f_match,
  f_on_delete,
  f_on_update,
  f_set_columns,
  f_features,
  f_left_out
};

// What enforces nothing, or something else than the model could say, is no object of the model: it would be taken for
// the real thing. What is NOT VALID does hold for every row that comes.
constexpr std::string_view left_out_before_18 = "o.contype = 'x'";
constexpr std::string_view left_out_since_18 = "(o.contype in ('n', 'x') or not o.conenforced or o.conperiod)";

std::string features(const query_scope& scope) {
  if (!scope.since(18)) {
    return features_field(
        {{"o.contype = 'x'", "being an exclusion constraint"}, {"not o.convalidated", "being NOT VALID"}});
  }
  return features_field({{"o.contype = 'x'", "being an exclusion constraint"},
                         {"o.conenforced and not o.convalidated", "being NOT VALID"},
                         {"not o.conenforced", "being NOT ENFORCED"},
                         {"o.conperiod", "its period"}});
}

// conparentid: the copies that a partitioned table's foreign keys have in its partitions are no objects of their own.
// From 18 on NOT NULL has rows of its own ('n'); the column knows, and a valid one has nothing to add.
std::string query(const query_scope& scope) {
  const std::string types = scope.since(18)
                                ? "(o.contype in ('p', 'u', 'c', 'f', 'x') or (o.contype = 'n' and not o.convalidated))"
                                : "o.contype in ('p', 'u', 'c', 'f', 'x')";
  return "select o.oid, o.conrelid, o.conname, o.contype, o.conkey, o.condeferrable, o.condeferred, o.connoinherit,"
         " o.conindid, case when o.contype = 'c' then pg_catalog.pg_get_expr(o.conbin, o.conrelid) end,"
         " o.confrelid, o.confkey, o.confmatchtype, o.confdeltype, o.confupdtype, " +
         std::string{scope.since(15) ? "o.confdelsetcols" : "null"} + ", " + features(scope) + ", " +
         std::string{scope.since(18) ? left_out_since_18 : left_out_before_18} +
         " from pg_catalog.pg_constraint o where " + types +
         " and o.conrelid <> 0 and o.conparentid = 0 and o.connamespace in " + scope.schemas;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const char type = r.character(f_type);
    if (type == 'p' || type == 'u' || type == 'x') {
      state.constraint_indexes.insert(r.object(f_index));
    }
  });
}

constraint_timing read_timing(const row& r) {
  if (!r.boolean(f_deferrable)) {
    return constraint_timing::not_deferrable;
  }
  return r.boolean(f_deferred) ? constraint_timing::initially_deferred : constraint_timing::deferrable;
}

std::vector<std::string> names(const relation& table, const std::vector<int>& attnums) {
  std::vector<std::string> values;
  values.reserve(attnums.size());
  for (const int attnum : attnums) {
    values.emplace_back(table.column_name(attnum));
  }
  return values;
}

const index_columns& index_of(const row& r, const reading_state& state) {
  const auto it = state.indexes.find(r.object(f_index));
  if (it == state.indexes.end()) {
    throw kit::error("the index of constraint " + std::string{r.text(f_name)} + " was not found in the catalog",
                     "the schema may have changed while it was read: try again");
  }
  return it->second;
}

foreign_key_action read_action(char code) {
  switch (code) {
    case 'r':
      return foreign_key_action::restrict;
    case 'c':
      return foreign_key_action::cascade;
    case 'n':
      return foreign_key_action::set_null;
    case 'd':
      return foreign_key_action::set_default;
    default:
      return foreign_key_action::no_action;
  }
}

std::string comment_of(const row& r, const reading_state& state) {
  return state.comment(system_catalog::constraint, r.object(f_oid));
}

void build_primary_key(const row& r, const relation& table, object_id id, reading_state& state) {
  const auto& backing = index_of(r, state);
  id.kind = object_kind::primary_key;
  state.add(std::move(id), primary_key{.columns = names(table, backing.keys),
                                       .include = names(table, backing.include),
                                       .timing = read_timing(r),
                                       .comment = comment_of(r, state)});
}

void build_unique(const row& r, const relation& table, object_id id, reading_state& state) {
  const auto& backing = index_of(r, state);
  id.kind = object_kind::unique;
  state.add(std::move(id), unique{.columns = names(table, backing.keys),
                                  .include = names(table, backing.include),
                                  .nulls_not_distinct = backing.nulls_not_distinct,
                                  .timing = read_timing(r),
                                  .comment = comment_of(r, state)});
}

void build_check(const row& r, object_id id, reading_state& state) {
  id.kind = object_kind::check;
  const object_address owner{system_catalog::constraint, r.object(f_oid), 0};
  auto condition = state.expression(without_outer_parentheses(r.text(f_condition)), owner, id);
  state.add(
      std::move(id),
      check{.condition = std::move(condition), .no_inherit = r.boolean(f_no_inherit), .comment = comment_of(r, state)});
}

void build_foreign_key(const row& r, const relation& table, object_id id, reading_state& state) {
  id.kind = object_kind::foreign_key;
  const auto* referenced = state.find_relation(r.object(f_referenced));
  if (referenced == nullptr) {
    state.report(describe(id) +
                 " references a table that is not read (a partition, of an extension, or in an excluded schema): it is "
                 "left alone");
    return;
  }
  state.add(std::move(id),
            foreign_key{.columns = names(table, r.numbers(f_columns)),
                        .referenced_table = referenced->id,
                        .referenced_columns = names(*referenced, r.numbers(f_referenced_columns)),
                        .match = r.character(f_match) == 'f' ? foreign_key_match::full : foreign_key_match::simple,
                        .on_delete = read_action(r.character(f_on_delete)),
                        .on_update = read_action(r.character(f_on_update)),
                        .on_delete_columns = names(table, r.numbers(f_set_columns)),
                        .timing = read_timing(r),
                        .comment = comment_of(r, state)});
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto* table = state.find_relation(r.object(f_table));
    if (table == nullptr) {
      return;  // of an extension, a partition or a foreign table
    }
    object_id id{object_kind::check, table->id.schema, table->id.name, std::string{r.text(f_name)}};
    if (!r.is_null(f_features)) {
      report_features("constraint " + sql_identifier(id.name) + " on " + display_name(table->id), r.text(f_features),
                      state);
    }
    if (r.boolean(f_left_out)) {
      return;
    }
    switch (r.character(f_type)) {
      case 'p':
        return build_primary_key(r, *table, std::move(id), state);
      case 'u':
        return build_unique(r, *table, std::move(id), state);
      case 'c':
        return build_check(r, std::move(id), state);
      default:
        return build_foreign_key(r, *table, std::move(id), state);
    }
  });
}

}  // namespace

catalog_part constraints_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
