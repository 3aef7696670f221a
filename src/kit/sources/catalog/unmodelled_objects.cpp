#include <array>

#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

namespace {

/// A catalog whose rows are named objects in a schema and nothing more to us.
struct plain_catalog {
  std::string_view noun;
  std::string_view catalog;
  std::string_view name;
  std::string_view schema;  ///< empty for objects outside schemas
  std::string_view filter;  ///< more conditions, may be empty
};

constexpr std::array plain_catalogs{
    plain_catalog{"collation", "pg_collation", "collname", "collnamespace", ""},
    plain_catalog{"conversion", "pg_conversion", "conname", "connamespace", ""},
    plain_catalog{"operator", "pg_operator", "oprname", "oprnamespace", ""},
    plain_catalog{"operator class", "pg_opclass", "opcname", "opcnamespace", ""},
    plain_catalog{"operator family", "pg_opfamily", "opfname", "opfnamespace", ""},
    plain_catalog{"text search configuration", "pg_ts_config", "cfgname", "cfgnamespace", ""},
    plain_catalog{"text search dictionary", "pg_ts_dict", "dictname", "dictnamespace", ""},
    plain_catalog{"text search parser", "pg_ts_parser", "prsname", "prsnamespace", ""},
    plain_catalog{"text search template", "pg_ts_template", "tmplname", "tmplnamespace", ""},
    plain_catalog{"extension", "pg_extension", "extname", "", "x.extname <> 'plpgsql'"},
    plain_catalog{"publication", "pg_publication", "pubname", "", ""},
    plain_catalog{"event trigger", "pg_event_trigger", "evtname", "", ""},
    plain_catalog{"foreign-data wrapper", "pg_foreign_data_wrapper", "fdwname", "", ""},
    plain_catalog{"foreign server", "pg_foreign_server", "srvname", "", ""},
    plain_catalog{"language", "pg_language", "lanname", "", "x.oid >= 16384"},
    plain_catalog{"access method", "pg_am", "amname", "", "x.oid >= 16384"},
};

std::string plain_query(const plain_catalog& from, const query_scope& scope) {
  const std::string catalog{from.catalog};
  const std::string subject = "'" + std::string{from.noun};
  std::string sql = "select pg_catalog.format(";
  sql += from.schema.empty() ? subject + " %I', x." : subject + " %I.%I', n.nspname, x.";
  sql += std::string{from.name} + ") from pg_catalog." + catalog + " x";
  if (!from.schema.empty()) {
    sql += " join pg_catalog.pg_namespace n on n.oid = x." + std::string{from.schema};
  }
  sql += " where x.oid not in " + query_scope::extension_members(from.catalog);
  if (!from.schema.empty()) {
    sql += " and n.oid in " + scope.schemas;
  }
  if (!from.filter.empty()) {
    sql += " and " + std::string{from.filter};
  }
  return sql;
}

std::string relations_query(const query_scope& scope) {
  return "select pg_catalog.format('%s %I.%I', case c.relkind when 'c' then 'composite type' else 'relation' end, "
         "n.nspname, c.relname)"
         " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
         " where c.relkind not in ('r', 'p', 'f', 'v', 'm', 'i', 'I', 'S', 't') and n.oid in " +
         scope.schemas + " and c.oid not in " + query_scope::extension_members("pg_class");
}

// Arrays, row types of relations and multiranges come with what they belong to; a shell type is no type yet.
std::string types_query(const query_scope& scope) {
  return "select pg_catalog.format('%s %I.%I', case t.typtype when 'd' then 'domain' when 'r' then 'range type'"
         "  else 'base type' end, n.nspname, t.typname)"
         " from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace"
         " where (t.typtype in ('d', 'r') or (t.typtype = 'b' and not exists"
         "  (select from pg_catalog.pg_type e where e.typarray = t.oid)))"
         " and n.oid in " +
         scope.schemas + " and t.oid not in " + query_scope::extension_members("pg_type");
}

// Functions that a type brought along ('i': a range's constructors) are the type's.
std::string functions_query(const query_scope& scope) {
  return "select pg_catalog.format('%s %I.%I(%s)', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate'"
         "  else 'function' end, n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid))"
         " from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
         " where n.oid in " +
         scope.schemas +
         " and not exists (select from pg_catalog.pg_depend d"
         "  where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype in ('e', "
         "'i'))";
}

// What has neither a name of its own nor a schema. A range brings a cast to its multirange along ('i').
std::string nameless_query() {
  return "select pg_catalog.format('cast from %s to %s', pg_catalog.format_type(x.castsource, null),"
         "  pg_catalog.format_type(x.casttarget, null)) from pg_catalog.pg_cast x where x.oid >= 16384"
         "  and not exists (select from pg_catalog.pg_depend d where d.classid = "
         "'pg_catalog.pg_cast'::pg_catalog.regclass"
         "   and d.objid = x.oid and d.deptype in ('e', 'i'))"
         " union all select pg_catalog.format('transform for %s language %I', pg_catalog.format_type(x.trftype, null),"
         "  l.lanname) from pg_catalog.pg_transform x join pg_catalog.pg_language l on l.oid = x.trflang"
         "  where x.oid not in " +
         query_scope::extension_members("pg_transform") +
         " union all select pg_catalog.format('subscription %I', x.subname) from pg_catalog.pg_subscription x"
         "  where x.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname = "
         "pg_catalog.current_database())";
}

std::string query(const query_scope& scope) {
  static constexpr std::string_view then = " union all ";
  std::string sql = relations_query(scope);
  const auto append = [&sql](const std::string& more) { sql.append(then).append(more); };
  append(types_query(scope));
  append(functions_query(scope));
  append(nameless_query());
  for (const auto& from : plain_catalogs) {
    append(plain_query(from, scope));
  }
  return sql;
}

void build(const result& rows, reading_state& state) {
  for_each_row(rows,
               [&](const row& r) { state.report(std::string{r.text(0)} + " is not modelled and is left alone"); });
}

}  // namespace

catalog_part unmodelled_objects_part() { return {query, nullptr, build, true}; }

}  // namespace squall::kit::catalog
