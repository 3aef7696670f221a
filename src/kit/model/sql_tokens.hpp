// A small scanner for SQL expressions: enough to tell names from everything else. It never fails: what it does not
// understand stays as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

enum class sql_token_kind : std::uint8_t {
  name,         ///< an unquoted word, keyword or not
  quoted_name,  ///< "…"
  string,       ///< '…', no escapes in it
  opaque,       ///< other constants: E'…', U&'…', U&"…", $$…$$, B'…', numbers, $1
  symbol,       ///< one character of an operator or of punctuation; `::` and `=>` are one symbol each
};

struct sql_token {
  sql_token_kind kind{};
  std::string_view text;  ///< as it stands in the source
  std::string value;      ///< of a name: folded or unquoted; of a string: its content

  [[nodiscard]] bool is_name() const { return kind == sql_token_kind::name || kind == sql_token_kind::quoted_name; }
  [[nodiscard]] bool is_symbol(std::string_view symbol) const {
    return kind == sql_token_kind::symbol && text == symbol;
  }
  [[nodiscard]] bool is_word(std::string_view word) const { return kind == sql_token_kind::name && value == word; }
};

/// The tokens of `sql`, without space and comments (PostgreSQL manual, 4.1). Views into `sql`.
std::vector<sql_token> scan_sql(std::string_view sql);

}  // namespace squall::kit
