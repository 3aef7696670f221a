#include "kit/walk/layout.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "kit/walk/column_sql.hpp"
#include "squall/client/result.hpp"

namespace squall::kit::walk {
namespace {

/// Catalogs that do not say what a schema is: the server's own bookkeeping, statistics, data, and what belongs to the
/// cluster (of roles see `of_cluster`).
const std::set<std::string, std::less<>>& passed_over() {
  static const std::set<std::string, std::less<>> names{
      "pg_shdepend",         "pg_init_privs",         "pg_statistic",     "pg_statistic_ext_data",
      "pg_database",         "pg_tablespace",         "pg_largeobject",   "pg_largeobject_metadata",
      "pg_subscription_rel", "pg_replication_origin", "pg_parameter_acl", "pg_shdescription",
      "pg_shseclabel"};
  return names;
}

/// What tells rows apart where the catalog's unique indexes do not say it, or not as it is wanted: numbers of columns
/// and places in a list differ between two databases of one schema.
struct key_of_catalog {
  std::vector<std::string> key;
  std::vector<std::string> nameless = {};
};
const std::map<std::string, key_of_catalog, std::less<>>& own_keys() {
  static const std::map<std::string, key_of_catalog, std::less<>> keys{
      {"pg_attribute", {{"attrelid", "attname"}}},
      {"pg_amop", {{"amopfamily", "amoplefttype", "amoprighttype", "amopstrategy"}}},
      {"pg_auth_members", {{"roleid", "member"}}},
      {"pg_collation", {{"collname", "collnamespace"}}},
      {"pg_constraint", {{"conrelid", "contypid", "conname"}, {"conparentid", "confrelid"}}},
      {"pg_conversion", {{"conname", "connamespace"}}},
      {"pg_db_role_setting", {{"setrole"}}},
      {"pg_depend", {{"objid", "refobjid", "deptype"}}},
      {"pg_description", {{"objoid"}}},
      {"pg_enum", {{"enumtypid", "enumlabel"}}},
      {"pg_inherits", {{"inhrelid", "inhparent"}}},
      {"pg_range", {{"rngtypid"}}},
      {"pg_seclabel", {{"objoid", "provider"}}},
      {"pg_subscription", {{"subname"}}},
      {"pg_trigger", {{"tgrelid", "tgname"}, {"tgconstraint", "tgfoid"}}},
  };
  return keys;
}

/// Lists whose order says nothing.
bool is_set(std::string_view column) {
  return column == "polroles" || column == "prattrs" || column == "stxkeys" || column == "tgattr";
}

std::string described_columns(bool tells_references) {
  std::string sql =
      "select c.relname, c.oid, a.attname, a.atttypid::pg_catalog.regtype, p.relname, k.relation"
      " from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
      " left join (";
  sql += tells_references
             ? "select fktable, fkcols[pg_catalog.cardinality(fkcols)] as col, pktable,"
               " case when pg_catalog.cardinality(fkcols) = 2 then fkcols[1] end as relation"
               " from pg_catalog.pg_get_catalog_foreign_keys()"
             : "select null::pg_catalog.oid as fktable, null as col, null::pg_catalog.oid as pktable, null as relation";
  return sql +
         ") k on k.fktable = c.oid and k.col = a.attname left join pg_catalog.pg_class p on p.oid = k.pktable"
         " where c.relkind = 'r' and c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace"
         " order by c.relname, a.attnum";
}

constexpr const char* unique_keys =
    "select c.relname, pg_catalog.string_agg(a.attname, ' ' order by k.n) from pg_catalog.pg_index i"
    " join pg_catalog.pg_class c on c.oid = i.indrelid,"
    " pg_catalog.unnest(i.indkey::pg_catalog.int2[]) with ordinality k(attnum, n)"
    " join pg_catalog.pg_attribute a on a.attnum = k.attnum"
    " where i.indisunique and a.attrelid = i.indrelid and c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace"
    " group by c.relname, i.indexrelid having not pg_catalog.bool_or(a.attname = 'oid') order by i.indexrelid";

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// How the server describes a column.
struct described {
  std::string name;
  std::string type;
  std::string refers_to;
  std::string relation;
};

catalog_column column_of(const std::string& catalog, const described& d) {
  catalog_column out;
  out.name = d.name;
  out.is_set = is_set(d.name);
  out.is_name = d.type == "name";
  if (const own_sql* own = own_sql_of(catalog, d.name)) {
    out.sql = own->sql;
    out.deparsed = own->deparsed;
    return out;
  }
  out.sql = "t." + d.name;
  if (!d.relation.empty()) {
    out.kind = column_kind::columns;
    out.sql += "::text";
  } else if (!d.refers_to.empty()) {
    const bool list = d.type.ends_with("[]") || d.type.ends_with("oidvector");
    out.kind = list ? column_kind::references : column_kind::reference;
    out.catalog = d.refers_to;
    out.sql += list ? "::text" : "::pg_catalog.oid";
  } else if (d.type == "pg_node_tree") {
    out.deparsed = true;
  } else if (d.type == "text[]" && is_option_list(d.name)) {
    out.sql = sorted_list_sql(out.sql);
  } else {
    out.sql += "::text";
  }
  return out;
}

/// An address in three columns is told as one.
void join_addresses(catalog_layout& out) {
  constexpr std::array<std::array<const char*, 3>, 3> addresses{{{"classoid", "objoid", "objsubid"},
                                                                 {"classid", "objid", "objsubid"},
                                                                 {"refclassid", "refobjid", "refobjsubid"}}};
  const auto has = [&](std::string_view name) {
    return std::any_of(out.columns.begin(), out.columns.end(), [&](const auto& c) { return c.name == name; });
  };
  for (const auto& [of, object, part] : addresses) {
    if (!has(of) || !has(object) || !has(part)) {
      continue;
    }
    auto& column = out.columns[out.place_of(object)];
    column.kind = column_kind::address;
    column.sql = "t." + column.name;
    column.address_of = out.place_of(of);
    column.address_part = out.place_of(part);
    for (const auto hidden : {column.address_of, column.address_part}) {
      out.columns[hidden].kind = column_kind::hidden;
    }
  }
}

/// Expressions are printed as those of the relation that the row is about.
void print_expressions(catalog_layout& out) {
  std::string relation = out.name == "pg_class" ? "t.oid" : "0";
  for (const auto& c : out.columns) {
    if (relation == "0" && c.kind == column_kind::reference && c.catalog == "pg_class" && c.name != "indexrelid") {
      relation = "t." + c.name;
    }
  }
  for (auto& c : out.columns) {
    if (c.deparsed && c.sql == "t." + c.name) {
      c.sql = "pg_catalog.pg_get_expr(t." + c.name + ", " + relation + ")";
    }
  }
}

void choose_key(catalog_layout& out, const std::map<std::string, std::vector<std::string>>& unique) {
  const auto append = [&](const std::vector<std::string>& names, std::vector<std::size_t>& to) {
    for (const auto& name : names) {
      to.push_back(out.place_of(name));
    }
  };
  if (const auto own = own_keys().find(out.name); own != own_keys().end()) {
    append(own->second.key, out.key);
    append(own->second.nameless, out.nameless);
  } else if (const auto found = unique.find(out.name); found != unique.end()) {
    append(found->second, out.key);
  }
}

void write_query(catalog_layout& out) {
  std::string list = out.has_oid ? "t.oid" : "null";
  for (const auto& c : out.columns) {
    list += ", " + c.sql;
  }
  out.query = "select " + list + " from pg_catalog." + out.name + " t " + rows_of(out);
}

catalog_layout layout_of(const std::string& name, std::uint32_t oid, const std::vector<described>& columns,
                         const std::map<std::string, std::vector<std::string>>& unique) {
  catalog_layout out;
  out.name = name;
  out.oid = oid;
  for (const described& d : columns) {
    out.has_oid = out.has_oid || d.name == "oid";
    if (is_left_out(d.name)) {
      continue;
    }
    if (d.type == "aclitem[]") {
      out.privileges = out.columns.size();
    }
    out.columns.push_back(column_of(name, d));
    // What refers to nothing that is known would only tell numbers.
    if (out.columns.back().kind == column_kind::text && out.columns.back().sql == "t." + d.name + "::text" &&
        d.type == "oid" && d.name != "objoid" && d.name != "objid" && d.name != "refobjid") {
      out.columns.pop_back();
    }
  }
  for (auto& extra : extra_columns_of(name)) {
    out.columns.push_back(std::move(extra));
  }
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    auto& c = out.columns[i];
    if (out.privileges == i) {
      c.sql = privileges_sql(out);
    }
    if (const auto d = std::find_if(columns.begin(), columns.end(), [&](const auto& x) { return x.name == c.name; });
        c.kind == column_kind::columns && d != columns.end()) {
      c.relation = out.place_of(d->relation);
    }
  }
  join_addresses(out);
  print_expressions(out);
  choose_key(out, unique);
  write_query(out);
  return out;
}

}  // namespace

