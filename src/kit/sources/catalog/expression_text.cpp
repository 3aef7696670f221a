#include "kit/sources/catalog/expression_text.hpp"

#include <algorithm>
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

/// The length of the parenthesized text that begins `sql`, npos when it does not end or does not begin so.
std::size_t parenthesized_length(std::string_view sql) {
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
    } else if (c == ')') {
      --depth;
    }
    if (depth == 0) {
      return at > 1 ? at : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

constexpr std::string_view spaces = " \n\t";

}  // namespace

std::string_view without_outer_parentheses(std::string_view sql) {
  while (sql.starts_with('(') && parenthesized_length(sql) == sql.size()) {
    sql = sql.substr(1, sql.size() - 2);
  }
  return sql;
}

std::string_view without_final_semicolon(std::string_view sql) {
  sql.remove_prefix(std::min(sql.find_first_not_of(spaces), sql.size()));
  const auto last = sql.find_last_not_of(spaces);
  if (last != std::string_view::npos) {
    sql = sql.substr(0, sql[last] == ';' ? last : last + 1);
  }
  return sql;
}

std::string_view parenthesized_after(std::string_view sql, std::string_view keyword) {
  for (std::size_t at = 0; at < sql.size();) {
    if (sql[at] == '\'' || sql[at] == '"') {
      at = skip_quoted(sql, at);
    } else if (sql.substr(at).starts_with(keyword)) {
      const auto rest = sql.substr(at + keyword.size());
      const auto length = rest.starts_with('(') ? parenthesized_length(rest) : std::string_view::npos;
      return length == std::string_view::npos ? std::string_view{} : rest.substr(0, length);
    } else {
      ++at;
    }
  }
  return {};
}

}  // namespace squall::kit::catalog
