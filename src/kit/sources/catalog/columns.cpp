#include "kit/base/error.hpp"
#include "kit/model/default_names.hpp"
#include "kit/sources/catalog/expression_text.hpp"
#include "kit/sources/catalog/inherited_columns.hpp"
#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

enum field : int {
  f_relation,
  f_number,
  f_name,
  f_type,
  f_type_oid,
  f_not_null,
  f_identity,
  f_generated,
  f_default_oid,
  f_default,
  f_collation,
  f_local,
  f_storage,
  f_compression,
  f_statistics,
  f_options,
  f_foreign_options,
  f_not_null_name,
  f_not_null_no_inherit,
  f_not_null_not_valid,
  f_not_null_inherited,
  f_not_null_shared
};

// From 18 on NOT NULL is a constraint with a name, and what a partition has of its table may be named otherwise. The
// usual name is not sent: the server's for a constraint of one's own, the parent's for one that is not.
std::string query(const query_scope& scope) {
  const bool named = scope.since(18);
  return "select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid,"
         " a.attnotnull, a.attidentity, a.attgenerated, d.oid, pg_catalog.pg_get_expr(d.adbin, d.adrelid),"
         " case when a.attcollation <> t.typcollation then"
         "  (select pg_catalog.format('%I.%I', n.nspname, l.collname) from pg_catalog.pg_collation l"
         "   join pg_catalog.pg_namespace n on n.oid = l.collnamespace where l.oid = a.attcollation) end,"
         " a.attislocal, case when a.attstorage <> t.typstorage then a.attstorage end, " +
         // Unset is -1, and NULL from 17 on.
         std::string{scope.since(14) ? "a.attcompression" : "null"} +
         ", nullif(coalesce(a.attstattarget, -1), -1),"
         " case when a.attoptions[2] is not null or not pg_catalog.starts_with(a.attoptions[1], 'pg_attver=')"
         "  then a.attoptions end, a.attfdwoptions" +
         (named
              ? ", case when c.relispartition and k.coninhcount > 0 then nullif(k.conname,"
                "   (select o.conname from pg_catalog.pg_inherits h join pg_catalog.pg_attribute p"
                "     on p.attrelid = h.inhparent and p.attname = a.attname join pg_catalog.pg_constraint o"
                "     on o.conrelid = p.attrelid and o.contype = 'n' and o.conkey[1] = p.attnum"
                "    where h.inhrelid = c.oid))"
                "  when k.conislocal and k.conname <> c.relname || '_' || a.attname || '_not_null' then k.conname end,"
                " k.conislocal and k.connoinherit, k.conislocal and not k.convalidated, not k.conislocal,"
                " k.coninhcount > 0"
              : ", null, false, false, false, false") +
         " from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid"
         " join pg_catalog.pg_type t on t.oid = a.atttypid"
         " left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum" +
         (named ? " left join pg_catalog.pg_constraint k on k.contype = 'n' and k.conrelid = a.attrelid"
                  " and k.conkey[1] = a.attnum"
                : "") +
         " where c.relkind in ('r', 'p', 'f', 'v', 'm') and a.attnum > 0 and not a.attisdropped"
         " and c.relnamespace in " +
         scope.schemas;
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    const auto it = state.relations.find(r.object(f_relation));
    if (it == state.relations.end()) {
      return;  // of an extension
    }
    auto& columns = it->second.columns;
    const auto number = static_cast<std::size_t>(r.integer(f_number));
    if (columns.size() < number) {
      columns.resize(number);
    }
    columns[number - 1] = r.text(f_name);
  });
}

std::string_view storage_word(char code) {
  switch (code) {
    case 'p':
      return "plain";
    case 'e':
      return "external";
    case 'm':
      return "main";
    case 'x':
      return "extended";
    default:
      return "";
  }
}

std::string_view compression_word(char code) {
  switch (code) {
    case 'p':
      return "pglz";
    case 'l':
      return "lz4";
    default:
      return "";
  }
}

std::optional<identity_column> read_identity(const row& r, const object_id& id, const relation& table,
                                             const reading_state& state) {
  const char kind = r.character(f_identity);
  if (kind == '\0') {
    return std::nullopt;
  }
  const auto it = state.identity_sequences.find({r.object(f_relation), r.small(f_number)});
  if (it == state.identity_sequences.end()) {
    if (table.is_partition) {
      return std::nullopt;  // from 17 on a partition shares its table's sequence
    }
    throw kit::error(describe(id) + " is an identity column without a sequence",
                     "drop the identity and add it again: ALTER TABLE … ALTER COLUMN … DROP IDENTITY");
  }
  identity_column value = it->second.value;
  value.kind = kind == 'a' ? identity_kind::always : identity_kind::by_default;
  if (value.sequence_name == make_object_name(id.table, id.name, "seq")) {
    value.sequence_name.clear();
  }
  value.sequence_comment = state.comment(system_catalog::relation, it->second.sequence);
  value.sequence_access = state.access(system_catalog::relation, it->second.sequence);
  value.sequence_access.owner.clear();
  return value;
}

