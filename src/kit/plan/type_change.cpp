#include "kit/plan/type_change.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// varchar(20)[] → base varchar, modifiers {20}, array.
struct parsed_type {
  std::string base;
  std::vector<int> modifiers;
  bool array = false;
};

parsed_type parse(std::string_view sql) {
  std::string text = readable_type(sql);
  parsed_type out;
  if (text.ends_with("[]")) {
    out.array = true;
    text.resize(text.find('[', text.rfind('"') == std::string::npos ? 0 : text.rfind('"')));
  }
  const auto open = text.find('(');
  if (open != std::string::npos && text.back() == ')' && text.find('"') == std::string::npos) {
    const char* at = text.data() + open + 1;
    const char* end = text.data() + text.size() - 1;
    while (at < end) {
      int number = 0;
      const auto [next, failure] = std::from_chars(at, end, number);
      if (failure != std::errc{}) {
        break;
      }
      out.modifiers.push_back(number);
      at = next < end ? next + 1 : next;
    }
    text.resize(open);
  }
  out.base = text;
  return out;
}

bool one_of(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}
bool is_integer(std::string_view t) { return one_of(t, {"smallint", "integer", "bigint"}); }
bool is_number(std::string_view t) { return is_integer(t) || one_of(t, {"numeric", "real", "double precision"}); }
bool is_string(std::string_view t) { return one_of(t, {"varchar", "text", "char", "name"}); }

std::string_view family(const parsed_type& t) {
  if (is_number(t.base)) {
    return "number";
  }
  if (is_string(t.base)) {
    return "string";
  }
  if (one_of(t.base, {"json", "jsonb"})) {
    return "json";
  }
  if (one_of(t.base, {"bit", "varbit"})) {
    return "bit";
  }
  return t.base;
}

struct cast {
  std::string_view from;
  std::string_view to;
  bool lossy;
};

// Implicit and assignment casts between families (pg_cast, castcontext i or a), without those to strings.
constexpr std::array casts{
    cast{"date", "timestamp", false},
    cast{"date", "timestamptz", false},
    cast{"timestamp", "date", true},
    cast{"timestamp", "time", true},
    cast{"timestamp", "timestamptz", false},
    cast{"timestamptz", "date", true},
    cast{"timestamptz", "time", true},
    cast{"timestamptz", "timestamp", false},
    cast{"timestamptz", "timetz", true},
    cast{"time", "interval", false},
    cast{"time", "timetz", false},
    cast{"timetz", "time", true},
    cast{"interval", "time", true},
    cast{"cidr", "inet", false},
    cast{"inet", "cidr", true},
    cast{"money", "numeric", false},
    cast{"macaddr", "macaddr8", false},
    cast{"macaddr8", "macaddr", false},
    cast{"integer", "money", false},
    cast{"bigint", "money", false},
    cast{"numeric", "money", true},
    cast{"integer", "oid", false},
    cast{"bigint", "oid", false},
    cast{"oid", "integer", false},
    cast{"oid", "bigint", false},
};

// Casts between families that only an explicit CAST takes (pg_cast, castcontext e), without those from strings.
constexpr std::array explicit_casts = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"\"char\"", "integer"},
    {"integer", "\"char\""},
    {"bigint", "bit"},
    {"integer", "bit"},
    {"bit", "bigint"},
    {"bit", "integer"},
    {"boolean", "integer"},
    {"integer", "boolean"},
    {"box", "circle"},
    {"box", "lseg"},
    {"box", "point"},
    {"box", "polygon"},
    {"circle", "box"},
    {"circle", "point"},
    {"circle", "polygon"},
    {"lseg", "point"},
    {"path", "polygon"},
    {"polygon", "box"},
    {"polygon", "circle"},
    {"polygon", "point"},
    {"polygon", "path"},
    {"point", "box"},
    {"int4range", "int4multirange"},
    {"int8range", "int8multirange"},
    {"numrange", "nummultirange"},
    {"daterange", "datemultirange"},
    {"tsrange", "tsmultirange"},
    {"tstzrange", "tstzmultirange"},
    {"jsonb", "boolean"},
});

// Types of PostgreSQL's own: what there is to cast them is known.
bool is_built_in(const parsed_type& t) { return t.base.find('.') == std::string::npos; }

bool has_explicit_cast(const parsed_type& from, const parsed_type& to) {
  const auto listed = std::find(explicit_casts.begin(), explicit_casts.end(),
                                std::pair<std::string_view, std::string_view>(from.base, to.base));
  return listed != explicit_casts.end() || (from.base == "jsonb" && is_number(to.base));
}

int rank_of_integer(std::string_view t) { return t == "smallint" ? 0 : t == "integer" ? 1 : 2; }

