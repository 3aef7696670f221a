#include "kit/base/error.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/features.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

std::string features(const query_scope& scope) {
  std::vector<feature> all{{"a.attstorage <> t.typstorage", "its storage"},
                           {"a.attoptions is not null", "its options"},
                           // Unset is -1, and NULL from 17 on.
                           {"coalesce(a.attstattarget, -1) <> -1", "its statistics target"}};
  if (scope.since(14)) {
    all.push_back({"a.attcompression <> ''", "its compression"});
  }
  if (scope.since(18)) {
    all.push_back({"a.attgenerated = 'v'", "being VIRTUAL rather than STORED"});
  }
  return features_field(all);
}

std::string query(const query_scope& scope) {
  return "select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid,"
         " a.attnotnull, a.attidentity, a.attgenerated, d.oid, pg_catalog.pg_get_expr(d.adbin, d.adrelid),"
         " case when a.attcollation <> t.typcollation then"
         "  (select pg_catalog.format('%I.%I', n.nspname, l.collname) from pg_catalog.pg_collation l"
         "   join pg_catalog.pg_namespace n on n.oid = l.collnamespace where l.oid = a.attcollation) end, " +
         features(scope) +

         " from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid"
         " join pg_catalog.pg_type t on t.oid = a.atttypid"
         " left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
         " where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped"
         " and c.relnamespace in " +
         scope.schemas;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto it = state.relations.find(r.object(0));
    if (it == state.relations.end()) {
      return;  // of an extension
    }
    auto& columns = it->second.columns;
    const auto number = static_cast<std::size_t>(r.integer(1));
    if (columns.size() < number) {
      columns.resize(number);
    }
    columns[number - 1] = r.text(2);
  });
}

identity_column read_identity(char kind, const object_id& id, oid table, int number, const reading_state& state) {
  const auto it = state.identity_sequences.find({table, number});
  if (it == state.identity_sequences.end()) {
    throw kit::error(describe(id) + " is an identity column without a sequence",
                     "drop the identity and add it again: ALTER TABLE … ALTER COLUMN … DROP IDENTITY");
  }
  return {kind == 'a' ? identity_kind::always : identity_kind::by_default, it->second};
}

column read_column(const row& r, const object_id& id, const relation& table, const reading_state& state) {
  const oid table_oid = r.object(0);
  const int number = r.small(1);
  column value;
  value.position = table.position(number);
  value.type.sql = r.text(3);
  if (const auto* type = state.find_object(system_catalog::type, r.object(4))) {
    value.type.user_type = *type;
  }
  value.not_null = r.boolean(5);
  if (const char identity = r.character(6); identity != '\0') {
    value.identity = read_identity(identity, id, table_oid, number, state);
  }
  if (!r.is_null(9)) {
    const object_address owner{system_catalog::column_default, r.object(8), 0};
    if (r.character(7) == '\0') {
      value.default_value = state.expression(r.text(9), owner, id);
    } else {
      value.generated = state.expression(without_outer_parentheses(r.text(9)), owner, id);
      // Before 15 a generated column's dependencies are the column's own.
      auto more = state.dependencies({system_catalog::relation, table_oid, number}, id);
      auto& known = value.generated->references;
      known.insert(known.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
  }
  value.collation = r.text(10);
  value.comment = state.comment(system_catalog::relation, table_oid, number);
  return value;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    if (const auto* table = state.find_relation(r.object(0))) {
      auto id = column_id(table->id, std::string{r.text(2)});
      if (!r.is_null(11)) {
        report_features(describe(id), r.text(11), state);
      }
      auto value = read_column(r, id, *table, state);
      state.add(std::move(id), std::move(value));
    }
  });
}

}  // namespace

catalog_part columns_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