void read_expression(const row& r, const object_id& id, column& value, const reading_state& state) {
  if (r.is_null(f_default)) {
    return;
  }
  const object_address owner{system_catalog::column_default, r.object(f_default_oid), 0};
  const char generated = r.character(f_generated);
  if (generated == '\0') {
    value.default_value = state.expression(r.text(f_default), owner, id);
    return;
  }
  value.generated = state.expression(without_outer_parentheses(r.text(f_default)), owner, id);
  value.generated_virtual = generated == 'v';
  // Before 15 a generated column's dependencies are the column's own.
  const auto more = state.dependencies({system_catalog::relation, r.object(f_relation), r.small(f_number)}, id);
  auto& known = value.generated->references;
  known.insert(known.end(), more.begin(), more.end());
}

column read_column(const row& r, const object_id& id, const relation& table, const reading_state& state) {
  const oid table_oid = r.object(f_relation);
  const int number = r.small(f_number);
  column value;
  value.position = table.position(number);
  value.type.sql = r.text(f_type);
  if (const auto* type = state.find_object(system_catalog::type, r.object(f_type_oid))) {
    value.type.user_type = *type;
  }
  value.not_null = r.boolean(f_not_null);
  value.identity = read_identity(r, id, table, state);
  read_expression(r, id, value, state);
  value.collation = r.text(f_collation);
  value.comment = state.comment(system_catalog::relation, table_oid, number);
  // Of a partition's share in its table's constraint even the usual name is not what it would get.
  const bool shared = table.is_partition && r.boolean(f_not_null_shared);
  if (!r.is_null(f_not_null_name) &&
      (shared || r.text(f_not_null_name) != make_object_name(id.table, id.name, "not_null"))) {
    value.not_null_name = r.text(f_not_null_name);
  }
  value.not_null_inherited = r.boolean(f_local) && !table.is_partition && r.boolean(f_not_null_inherited);
  value.not_null_no_inherit = r.boolean(f_not_null_no_inherit);
  value.not_null_not_valid = r.boolean(f_not_null_not_valid);
  value.storage = storage_word(r.character(f_storage));
  value.compression = compression_word(r.character(f_compression));
  value.statistics_target = r.optional_integer(f_statistics);
  value.options = r.options(f_options);
  value.options.erase("pg_attver");  // the server's own since 15.20 and its like: nobody can set it, pg_dump skips it
  value.foreign_options = r.options(f_foreign_options);
  value.access = state.access(system_catalog::relation, table_oid, number);
  value.references = state.references({system_catalog::relation, table_oid, number}, id);
  return value;
}

void read_column_of_view(const row& r, const relation& view, reading_state& state) {
  const oid view_oid = r.object(f_relation);
  const int number = r.small(f_number);
  view_column said;
  said.default_value = r.text(f_default);
  said.comment = state.comment(system_catalog::relation, view_oid, number);
  said.access = state.access(system_catalog::relation, view_oid, number);
  if (view.id.kind == object_kind::materialized_view) {
    said.statistics_target = r.optional_integer(f_statistics);
    said.storage = storage_word(r.character(f_storage));
    said.compression = compression_word(r.character(f_compression));
  }
  auto& columns = state.view_columns[view_oid];
  columns.outputs.emplace_back(number, view_output{std::string{r.text(f_name)}, std::string{r.text(f_type)}});
  if (!(said == view_column{})) {
    columns.said.emplace(r.text(f_name), std::move(said));
  }
}

void build(const result& rows, reading_state& state) {
  inherited_columns inherited(state);
  for_each_row(rows, [&](const row& r) {
    const auto* owner = state.find_relation(r.object(f_relation));
    if (owner == nullptr) {
      return;
    }
    if (owner->id.kind != object_kind::table) {
      read_column_of_view(r, *owner, state);
      return;
    }
    auto id = column_id(owner->id, std::string{r.text(f_name)});
    auto value = read_column(r, id, *owner, state);
    if (owner->is_typed || state.parents.contains(r.object(f_relation))) {
      inherited.take(r.object(f_relation), std::move(id), std::move(value), r.boolean(f_local));
    } else {
      state.add(std::move(id), std::move(value));
    }
  });
  inherited.settle();
}

}  // namespace

catalog_part columns_part() { return {query, index_rows, build}; }

}  // namespace squall::kit::catalog
