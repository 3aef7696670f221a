#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

// An operator class goes without saying when the method takes it for the column's type by itself. A type has its own
// default or borrows that of one it is binary coercible to; text stands for varchar so, and bpchar never does.
constexpr std::string_view names_operator_class =
    "(x.attoptions is not null or not o.opcdefault"
    " or (o.opcintype = 'pg_catalog.bpchar'::pg_catalog.regtype and t.type <> o.opcintype)"
    " or exists (select from pg_catalog.pg_opclass p where p.opcmethod = o.opcmethod and p.opcdefault"
    "  and p.opcintype = t.type and p.oid <> o.oid))";

// The keys that are more than the name of a column. An expression's own collation is not to be had: what its index
// key uses is named unless it is the database's default (OID 100).
std::string query(const query_scope& scope) {
  const std::string named{names_operator_class};
  return "select i.indexrelid, k.n,"
         " case when i.indkey[k.n - 1] = 0 then pg_catalog.pg_get_indexdef(i.indexrelid, k.n::integer, false) end,"
         " case when k.collation <> t.collation then"
         "  (select pg_catalog.format('%I.%I', n.nspname, l.collname) from pg_catalog.pg_collation l"
         "   join pg_catalog.pg_namespace n on n.oid = l.collnamespace where l.oid = k.collation) end,"
         " case when " +
         named +
         " then"
         "  case when n.nspname = 'pg_catalog' then pg_catalog.quote_ident(o.opcname)"
         "  else pg_catalog.format('%I.%I', n.nspname, o.opcname) end ||"
         "  coalesce('(' || (select pg_catalog.string_agg(pg_catalog.format('%I=%L', option_name, option_value), ', ')"
         "   from pg_catalog.pg_options_to_table(x.attoptions)) || ')', '') end"
         " from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid"
         " cross join lateral pg_catalog.unnest(i.indclass::oid[], i.indcollation::oid[])"
         "  with ordinality as k(class, collation, n)"
         " join pg_catalog.pg_opclass o on o.oid = k.class join pg_catalog.pg_namespace n on n.oid = o.opcnamespace"
         " join pg_catalog.pg_attribute x on x.attrelid = i.indexrelid and x.attnum = k.n"
         " left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k.n - 1] and "
         "a.attnum > 0"
         " cross join lateral (select coalesce(a.atttypid, x.atttypid) as type,"
         "  coalesce(a.attcollation, case when k.collation = 0 then 0::oid else 100::oid end) as collation) t"
         " where c.relkind in ('i', 'I') and not c.relispartition and k.n <= i.indnkeyatts and c.relnamespace in " +
         scope.schemas + " and (i.indkey[k.n - 1] = 0 or (k.collation <> 0 and k.collation <> t.collation) or " +
         named + ")";
}

void index_rows(const result& rows, reading_state& state) {
  for_each_row(rows, [&](const row& r) {
    state.special_keys.emplace(std::pair{r.object(0), r.small(1)}, special_key{r.text(2), r.text(3), r.text(4)});
  });
}

}  // namespace

catalog_part index_keys_part() { return {query, index_rows, nullptr}; }

}  // namespace squall::kit::catalog
