#include "kit/model/sql_text.hpp"

#include <algorithm>
#include <array>

#include "kit/base/error.hpp"

namespace squall::kit {
namespace {

// Every word that is not an unreserved keyword somewhere from PostgreSQL 15 to 19 (manual, appendix C;
// `select word from pg_get_keywords() where catcode <> 'U'`). Sorted, for the binary search.
constexpr auto keywords = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "graph_table",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
});
static_assert(std::is_sorted(keywords.begin(), keywords.end()));

bool is_plain(std::string_view name) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto continues = [&](char c) { return starts(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && starts(name.front()) && std::all_of(name.begin(), name.end(), continues);
}

// `text` between two `quote`s, with `quote` doubled inside.
std::string quoted(std::string_view text, char quote) {
  std::string out;
  out.reserve(text.size() + 2);
  out += quote;
  for (const char c : text) {
    if (c == quote) {
      out += quote;
    }
    out += c;
  }
  out += quote;
  return out;
}

void refuse_nul(std::string_view text, const char* what) {
  if (text.find('\0') != std::string_view::npos) {
    throw error(std::string(what) + " has a zero byte in it, which PostgreSQL cannot store", "Take the byte out.");
  }
}

}  // namespace

std::string sql_identifier(std::string_view name) {
  if (is_plain(name) && !std::binary_search(keywords.begin(), keywords.end(), name)) {
    return std::string(name);
  }
  refuse_nul(name, "A name");
  return quoted(name, '"');
}

std::string sql_literal(std::string_view text) {
  refuse_nul(text, "A string");
  std::string out = quoted(text, '\'');
  if (text.find('\\') == std::string_view::npos) {
    return out;
  }
  // A backslash means the same under any standard_conforming_strings only in the E'' form (manual, 4.1.2.2).
  std::string escaped = "E";
  for (const char c : out) {
    escaped += c;
    if (c == '\\') {
      escaped += c;
    }
  }
  return escaped;
}

std::string sql_name(const object_id& id) {
  if (id.kind == object_kind::schema) {
    return sql_identifier(id.name);
  }
  return sql_identifier(id.schema) + "." + sql_identifier(id.name);
}

}  // namespace squall::kit
