#include "kit/plan/expression_scan.hpp"

#include <algorithm>
#include <array>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

enum class token_kind : std::uint8_t { end, identifier, literal, other };

struct token {
  token_kind kind = token_kind::end;
  std::string text;
};

// Words and strings of an expression (manual, 4.1).
class scanner {
 public:
  explicit scanner(std::string_view sql) : sql_(sql) {}

  token next() {
    while (at_ < sql_.size() && is_space(sql_[at_])) {
      ++at_;
    }
    if (at_ >= sql_.size()) {
      return {};
    }
    const char c = sql_[at_];
    if (c == '"') {
      return {token_kind::identifier, quoted('"', false)};
    }
    if (c == '\'') {
      return {token_kind::literal, quoted('\'', false)};
    }
    if ((c == 'e' || c == 'E') && at_ + 1 < sql_.size() && sql_[at_ + 1] == '\'') {
      ++at_;
      return {token_kind::literal, quoted('\'', true)};
    }
    if (starts_word(c)) {
      return {token_kind::identifier, word()};
    }
    ++at_;
    return {token_kind::other, std::string(1, c)};
  }

  [[nodiscard]] bool before_parenthesis() const {
    const auto rest = sql_.find_first_not_of(" \t\r\n", at_);
    return rest != std::string_view::npos && sql_[rest] == '(';
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
  static bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
  }
  static bool in_word(char c) { return starts_word(c) || (c >= '0' && c <= '9') || c == '$'; }

  std::string word() {
    std::string out;
    for (; at_ < sql_.size() && in_word(sql_[at_]); ++at_) {
      const char c = sql_[at_];
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  }

  std::string quoted(char quote, bool backslashes) {
    std::string out;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (backslashes && sql_[at_] == '\\' && at_ + 1 < sql_.size()) {
        ++at_;
      } else if (sql_[at_] == quote) {
        if (at_ + 1 >= sql_.size() || sql_[at_ + 1] != quote) {
          ++at_;
          break;
        }
        ++at_;
      }
      out += sql_[at_];
    }
    return out;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
};

// Words that may stand before a parenthesis without being a volatile call. Sorted.
constexpr auto harmless = std::to_array<std::string_view>({
    "abs",
    "and",
    "array",
    "cast",
    "char",
    "character",
    "coalesce",
    "concat",
    "current_time",
    "current_timestamp",
    "date_trunc",
    "decimal",
    "greatest",
    "in",
    "interval",
    "jsonb_build_array",
    "jsonb_build_object",
    "least",
    "length",
    "localtime",
    "localtimestamp",
    "lower",
    "make_date",
    "make_interval",
    "not",
    "now",
    "nullif",
    "numeric",
    "or",
    "row",
    "statement_timestamp",
    "time",
    "timestamp",
    "to_tsvector",
    "timezone",
    "to_char",
    "to_date",
    "to_jsonb",
    "transaction_timestamp",
    "upper",
    "varchar",
    "varying",
});

}  // namespace

bool mentions_identifier(std::string_view sql, std::string_view name) {
  scanner scan(sql);
  for (auto t = scan.next(); t.kind != token_kind::end; t = scan.next()) {
    if (t.kind == token_kind::identifier && t.text == name) {
      return true;
    }
  }
  return false;
}

bool mentions_literal(std::string_view sql, std::string_view text) {
  scanner scan(sql);
  for (auto t = scan.next(); t.kind != token_kind::end; t = scan.next()) {
    if (t.kind == token_kind::literal &&
        (t.text == text || (t.text.starts_with('{') && t.text.find(text) != std::string::npos))) {
      return true;
    }
  }
  return false;
}

bool is_cheap_default(std::string_view sql) {
  scanner scan(sql);
  for (auto t = scan.next(); t.kind != token_kind::end; t = scan.next()) {
    if (t.kind == token_kind::identifier && scan.before_parenthesis() &&
        std::find(harmless.begin(), harmless.end(), t.text) == harmless.end()) {
      return false;
    }
  }
  return true;
}

std::vector<std::string_view> expressions_of(const object& value) {
  std::vector<std::string_view> out;
  const auto add = [&](const std::optional<sql_expression>& e) {
    if (e) {
      out.emplace_back(e->sql);
    }
  };
  std::visit(overloaded{
                 [](const auto&) {},
                 [&](const column& v) {
                   add(v.default_value);
                   add(v.generated);
                 },
                 [&](const check& v) { out.emplace_back(v.condition.sql); },
                 [&](const index& v) {
                   for (const auto& key : v.keys) {
                     add(key.expression);
                   }
                   add(v.where);
                 },
                 [&](const exclusion& v) {
                   for (const auto& key : v.keys) {
                     add(key.expression);
                   }
                   add(v.where);
                 },
             },
             value);
  return out;
}

bool uses_column(const object_id& id, const object& value, const object_id& column) {
  if (id == column) {
    return false;
  }
  const auto stands_on = dependencies_of(id, value);
  if (std::find(stands_on.begin(), stands_on.end(), column) != stands_on.end()) {
    return true;
  }
  const auto texts = expressions_of(value);
  return id.owner_table() == column.owner_table() &&
         std::any_of(texts.begin(), texts.end(),
                     [&](std::string_view text) { return mentions_identifier(text, column.name); });
}

}  // namespace squall::kit
