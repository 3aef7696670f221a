#include "kit/emit/cpp_types.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>

namespace squall::kit {
namespace {

enum class takes : std::uint8_t {
  nothing,
  length,     ///< varchar(255), or without
  must_have,  ///< character(2)
  precision,  ///< timestamp(3), or without
  scale       ///< numeric(10, 2), or without
};

struct spelling {
  std::string_view function;
  std::string_view value;
  takes modifiers{};
};

const std::map<std::string_view, spelling>& spellings() {
  static const std::map<std::string_view, spelling> all{
      {"boolean", {"boolean", "bool"}},
      {"smallint", {"smallint", "int16"}},
      {"integer", {"integer", "int32"}},
      {"bigint", {"bigint", "int64"}},
      {"real", {"real", "float"}},
      {"double precision", {"double_precision", "double"}},
      {"numeric", {"numeric", "numeric", takes::scale}},
      {"text", {"text", "string"}},
      {"character varying", {"varchar", "string", takes::length}},
      {"character", {"character", "string", takes::must_have}},
      {"bytea", {"bytea", "bytea"}},
      {"uuid", {"uuid", "uuid"}},
      {"date", {"date", "date"}},
      {"time without time zone", {"time", "time", takes::precision}},
      {"time with time zone", {"timetz", "timetz", takes::precision}},
      {"timestamp without time zone", {"timestamp", "timestamp", takes::precision}},
      {"timestamp with time zone", {"timestamptz", "timestamptz", takes::precision}},
      {"interval", {"interval", "interval", takes::precision}},
      {"json", {"json", "json"}},
      {"jsonb", {"jsonb", "jsonb"}},
      {"int4range", {"int4range", "int4range"}},
      {"int8range", {"int8range", "int8range"}},
      {"numrange", {"numrange", "numrange"}},
      {"tsrange", {"tsrange", "tsrange"}},
      {"tstzrange", {"tstzrange", "tstzrange"}},
      {"daterange", {"daterange", "daterange"}},
      {"int4multirange", {"int4multirange", "int4multirange"}},
      {"int8multirange", {"int8multirange", "int8multirange"}},
      {"nummultirange", {"nummultirange", "nummultirange"}},
      {"tsmultirange", {"tsmultirange", "tsmultirange"}},
      {"tstzmultirange", {"tstzmultirange", "tstzmultirange"}},
      {"datemultirange", {"datemultirange", "datemultirange"}},
      {"inet", {"inet", "inet"}},
      {"cidr", {"cidr", "cidr"}},
      {"macaddr", {"macaddr", "macaddr"}},
      {"macaddr8", {"macaddr8", "macaddr8"}},
      {"bit", {"bit", "bit_string", takes::must_have}},
      {"bit varying", {"varbit", "bit_string", takes::length}},
      {"money", {"money", "money"}},
      {"oid", {"oid", "oid"}},
      {"pg_lsn", {"pg_lsn", "pg_lsn"}},
      {"name", {"name", "string"}},
      {"\"char\"", {"char1", "char"}},
      {"xml", {"xml", "xml"}},
      {"jsonpath", {"jsonpath", "jsonpath"}},
      {"tsvector", {"tsvector", "tsvector"}},
      {"tsquery", {"tsquery", "tsquery"}},
      {"point", {"point", "point"}},
      {"line", {"line", "line"}},
      {"lseg", {"lseg", "lseg"}},
      {"box", {"box", "box"}},
      {"path", {"path", "path"}},
      {"polygon", {"polygon", "polygon"}},
      {"circle", {"circle", "circle"}},
      // Of extensions in `public`, where their name alone finds them. Elsewhere they are spelled as SQL.
      {"public.citext", {"citext", "string"}},
      {"public.hstore", {"hstore", "hstore"}},
      {"public.ltree", {"ltree", "ltree"}},
      {"public.lquery", {"lquery", "lquery"}},
      {"public.vector", {"pg::vector", "vector", takes::must_have}},
      {"public.halfvec", {"halfvec", "halfvec", takes::must_have}},
      {"public.sparsevec", {"sparsevec", "sparsevec", takes::must_have}},
  };
  return all;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The arguments of the function, or nothing when it does not take such modifiers.
std::optional<std::string> arguments_of(takes what, const std::string& modifiers) {
  if (modifiers.empty()) {
    return what == takes::must_have ? std::nullopt : std::optional<std::string>("");
  }
  if (what == takes::nothing) {
    return std::nullopt;
  }
  if (what == takes::scale) {
    const auto comma = modifiers.find(',');
    const auto precision = number(std::string_view(modifiers).substr(0, comma));
    const auto scale =
        comma == std::string::npos ? std::optional(0) : number(std::string_view(modifiers).substr(comma + 1));
    // numeric_t knows no negative scale and none beyond the precision (PostgreSQL 15 has both).
    if (!precision || !scale || *scale < 0 || *scale > *precision) {
      return std::nullopt;
    }
    return std::to_string(*precision) + ", " + std::to_string(*scale);
  }
  return number(modifiers) ? std::optional(modifiers) : std::nullopt;
}

}  // namespace

type_parts parts_of_type(std::string_view sql) {
  type_parts parts;
  parts.array = sql.ends_with("[]");
  while (sql.ends_with("[]")) {
    sql.remove_suffix(2);
  }
  const auto open = sql.find('(');
  const auto close = open == std::string_view::npos ? open : sql.find(')', open);
  // A quoted name may hold parentheses: those are no modifiers.
  if (close == std::string_view::npos || sql.find('"') < open) {
    parts.name = sql;
    return parts;
  }
  parts.name = std::string(sql.substr(0, open)).append(sql.substr(close + 1));
  parts.modifiers = sql.substr(open + 1, close - open - 1);
  return parts;
}

cpp_type cpp_type_of(const type_name& type) {
  const type_parts parts = parts_of_type(type.sql);
  // A type that the schema makes itself is none of these, whatever its name.
  const auto found = type.user_type ? spellings().end() : spellings().find(parts.name);
  const auto arguments =
      found == spellings().end() ? std::nullopt : arguments_of(found->second.modifiers, parts.modifiers);
  if (!arguments) {
    // The array is said apart: what is one in C++ takes default_empty() and the like.
    std::string_view element = type.sql;
    while (element.ends_with("[]")) {
      element.remove_suffix(2);
    }
    return {.function = "sql_type", .arguments = cpp_string(element), .array = parts.array, .value = type.sql};
  }
  cpp_type made;
  made.function = found->second.function;
  made.arguments = *arguments;
  made.array = parts.array;
  made.value = std::string(found->second.value) + (parts.array ? "[]" : "");
  // ::time of the C library takes a pointer, and 0 is one.
  made.ambiguous = made.function == "time" && made.arguments == "0";
  return made;
}

std::string cpp_value_of_domain(const database& model, const type_name& type) {
  static const std::map<std::string_view, std::string_view> types{{"bool", "bool"},
                                                                  {"int16", "std::int16_t"},
                                                                  {"int32", "std::int32_t"},
                                                                  {"int64", "std::int64_t"},
                                                                  {"float", "float"},
                                                                  {"double", "double"},
                                                                  {"numeric", "numeric_t"},
                                                                  {"bytea", "bytea_t"},
                                                                  {"uuid", "uuid_t"},
                                                                  {"date", "date_t"},
                                                                  {"time", "time_of_day_t"},
                                                                  {"timetz", "timetz_t"},
                                                                  {"timestamp", "timestamp_t"},
                                                                  {"timestamptz", "timestamptz_t"},
                                                                  {"interval", "interval_t"}};
  const type_name* base = &type;
  for (const domain* d = nullptr; base->user_type && (d = model.find<domain>(*base->user_type)) != nullptr;) {
    base = &d->base;
  }
  if (base == &type) {
    return {};
  }
  const auto known = types.find(cpp_type_of(*base).value);
  return known == types.end() ? std::string() : fmt::format("<{}>", known->second);
}

}  // namespace squall::kit
