#include "kit/sources/catalog/fingerprint.hpp"

#include <array>
#include <string_view>

namespace squall::kit::catalog {

namespace {

struct watched {
  std::string_view rows;    ///< a FROM list whose rows x are counted
  std::string_view schema;  ///< the column with the schema of x, empty where x stands on a relation or type
};

constexpr std::array all_watched{
    watched{"pg_catalog.pg_class x", "x.relnamespace"},
    watched{"pg_catalog.pg_class c join pg_catalog.pg_attribute x on x.attrelid = c.oid"
            " and c.relkind not in ('i', 'I', 'S')",
            "c.relnamespace"},
    watched{"pg_catalog.pg_constraint x", "x.connamespace"},
    watched{"pg_catalog.pg_type x", "x.typnamespace"},
    watched{"pg_catalog.pg_proc x", "x.pronamespace"},
    watched{"pg_catalog.pg_namespace x", "x.oid"},
    watched{"pg_catalog.pg_attrdef x", ""},
    watched{"pg_catalog.pg_enum x", ""},
    watched{"pg_catalog.pg_trigger x", ""},
    watched{"pg_catalog.pg_rewrite x", ""},
    watched{"pg_catalog.pg_policy x", ""},
};

}  // namespace

// How many row versions there are, and the sum of the transactions that made them: a row that changes gets a newer one.
// age() counts back from now, so it is measured against a transaction that never changes; 2147483647 is what it says of
// rows that initdb made. VACUUM and ANALYZE write pg_class in place. What gives a relation a new file (TRUNCATE,
// CLUSTER, REFRESH MATERIALIZED VIEW) is told as a change, too.
std::string fingerprint_query(const std::string& schemas) {
  std::string sql;
  for (const auto& [rows, schema] : all_watched) {
    sql += sql.empty() ? "select pg_catalog.concat_ws(' '" : "";
    sql +=
        ", (select pg_catalog.concat(pg_catalog.count(*), ':', pg_catalog.sum(pg_catalog.age('3'::xid)::bigint -"
        " pg_catalog.age(x.xmin)::bigint) filter (where pg_catalog.age(x.xmin) <> 2147483647)) from ";
    sql.append(rows);
    if (!schema.empty()) {
      sql.append(" where ").append(schema).append(" in ").append(schemas);
    }
    sql += ")";
  }
  return sql + ")";
}

}  // namespace squall::kit::catalog
