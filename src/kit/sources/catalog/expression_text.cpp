#include "kit/sources/catalog/expression_text.hpp"

#include <cstddef>

namespace squall::kit::catalog {

namespace {

/// The place after the string or quoted identifier that starts at `at`. Deparsed text has no dollar quotes and no
/// comments; backslashes escape in E'' strings only (manual, 4.1.2.2).
std::size_t skip_quoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  const bool escapes = quote == '\'' && at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e');
  for (++at; at < sql.size(); ++at) {
    if (escapes && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == quote) {
      return at + 1;  // a doubled quote starts the next piece at once
    }
  }
  return sql.size();
}

/// True when the parenthesis that opens the text closes at its end.
bool is_enclosed(std::string_view sql) {
  if (sql.size() < 2 || sql.front() != '(' || sql.back() != ')') {
    return false;
  }
  int depth = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const char c = sql[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(sql, at);
      continue;
    }
    ++at;
    if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return at == sql.size();
    }
  }
  return false;
}

}  // namespace

std::string_view without_outer_parentheses(std::string_view sql) {
  while (is_enclosed(sql)) {
    sql = sql.substr(1, sql.size() - 2);
  }
  return sql;
}

}  // namespace squall::kit::catalog
