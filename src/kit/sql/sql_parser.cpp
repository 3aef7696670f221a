#include "kit/sql/sql_parser.hpp"

#include <pg_query.h>

#include <algorithm>
#include <cctype>

#include "kit/base/text.hpp"

namespace squall::kit::detail {
namespace {

/// The byte of the `character`-th character (1-based, as PostgreSQL counts positions).
std::size_t byte_of_character(std::string_view text, int character) {
  std::size_t i = 0;
  for (int seen = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U && ++seen == character) {
      break;
    }
  }
  return i;
}

/// A result of pg_query_split_*, freed at the end.
class split_result {
 public:
  explicit split_result(PgQuerySplitResult owned) : result_(owned) {}
  ~split_result() { pg_query_free_split_result(result_); }
  split_result(const split_result&) = delete;
  split_result& operator=(const split_result&) = delete;

  [[nodiscard]] const PgQueryError* failure() const { return result_.error; }
  [[nodiscard]] std::vector<text_range> ranges() const {
    std::vector<text_range> found;
    for (int i = 0; i < result_.n_stmts; ++i) {
      const auto begin = static_cast<std::size_t>(result_.stmts[i]->stmt_location);
      found.push_back({begin, begin + static_cast<std::size_t>(result_.stmts[i]->stmt_len)});
    }
    return found;
  }

 private:
  PgQuerySplitResult result_;
};

/// The range without white space and comments at its start and white space at its end; empty when nothing is left.
text_range trimmed(std::string_view sql, text_range range) {
  const std::string_view up_to_end = sql.substr(0, range.end);
  range.begin = std::min(skip_space_and_comments(up_to_end, range.begin), range.end);
  while (range.end > range.begin && std::isspace(static_cast<unsigned char>(sql[range.end - 1])) != 0) {
    --range.end;
  }
  return range;
}

/// What the scanner left out between its statements: it drops a statement without a keyword (`selec 2`), which must
/// reach the server and fail there.
void keep_gaps(std::string_view sql, std::vector<text_range>& ranges) {
  std::vector<text_range> complete;
  std::size_t position = 0;
  const auto keep = [&](std::size_t begin, std::size_t end) {
    while (begin < end) {
      begin = skip_space_and_comments(sql.substr(0, end), begin);
      if (begin < end && sql[begin] == ';') {
        ++begin;
        continue;
      }
      const auto semicolon = std::min(sql.substr(0, end).find(';', begin), end);
      if (begin < semicolon) {
        complete.push_back({begin, semicolon});
      }
      begin = semicolon;
    }
  };
  for (const text_range& range : ranges) {
    keep(position, range.begin);
    complete.push_back(range);
    position = range.end;
  }
  keep(position, sql.size());
  ranges = std::move(complete);
}

bool parses(std::string_view sql) { return parse_statement(std::string{sql}).has_value(); }

bool has_atomic_body(std::string_view sql) { return contains_in_any_case(one_line(sql, sql.size()), "begin atomic"); }

/// The scanner cuts `BEGIN ATOMIC …; …; END` bodies at their semicolons: put together what only parses as one.
void join_atomic_bodies(std::string_view sql, std::vector<text_range>& ranges) {
  std::vector<text_range> joined;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    text_range range = ranges[i];
    if (has_atomic_body(sql.substr(range.begin, range.end - range.begin))) {
      for (std::size_t last = i; last < ranges.size(); ++last) {
        if (parses(sql.substr(range.begin, ranges[last].end - range.begin))) {
          range.end = ranges[last].end;
          i = last;
          break;
        }
      }
    }
    joined.push_back(range);
  }
  ranges = std::move(joined);
}

std::vector<text_range> split_with_scanner(const std::string& sql) {
  const split_result scanned{pg_query_split_with_scanner(sql.c_str())};
  if (const PgQueryError* failure = scanned.failure()) {
    throw split_failure(failure->message, byte_of_character(sql, failure->cursorpos));
  }
  std::vector<text_range> ranges = scanned.ranges();
  keep_gaps(sql, ranges);
  join_atomic_bodies(sql, ranges);
  return ranges;
}

}  // namespace

std::size_t skip_space_and_comments(std::string_view sql, std::size_t from) {
  std::size_t i = from;
  while (i < sql.size()) {
    if (std::isspace(static_cast<unsigned char>(sql[i])) != 0) {
      ++i;
    } else if (sql.substr(i, 2) == "--") {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (sql.substr(i, 2) == "/*") {  // these nest (manual, 4.1.5)
      int depth = 0;
      do {
        const std::string_view two = sql.substr(i, 2);
        depth += two == "/*" ? 1 : two == "*/" ? -1 : 0;
        i += two == "/*" || two == "*/" ? 2 : 1;
      } while (depth > 0 && i < sql.size());
    } else {
      break;
    }
  }
  return i;
}

std::vector<text_range> split_statements(const std::string& sql) {
  if (const auto nul = sql.find('\0'); nul != std::string::npos) {
    throw split_failure("a zero byte, which SQL cannot hold", nul);
  }
  std::vector<text_range> ranges;
  {
    // The parser knows where statements end; the scanner only guesses, but takes text of any PostgreSQL version.
    const split_result parsed{pg_query_split_with_parser(sql.c_str())};
    ranges = parsed.failure() == nullptr ? parsed.ranges() : split_with_scanner(sql);
  }
  std::vector<text_range> statements;
  for (const text_range& range : ranges) {
    const text_range text = trimmed(sql, range);
    if (text.begin < text.end) {
      statements.push_back(text);
    }
  }
  return statements;
}

std::optional<nlohmann::json> parse_statement(const std::string& sql) {
  const PgQueryParseResult result = pg_query_parse(sql.c_str());
  std::optional<nlohmann::json> tree;
  if (result.error == nullptr) {
    const nlohmann::json whole = nlohmann::json::parse(result.parse_tree, nullptr, false);
    if (!whole.is_discarded() && whole.contains("stmts") && whole["stmts"].size() == 1 &&
        whole["stmts"][0].contains("stmt")) {
      tree = whole["stmts"][0]["stmt"];
    }
  }
  pg_query_free_parse_result(result);
  return tree;
}

bool ends_between_tokens(const std::string& sql) {
  const PgQueryScanResult result = pg_query_scan(sql.c_str());
  const bool clean = result.error == nullptr;
  pg_query_free_scan_result(result);
  return clean;
}

}  // namespace squall::kit::detail
