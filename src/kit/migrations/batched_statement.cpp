#include "kit/migrations/batched_statement.hpp"

#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"
#include "kit/sql/sql_parser.hpp"

namespace squall::kit::detail {
namespace {

using nlohmann::json;

batched_statement refused(std::string why) {
  batched_statement out;
  out.refusal = std::move(why);
  return out;
}

// Where the condition of the outermost WHERE starts.
std::size_t condition_of(const std::string& sql) {
  int depth = 0;
  for (const sql_token& token : scan_sql(sql)) {
    depth += token.is_symbol("(") ? 1 : token.is_symbol(")") ? -1 : 0;
    if (depth == 0 && token.is_word("where")) {
      return static_cast<std::size_t>(token.text.data() - sql.data()) + token.text.size();
    }
  }
  return 0;
}

void read_table(const json& relation, batched_statement& out) {
  out.table = {relation.value("schemaname", ""), relation.value("relname", "")};
  out.only = !relation.value("inh", false);
  const auto alias = relation.find("alias");
  out.reference = sql_identifier(alias == relation.end() ? out.table.name : alias->value("aliasname", ""));
}

}  // namespace

batched_statement read_batched(const std::string& sql) {
  const auto tree = parse_statement(sql);
  if (!tree || !(tree->contains("UpdateStmt") || tree->contains("DeleteStmt"))) {
    return refused("only an UPDATE or a DELETE can run in batches");
  }
  const json& node = tree->begin().value();
  if (node.contains("withClause")) {
    return refused("a statement with WITH cannot run in batches: what it reads may differ from one to the next");
  }
  if (node.contains("returningList")) {
    return refused("nobody reads what RETURNING gives in a migration");
  }
  if (node.contains("whereClause") && node["whereClause"].contains("CurrentOfExpr")) {
    return refused("a cursor has one row at a time");
  }
  batched_statement out;
  read_table(node.at("relation"), out);
  if (tree->contains("UpdateStmt")) {
    for (const json& target : node.value("targetList", json::array())) {
      out.writes.push_back(target.at("ResTarget").value("name", ""));
    }
  }
  out.condition_begin = node.contains("whereClause") ? condition_of(sql) : 0;
  return out;
}

std::string with_condition(const std::string& sql, const batched_statement& read, const std::string& condition) {
  // The line break ends a comment that may stand at the statement's end.
  if (read.condition_begin == 0) {
    return sql + "\nWHERE " + condition;
  }
  return sql.substr(0, read.condition_begin) + " (" + sql.substr(read.condition_begin) + "\n) AND " + condition;
}

}  // namespace squall::kit::detail
