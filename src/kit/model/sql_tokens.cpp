#include "kit/model/sql_tokens.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "kit/base/text.hpp"

namespace squall::kit {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Bytes above 127 are letters to PostgreSQL, whatever the encoding (manual, 4.1.1).
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '$'; }

class scanner {
 public:
  explicit scanner(std::string_view sql) : sql_(sql) {}

  std::vector<sql_token> scan() {
    while (at_ < sql_.size()) {
      if (!skip_blank()) {
        token();
      }
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }
  [[nodiscard]] bool at(std::string_view text) const { return sql_.substr(at_).starts_with(text); }

  bool skip_blank() {
    if (is_space(peek())) {
      ++at_;
      return true;
    }
    if (at("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
      return true;
    }
    if (at("/*")) {
      skip_block_comment();
      return true;
    }
    return false;
  }

  void skip_block_comment() {
    int depth = 0;  // comments nest (manual, 4.1.5)
    do {
      if (at("/*")) {
        ++depth;
        at_ += 2;
      } else if (at("*/")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < sql_.size());
    at_ = std::min(at_, sql_.size());
  }

  void add(sql_token_kind kind, std::size_t from, std::string value = {}) {
    at_ = std::min(at_, sql_.size());
    tokens_.push_back({kind, sql_.substr(from, at_ - from), std::move(value)});
  }

  /// From the opening quote to behind the closing one. The content, with doubled quotes made single.
  std::string quoted(char quote, bool backslash_escapes) {
    std::string content;
    closed_ = false;
    ++at_;
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (backslash_escapes && c == '\\') {
        at_ += 2;
        continue;
      }
      if (c == quote) {
        if (peek(1) != quote) {
          ++at_;
          closed_ = true;
          break;
        }
        ++at_;
      }
      content += c;
      ++at_;
    }
    return content;
  }

  /// The length of $tag$ here, or 0.
  [[nodiscard]] std::size_t dollar_tag() const {
    std::size_t length = 1;
    if (is_digit(peek(length))) {
      return 0;
    }
    while (peek(length) != '$' && continues_name(peek(length))) {
      ++length;
    }
    return peek(length) == '$' ? length + 1 : 0;
  }

  void token() {
    const std::size_t from = at_;
    const char c = peek();
    if (c == '\'') {
      std::string content = quoted('\'', false);
      add(closed_ ? sql_token_kind::string : sql_token_kind::opaque, from, std::move(content));
    } else if (c == '"') {
      std::string name = quoted('"', false);
      add(closed_ ? sql_token_kind::quoted_name : sql_token_kind::opaque, from, std::move(name));
    } else if (prefixed_constant()) {
      add(sql_token_kind::opaque, from);
    } else if (c == '$') {
      dollar(from);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      number();
      add(sql_token_kind::opaque, from);
    } else if (starts_name(c)) {
      while (continues_name(peek())) {
        ++at_;
      }
      // Folds as PostgreSQL does for a multi-byte encoding: ASCII letters alone.
      add(sql_token_kind::name, from, lower_case(sql_.substr(from, at_ - from)));
    } else {
      at_ += at("::") || at("=>") || at(":=") ? 2U : 1U;
      add(sql_token_kind::symbol, from);
    }
  }

  /// E'…', B'…', X'…', N'…', U&'…' and U&"…": passed over whole.
  bool prefixed_constant() {
    const std::string letter = lower_case(sql_.substr(at_, 1));
    if ((letter == "e" || letter == "b" || letter == "x" || letter == "n") && peek(1) == '\'') {
      ++at_;
      quoted('\'', letter == "e");
      return true;
    }
    if (letter == "u" && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at_ += 2;
      quoted(peek(), false);
      return true;
    }
    return false;
  }

  void dollar(std::size_t from) {
    if (const std::size_t length = dollar_tag(); length != 0) {
      const std::string_view tag = sql_.substr(at_, length);
      const std::size_t end = sql_.find(tag, at_ + length);
      at_ = end == std::string_view::npos ? sql_.size() : end + length;
      return add(sql_token_kind::opaque, from);
    }
    ++at_;
    while (is_digit(peek())) {
      ++at_;
    }
    add(sql_token_kind::opaque, from);
  }

  void number() {
    while (continues_name(peek()) || peek() == '.') {
      const bool exponent = peek() == 'e' || peek() == 'E';
      ++at_;
      if (exponent && (peek() == '+' || peek() == '-') && is_digit(peek(1))) {
        ++at_;
      }
    }
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  bool closed_ = true;  ///< whether the last quoted() found its end
  std::vector<sql_token> tokens_;
};

}  // namespace

std::vector<sql_token> scan_sql(std::string_view sql) { return scanner(sql).scan(); }

}  // namespace squall::kit
