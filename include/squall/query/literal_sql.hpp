// Conditions as SQL text with their values as literals: for CHECK constraints, index predicates and index keys, which
// take no parameters. Part of the definition build (-DSQUALL_DEFINITION); the library is not needed to link it.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "squall/query/expressions.hpp"
#include "squall/query/interval_text.hpp"
#include "squall/query/statement.hpp"
#include "squall/query/type_names.hpp"

namespace squall::detail {

/// A string constant (PostgreSQL manual, 4.1.2.1). With a backslash it is an escape string, so that it means the same
/// whatever standard_conforming_strings says.
inline std::string quote_literal(std::string_view text) {
  const bool escape = text.find('\\') != std::string_view::npos;
  std::string quoted = escape ? "E'" : "'";
  for (char c : text) {
    if (c == '\'' || c == '\\')
      quoted += c;
    quoted += c;
  }
  return quoted += '\'';
}

template <class N>
std::string number_text(N value) {
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

/// At least `width` digits of a number that is not negative.
inline std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

struct calendar_day {
  std::string text;  ///< 2026-11-22
  bool before_christ;
};
/// The proleptic Gregorian calendar, for all of PostgreSQL's range, which std::chrono's years do not cover. The count
/// goes by eras of 400 years that begin on a first of March, so that the leap day is a year's last.
inline calendar_day calendar_day_of(std::int64_t days_since_2000) {
  constexpr std::int64_t days_of_era = 146097;
  const std::int64_t days = days_since_2000 + 730425;  // 0000-03-01 to 2000-01-01
  const std::int64_t era = (days >= 0 ? days : days - days_of_era + 1) / days_of_era;
  const std::int64_t day_of_era = days - era * days_of_era;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (days_of_era - 1)) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const bool bc = year <= 0;
  return {padded(bc ? 1 - year : year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2), bc};
}
inline std::string clock_text(std::int64_t microseconds) {
  const std::int64_t seconds = microseconds / 1'000'000;
  std::string text = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2);
  if (const std::int64_t fraction = microseconds % 1'000'000; fraction != 0)
    text += "." + padded(fraction, 6);
  return text;
}
inline std::string timestamp_text(std::int64_t microseconds, std::string_view zone) {
  if (microseconds == std::numeric_limits<std::int64_t>::max())
    return "infinity";
  if (microseconds == std::numeric_limits<std::int64_t>::min())
    return "-infinity";
  constexpr std::int64_t day = 86'400'000'000;
  const std::int64_t days = (microseconds >= 0 ? microseconds : microseconds - day + 1) / day;
  const calendar_day date = calendar_day_of(days);
  return date.text + " " + clock_text(microseconds - days * day) + std::string(zone) +
         (date.before_christ ? " BC" : "");
}
inline std::string offset_text(std::int32_t seconds_east) {
  const std::int64_t seconds = seconds_east < 0 ? -std::int64_t{seconds_east} : seconds_east;
  return (seconds_east < 0 ? "-" : "+") + clock_text(seconds * 1'000'000);
}

/// The text that the type's input function reads.
inline std::string input_text(std::string_view value) { return std::string(value); }
inline std::string input_text(const uuid_t& value) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < value.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      text += '-';
    text += hexadecimal[value.bytes[i] >> 4U];
    text += hexadecimal[value.bytes[i] & 15U];
  }
  return text;
}
inline std::string input_text(const bytea_t& value) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string text = "\\x";
  for (std::byte b : value) {
    text += hexadecimal[std::to_integer<std::size_t>(b) >> 4U];
    text += hexadecimal[std::to_integer<std::size_t>(b) & 15U];
  }
  return text;
}
inline std::string input_text(const date_t& value) {
  if (!value.is_finite())
    return value == date_t::infinity() ? "infinity" : "-infinity";
  const calendar_day day = calendar_day_of(value.days);
  return day.text + (day.before_christ ? " BC" : "");
}
inline std::string input_text(const time_of_day_t& value) { return clock_text(value.microseconds); }
inline std::string input_text(const timetz_t& value) {
  return clock_text(value.time.microseconds) + offset_text(value.utc_offset);
}
inline std::string input_text(const timestamp_t& value) { return timestamp_text(value.microseconds, ""); }
inline std::string input_text(const timestamptz_t& value) { return timestamp_text(value.microseconds, "+00"); }
inline std::string input_text(const interval_t& value) {
  std::string text;
  sql_writer w(text);
  write_interval(w, value);
  return text;
}
inline std::string input_text(const json_t& value) { return value.text; }