type_change within_strings(const parsed_type& b, const parsed_type& a) {
  type_change out{.rewrites = true, .needs_using = false, .other_family = false};
  const bool unlimited = a.base == "text" || (a.base == "varchar" && a.modifiers.empty());
  const int old_limit = b.modifiers.empty() ? (b.base == "char"   ? 1
                                               : b.base == "name" ? 63
                                                                  : INT32_MAX)
                                            : b.modifiers[0];
  const int new_limit = a.modifiers.empty() ? (a.base == "char"   ? 1
                                               : a.base == "name" ? 63
                                                                  : INT32_MAX)
                                            : a.modifiers[0];
  out.may_fail = !unlimited && new_limit < old_limit && a.base != "name";
  out.may_lose = a.base == "name" && new_limit < old_limit;
  out.other_string = a.base != b.base;
  out.rewrites = b.base == "char" || b.base == "name" || a.base == "char" || a.base == "name" ||
                 (!unlimited && new_limit < old_limit);
  return out;
}

type_change within_numbers(const parsed_type& b, const parsed_type& a) {
  type_change out{.rewrites = true, .needs_using = false, .other_family = false};
  if (is_integer(b.base) && is_integer(a.base)) {
    out.may_fail = rank_of_integer(a.base) < rank_of_integer(b.base);
    out.rewrites = a.base != b.base;
    return out;
  }
  if (a.base == "numeric" && b.base == "numeric") {
    const auto scale = [](const parsed_type& t) { return t.modifiers.size() > 1 ? t.modifiers[1] : 0; };
    const bool free = a.modifiers.empty();
    const bool grows = !b.modifiers.empty() && !free && scale(a) == scale(b) && a.modifiers[0] >= b.modifiers[0];
    out.rewrites = !free && !grows;
    out.may_lose = !free && (b.modifiers.empty() || scale(a) < scale(b));
    out.may_fail = !free && (b.modifiers.empty() || a.modifiers[0] - scale(a) < b.modifiers[0] - scale(b));
    return out;
  }
  out.may_fail = is_integer(a.base) || (a.base == "numeric" && !a.modifiers.empty()) || a.base == "real";
  out.may_lose = is_integer(a.base) || one_of(a.base, {"real", "double precision"});
  if (is_integer(b.base) && one_of(a.base, {"real", "double precision"})) {
    out.may_fail = false;
    out.may_lose = a.base == "real" ? b.base != "smallint" : b.base == "bigint";
  }
  if (b.base == "real" && a.base == "double precision") {
    out.may_fail = out.may_lose = false;
  }
  return out;
}

// Same base type, another modifier: timestamp(3), bit(8), interval(0), …
type_change modifier_only(const parsed_type& b, const parsed_type& a) {
  type_change out{.rewrites = false, .needs_using = false, .other_family = false};
  const bool fixed = a.base == "bit";
  const bool shrinks = !a.modifiers.empty() && (b.modifiers.empty() || a.modifiers[0] < b.modifiers[0]);
  out.rewrites = fixed || shrinks;
  const bool bits = one_of(a.base, {"bit", "varbit"});
  out.may_fail = bits && (shrinks || fixed);
  out.may_lose = !bits && shrinks;
  return out;
}

type_change between_families(const parsed_type& b, const parsed_type& a) {
  type_change out;
  if (is_string(a.base)) {  // every type has an assignment cast to the strings (manual, CREATE CAST)
    const bool unlimited = a.base == "text" || (a.base == "varchar" && a.modifiers.empty());
    out.needs_using = false;
    out.may_fail = !unlimited;
    return out;
  }
  const auto found =
      std::find_if(casts.begin(), casts.end(), [&](const cast& c) { return c.from == b.base && c.to == a.base; });
  if (found != casts.end()) {
    out.needs_using = false;
    out.may_lose = found->lossy;
    // timestamp ↔ timestamptz does so unless TimeZone is UTC; a plan must not count on that.
    out.rewrites = !(b.base == "cidr" && a.base == "inet") && a.base != "oid" && b.base != "oid";
    return out;
  }
  out.may_fail = true;
  out.no_cast = is_built_in(b) && is_built_in(a) && !is_string(b.base) && !has_explicit_cast(b, a);
  return out;
}

}  // namespace

type_change classify_type_change(std::string_view before, std::string_view after) {
  if (before == after) {
    return {.rewrites = false, .needs_using = false, .other_family = false};
  }
  const auto b = parse(before);
  const auto a = parse(after);
  type_change out;
  if (b.array != a.array) {
    out.needs_using = a.array || !is_string(a.base);
    out.may_fail = out.needs_using;
    out.no_cast = out.needs_using && (b.array || !is_string(b.base));
    return out;
  }
  if (family(b) == "string" && family(a) == "string") {
    out = within_strings(b, a);
  } else if (family(b) == "number" && family(a) == "number") {
    out = within_numbers(b, a);
  } else if (b.base == a.base) {
    out = modifier_only(b, a);
  } else if (family(b) == family(a)) {
    out = {.rewrites = true, .needs_using = false, .may_fail = family(a) == "bit", .other_family = false};
  } else {
    out = between_families(b, a);
  }
  if (b.array) {
    out.rewrites = true;  // arrays have no shortcut, even when their element has
  }
  return out;
}

}  // namespace squall::kit
