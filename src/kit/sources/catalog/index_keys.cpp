#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// The keys that are more than the name of a column.
// An operator class goes without saying when the method takes it for the column's type by itself. A type has its own
// default (p) or borrows that of one it is binary coercible to; text stands for varchar so, and bpchar never does.
// An expression's own collation is not to be had: what its key uses is named unless it is the database's default (100).
std::string query(const query_scope& scope) {
  return "select k.index, k.n,"
         " case when k.attnum = 0 then pg_catalog.pg_get_indexdef(k.index, k.n::integer, false) end,"
         " case when k.used <> k.own then"
         "  (select pg_catalog.format('%I.%I', n.nspname, l.collname) from pg_catalog.pg_collation l"
         "   join pg_catalog.pg_namespace n on n.oid = l.collnamespace where l.oid = k.used) end,"
         " case when k.names_class then"
         "  (select case when n.nspname = 'pg_catalog' then pg_catalog.quote_ident(o.opcname)"
         "    else pg_catalog.format('%I.%I', n.nspname, o.opcname) end"
         "   from pg_catalog.pg_opclass o join pg_catalog.pg_namespace n on n.oid = o.opcnamespace where o.oid = "
         "k.class)"
         "  || coalesce((select '(' || pg_catalog.string_agg("
         "   pg_catalog.format('%I=%L', t.option_name, t.option_value), ', ') || ')'"
         "   from pg_catalog.pg_options_to_table(k.options) t), '') end, k.name, k.target"
         " from (select i.indexrelid as index, k.n, k.attnum, k.used, k.class, x.attoptions as options,"
         "   x.attname as name, nullif(coalesce(x.attstattarget, -1), -1) as target,"
         "   coalesce(a.attcollation, case when k.used = 0 then 0::oid else 100::oid end) as own,"
         "   x.attoptions is not null or not o.opcdefault or p.oid is not null"
         "   or (o.opcintype = 1042 and coalesce(a.atttypid, x.atttypid) <> 1042) as names_class"  // 1042: bpchar
         "  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid"
         "  cross join lateral unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[])"
         "   with ordinality as k(attnum, class, used, n)"
         "  join pg_catalog.pg_opclass o on o.oid = k.class"
         "  join pg_catalog.pg_attribute x on x.attrelid = i.indexrelid and x.attnum = k.n"
         "  left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and a.attnum > 0"
         "  left join pg_catalog.pg_opclass p on p.opcmethod = o.opcmethod and p.opcdefault and p.oid <> o.oid"
         "   and p.opcintype = coalesce(a.atttypid, x.atttypid)"
         "  where c.relkind in ('i', 'I') and k.n <= i.indnkeyatts and c.relnamespace in " +
         scope.schemas + ") k where k.attnum = 0 or (k.used <> 0 and k.used <> k.own) or k.names_class";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.special_keys.emplace(std::pair{r.object(0), r.small(1)},
                               special_key{.expression = r.text(2),
                                           .collation = r.text(3),
                                           .operator_class = r.text(4),
                                           .attribute = r.text(5),
                                           .statistics_target = r.optional_integer(6)});
  });
}

}  // namespace

catalog_part index_keys_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