std::size_t catalog_layout::place_of(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == column; });
  if (found == columns.end()) {
    throw std::out_of_range(name + " has no column " + std::string(column));
  }
  return static_cast<std::size_t>(found - columns.begin());
}

std::vector<catalog_layout> catalog_layouts(connection& db) {
  const bool tells_references = db.server_version() >= 140000;
  std::map<std::string, catalog_reference> known;
  if (!tells_references) {
    for (auto& reference : references_of_13()) {
      known.emplace(reference.column, std::move(reference));
    }
  }
  // Which columns an action of a foreign key sets is no reference to the server.
  known.emplace("confdelsetcols", catalog_reference{"confdelsetcols", "pg_attribute", "conrelid"});

  const auto answers = db.pipeline(std::vector<std::string>{described_columns(tells_references), unique_keys});
  std::map<std::string, std::vector<std::string>> unique;
  for (int i = 0; i < answers[1].rows(); ++i) {
    unique.emplace(answers[1].text(i, 0), words(answers[1].text(i, 1)));
  }
  std::map<std::string, std::uint32_t, std::less<>> numbers;
  std::map<std::string, std::vector<described>> catalogs;
  const auto& rows = answers[0];
  for (int i = 0; i < rows.rows(); ++i) {
    const std::string catalog(rows.text(i, 0));
    numbers.emplace(catalog, static_cast<std::uint32_t>(std::stoul(std::string(rows.text(i, 1)))));
    if (passed_over().contains(catalog)) {
      continue;
    }
    described d{std::string(rows.text(i, 2)), std::string(rows.text(i, 3)), std::string(rows.text(i, 4)),
                std::string(rows.text(i, 5))};
    if (const auto own = known.find(d.name); d.refers_to.empty() && own != known.end()) {
      d.refers_to = own->second.catalog;
      d.relation = own->second.relation;
    }
    catalogs[catalog].push_back(std::move(d));
  }
  std::vector<catalog_layout> out;
  out.reserve(catalogs.size());
  for (const auto& [name, columns] : catalogs) {
    out.push_back(layout_of(name, numbers.at(name), columns, unique));
    for (auto& c : out.back().columns) {
      if (!c.catalog.empty()) {
        c.catalog_oid = numbers.at(c.catalog);
      }
    }
  }
  return out;
}

}  // namespace squall::kit::walk
