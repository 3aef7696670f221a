#include "kit/migrations/concurrent_index.hpp"

#include "kit/sql/sql_parser.hpp"

namespace squall::kit::detail {
namespace {

using nlohmann::json;

/// An IndexStmt reduced to what both spellings have in common. Of expressions only the place remains, since the server
/// deparses them in its own words.
json comparable(json statement) {
  for (const char* key : {"relation", "concurrent", "if_not_exists", "tableSpace"}) {
    statement.erase(key);
  }
  statement.emplace("accessMethod", "btree");
  if (statement.contains("whereClause")) {
    statement["whereClause"] = true;
  }
  // The server leaves out a collation, an operator class and an order that are the default.
  for (const char* list : {"indexParams", "indexIncludingParams"}) {
    if (!statement.contains(list)) {
      continue;
    }
    for (json& item : statement[list]) {
      json& key = item["IndexElem"];
      for (const char* detail : {"collation", "opclass", "indexcolname"}) {
        key.erase(detail);
      }
      if (key.contains("expr")) {
        key["expr"] = true;
      }
      const bool descending = key.value("ordering", "") == "SORTBY_DESC";
      const std::string nulls = key.value("nulls_ordering", "");
      key["ordering"] = descending;
      key["nulls_ordering"] = nulls == "SORTBY_NULLS_FIRST" || (descending && nulls != "SORTBY_NULLS_LAST");
    }
  }
  return statement;
}

bool same_definition(const json& wanted, const std::string& definition) {
  const auto tree = parse_statement(definition);
  return tree && tree->contains("IndexStmt") && comparable(wanted) == comparable((*tree)["IndexStmt"]);
}

}  // namespace

index_standing look_at_index(connection& db, const concurrent_index& wanted) {
  // An index lives in its table's schema.
  const result found = db.query(
      "select i.indisvalid, i.indrelid = pg_catalog.to_regclass($1), pg_catalog.pg_get_indexdef(c.oid) "
      "from pg_catalog.pg_class c left join pg_catalog.pg_index i on i.indexrelid = c.oid "
      "where c.relname = $2 and c.relnamespace = "
      "(select relnamespace from pg_catalog.pg_class where oid = pg_catalog.to_regclass($1))",
      {{sql_name(wanted.table)}, {wanted.name}});
  if (found.rows() == 0) {
    return index_standing::absent;
  }
  if (found.is_null(0, 0) || found.text(0, 1) != "t") {
    return index_standing::different;
  }
  if (found.text(0, 0) != "t") {
    return index_standing::invalid;
  }
  return same_definition(wanted.tree, std::string{found.text(0, 2)}) ? index_standing::built
                                                                     : index_standing::different;
}

void drop_if_invalid(connection& db, const concurrent_index& index) {
  if (look_at_index(db, index) != index_standing::invalid) {
    return;
  }
  const result schema = db.query(
      "select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
      "where c.oid = pg_catalog.to_regclass($1)",
      {{sql_name(index.table)}});
  if (schema.rows() > 0) {
    db.run("drop index concurrently if exists " + sql_name(relation_name{std::string{schema.text(0, 0)}, index.name}));
  }
}

bool index_exists(connection& db, const relation_name& index) {
  return !db.query("select pg_catalog.to_regclass($1)", {{sql_name(index)}}).is_null(0, 0);
}

}  // namespace squall::kit::detail