template <class Db>
std::string type_name_text() {
  std::string text;
  sql_writer w(text);
  write_type_name<Db>(w);
  return text;
}

template <class Db, class V>
std::string literal(const V& value) {
  if constexpr (is_optional<V>) {
    return value.has_value() ? literal<Db>(*value) : std::string("null");
  } else if constexpr (std::is_same_v<Db, bool>) {
    return value ? "true" : "false";
  } else if constexpr (is_integer<Db>) {
    // `-1` is an operator and a number, which binds looser than a cast (manual, 4.1.6).
    return value < 0 ? "(" + number_text(value) + ")" : number_text(value);
  } else if constexpr (is_floating<Db>) {
    return quote_literal(value != value                                  ? "NaN"
                         : value == std::numeric_limits<Db>::infinity()  ? "Infinity"
                         : value == -std::numeric_limits<Db>::infinity() ? "-Infinity"
                                                                         : number_text(value)) +
           "::" + type_name_text<Db>();
  } else if constexpr (std::is_same_v<Db, numeric_t>) {
    return value.is_finite() ? (value.is_negative() ? "(" + value.str() + ")" : value.str())
                             : quote_literal(value.str()) + "::numeric";
  } else if constexpr (std::is_same_v<Db, std::string>) {
    return quote_literal(value);
  } else if constexpr (std::is_enum_v<Db>) {
    return quote_literal(enum_label(value)) + "::" + type_name_text<Db>();
  } else if constexpr (is_array_type<Db>) {
    std::string text = "array[";
    for (std::size_t i = 0; i < value.size(); ++i)
      text += (i == 0 ? "" : ", ") + literal<typename Db::value_type>(value_of_t<typename Db::value_type>(value[i]));
    return text + "]::" + type_name_text<Db>();
  } else {
    static_assert(
        requires { input_text(value); },
        "squall: a value of this type cannot stand in a check, an index or a view; write it as sql(\"…\")");
    return quote_literal(input_text(value)) + "::" + type_name_text<Db>();
  }
}

/// Collects the literals of an expression in the order of its marks.
class literal_sink {
 public:
  template <class Db, class V>
  void value(const V& v) {
    literals_.push_back(literal<Db>(v));
  }
  template <class Db>
  void values(const value_of_t<Db>* first, std::size_t count) {
    value<std::vector<Db>>(std::vector<value_of_t<Db>>(first, first + count));
  }
  template <int N, class Db>
  void argument() {
    static_assert(N < 0, "squall: a check, an index or a view takes values, not param<N>");
  }
  [[nodiscard]] const std::vector<std::string>& literals() const { return literals_; }

 private:
  std::vector<std::string> literals_;
};

/// The text that `write` makes, with the literals of what `bind` gives in place of the marks.
template <class Write, class Bind>
std::string with_literals(Write write, Bind bind) {
  std::string marked;
  sql_writer w(marked);
  write(w);
  literal_sink sink;
  bind(sink);
  std::string text;
  std::size_t next = 0;
  for (char c : marked) {
    if (c == sql_writer::literal_mark)
      text += sink.literals()[next++];
    else
      text += c;
  }
  return text;
}

/// The expression with column names alone and literals in place of parameters.
template <class E>
std::string definition_sql(const E& expression) {
  return with_literals(
      [&](sql_writer& w) {
        w.for_definition();
        render<E>(w, &expression);
      },
      [&](literal_sink& sink) { bind_values(sink, expression); });
}

/// A SELECT with literals in place of parameters, for a view.
template <class Query>
std::string view_query_sql(const Query& query) {
  return with_literals(
      [&](sql_writer& w) {
        w.for_view();
        statement_access::write(query, w);
      },
      [&](literal_sink& sink) { statement_access::bind(query, sink); });
}

}  // namespace squall::detail
