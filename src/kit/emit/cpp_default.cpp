#include "kit/emit/cpp_default.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "kit/model/sql_tokens.hpp"

namespace squall::kit {
namespace {

/// 'text'::type
struct typed_literal {
  std::string text;
  std::string type;
};
std::optional<typed_literal> as_literal(const std::string& sql) {
  if (sql.empty() || sql.front() != '\'') {
    return std::nullopt;
  }
  const auto tokens = scan_sql(sql);
  if (tokens.size() < 3 || tokens[0].kind != sql_token_kind::string || !tokens[1].is_symbol("::")) {
    return std::nullopt;
  }
  const auto at = static_cast<std::size_t>(tokens[2].text.data() - sql.data());
  return typed_literal{tokens[0].value, sql.substr(at)};
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<std::int64_t> as_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && std::to_string(value) == text ? std::optional(value) : std::nullopt;
}

/// `0`, and `'-1'::integer`, which is how PostgreSQL keeps -1.
std::optional<std::string> integer_literal(const std::string& sql, const std::optional<typed_literal>& literal) {
  const bool negative = literal && literal->type == "integer" && literal->text.starts_with('-');
  const auto value = as_integer(negative ? literal->text : sql);
  if (!value || *value < INT32_MIN || *value > INT32_MAX) {
    return std::nullopt;
  }
  return std::to_string(*value);
}

/// The literal's type is the column's own: without the `::type` it means the same.
bool is_own_type(const typed_literal& literal, const type_parts& column) {
  const type_parts given = parts_of_type(literal.type);
  if (!given.modifiers.empty() || given.array != column.array) {
    return false;
  }
  if (column.name == "character" && given.name == "bpchar") {
    return true;
  }
  return given.name == column.name && (column.modifiers.empty() || column.name == "character varying");
}

}  // namespace

cpp_link cpp_default(const column& value, const cpp_enum* enumeration, const enum_type* labels) {
  const std::string& sql = value.default_value->sql;
  const type_parts type = parts_of_type(value.type.sql);
  const auto literal = as_literal(sql);
  if (enumeration != nullptr && literal && literal->type == value.type.sql) {
    const auto it = std::find(labels->labels.begin(), labels->labels.end(), literal->text);
    if (it != labels->labels.end()) {
      const auto place = static_cast<std::size_t>(it - labels->labels.begin());
      return {fmt::format(".default_({}::{})", enumeration->name, enumeration->enumerators[place])};
    }
  }
  if (literal && is_own_type(*literal, type)) {
    const bool is_json = !type.array && is_one_of(type.name, {"json", "jsonb"});
    if ((type.array && literal->text == "{}") || (is_json && literal->text == "[]")) {
      return {".default_empty()"};
    }
    if (!type.array && (is_json || is_one_of(type.name, {"text", "character varying", "character"}))) {
      return {".default_(", literal->text, ")"};
    }
  }
  // Literals are for the types that C++ knows.
  if (type.array || cpp_type_of(value.type).function == "sql_type") {
    return {".default_sql(", sql, ")"};
  }
  if (type.name == "boolean" && is_one_of(sql, {"true", "false"})) {
    return {fmt::format(".default_({})", sql)};
  }
  if (is_one_of(type.name, {"smallint", "integer", "bigint", "real", "double precision", "numeric"})) {
    if (const auto number = integer_literal(sql, literal)) {
      return {fmt::format(".default_({})", *number)};
    }
  }
  if (sql == "now()" && is_one_of(type.name, {"date", "time without time zone", "time with time zone",
                                              "timestamp without time zone", "timestamp with time zone"})) {
    return {".default_now()"};
  }
  if (sql == "gen_random_uuid()" && type.name == "uuid") {
    return {".default_random()"};
  }
  return {".default_sql(", sql, ")"};
}

}  // namespace squall::kit
