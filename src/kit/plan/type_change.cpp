#include "kit/plan/type_change.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// varchar(20)[] → base varchar, modifiers {20}, array.
struct parsed_type {
  std::string base;
  std::vector<int> modifiers;
  std::string fields;  ///< of an interval: "year to month"
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
  if (constexpr std::string_view interval = "interval "; text.starts_with(interval)) {
    out.fields = text.substr(interval.size());
    text = "interval";
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

bool is_time(std::string_view t) { return one_of(t, {"time", "timetz", "timestamp", "timestamptz", "interval"}); }

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
  bool lossy = false;    ///< different values become the same, without an error
  bool partial = false;  ///< some values are refused
};

const cast* find(const auto& casts, std::string_view from, std::string_view to) {
  const auto it = std::find_if(casts.begin(), casts.end(), [&](const cast& c) { return c.from == from && c.to == to; });
  return it == casts.end() ? nullptr : &*it;
}

constexpr bool lossy = true;
constexpr bool partial = true;

// Implicit and assignment casts between families (pg_cast, castcontext i or a), without those to strings.
constexpr std::array casts{
    cast{"date", "timestamp", !lossy, partial},
    cast{"date", "timestamptz", !lossy, partial},
    cast{"timestamp", "date", lossy},
    cast{"timestamp", "time", lossy},
    cast{"timestamp", "timestamptz"},
    cast{"timestamptz", "date", lossy},
    cast{"timestamptz", "time", lossy},
    cast{"timestamptz", "timestamp"},
    cast{"timestamptz", "timetz", lossy},
    cast{"time", "interval"},
    cast{"time", "timetz"},
    cast{"timetz", "time", lossy},
    cast{"interval", "time", lossy},
    cast{"cidr", "inet"},
    cast{"inet", "cidr", lossy},
    cast{"money", "numeric"},
    cast{"macaddr", "macaddr8"},
    cast{"macaddr8", "macaddr", !lossy, partial},
    cast{"integer", "money"},
    cast{"bigint", "money", !lossy, partial},
    cast{"numeric", "money", lossy, partial},
    cast{"integer", "oid"},
    cast{"bigint", "oid", !lossy, partial},
    cast{"oid", "integer"},
    cast{"oid", "bigint"},
};

// Casts between families that only an explicit CAST takes (pg_cast, castcontext e), without those from strings.
constexpr std::array explicit_casts{
    cast{"\"char\"", "integer"},
    cast{"integer", "\"char\""},
    cast{"bigint", "bit", lossy},
    cast{"integer", "bit", lossy},
    cast{"bit", "bigint"},
    cast{"bit", "integer"},
    cast{"boolean", "integer"},
    cast{"integer", "boolean", lossy},
    cast{"box", "circle", lossy},
    cast{"box", "lseg"},
    cast{"box", "point", lossy},
    cast{"box", "polygon"},
    cast{"circle", "box", lossy},
    cast{"circle", "point", lossy},
    cast{"circle", "polygon", lossy},
    cast{"lseg", "point", lossy},
    cast{"path", "polygon"},
    cast{"polygon", "box", lossy},
    cast{"polygon", "circle", lossy},
    cast{"polygon", "point", lossy},
    cast{"polygon", "path"},
    cast{"point", "box"},
    cast{"int4range", "int4multirange"},
    cast{"int8range", "int8multirange"},
    cast{"numrange", "nummultirange"},
    cast{"daterange", "datemultirange"},
    cast{"tsrange", "tsmultirange"},
    cast{"tstzrange", "tstzmultirange"},
    cast{"jsonb", "boolean"},
    cast{"jsonb", "smallint", lossy},
    cast{"jsonb", "integer", lossy},
    cast{"jsonb", "bigint", lossy},
    cast{"jsonb", "numeric"},
    cast{"jsonb", "real", lossy},
    cast{"jsonb", "double precision", lossy},
};

// Types of PostgreSQL's own: what there is to cast them is known.
bool is_built_in(const parsed_type& t) { return t.base.find('.') == std::string::npos; }

// Precision and fields that the values may have and the type does not keep (manual, 8.5).
bool cuts_time(const parsed_type& b, const parsed_type& a) {
  const bool shorter = !a.modifiers.empty() && (b.modifiers.empty() || a.modifiers[0] < b.modifiers[0]);
  return is_time(a.base) && (shorter || (a.fields != b.fields && !a.fields.empty() && !a.fields.ends_with("second")));
}

bool cuts_scale(const parsed_type& a) { return a.base == "numeric" && !a.modifiers.empty(); }

// What reads more from a text than it keeps: digits, the date beside a time, the zone, what follows the last bit, the
// order of words.
bool cuts_text(const parsed_type& a) {
  return one_of(a.base, {"\"char\"", "name", "real", "double precision", "money", "date", "time", "timetz", "timestamp",
                         "tsvector", "tsquery", "bit"}) ||
         (a.base == "varbit" && !a.modifiers.empty()) || cuts_scale(a) || cuts_time({}, a);
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
  // Blanks at the end mean nothing to character(n).
  out.may_lose = (a.base == "name" && new_limit < old_limit) || (a.base == "char" && b.base != "char");
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
    const auto whole_digits = [&](const parsed_type& t) { return t.modifiers[0] - scale(t); };
    const int carried = out.may_lose ? 1 : 0;  // 99.9 may be rounded to 100
    out.may_fail = !free && (b.modifiers.empty() || whole_digits(a) < whole_digits(b) + carried);
    return out;
  }
  // A numeric of a floating-point number has its 6 or 15 digits (source, float8_numeric()).
  const bool of_float = one_of(b.base, {"real", "double precision"});
  out.may_fail = is_integer(a.base) || cuts_scale(a) || one_of(a.base, {"real", "double precision"}) || of_float;
  out.may_lose = is_integer(a.base) || one_of(a.base, {"real", "double precision"}) || of_float;
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
  out.rewrites = fixed || shrinks || a.fields != b.fields;
  const bool bits = one_of(a.base, {"bit", "varbit"});
  out.may_fail = bits && (shrinks || fixed);
  out.may_lose = !bits && (shrinks || cuts_time(b, a));
  return out;
}

type_change between_families(const parsed_type& b, const parsed_type& a) {
  type_change out;
  if (is_string(a.base)) {  // every type has an assignment cast to the strings (manual, CREATE CAST)
    const bool unlimited = a.base == "text" || (a.base == "varchar" && a.modifiers.empty());
    out.needs_using = false;
    out.may_fail = !unlimited;
    out.may_lose = a.base == "name";
    return out;
  }
  if (const cast* found = find(casts, b.base, a.base)) {
    out.needs_using = false;
    out.may_lose = found->lossy || cuts_scale(a) || (b.base != "date" && cuts_time(b, a));
    out.may_fail = found->partial || cuts_scale(a);
    // timestamp ↔ timestamptz does so unless TimeZone is UTC; a plan must not count on that.
    out.rewrites = !(b.base == "cidr" && a.base == "inet") && a.base != "oid" && b.base != "oid";
    return out;
  }
  out.may_fail = true;
  const cast* listed = find(explicit_casts, b.base, a.base);
  out.no_cast = is_built_in(b) && is_built_in(a) && !is_string(b.base) && listed == nullptr;
  // By way of a text that was not written for the other type, what is left is chance.
  out.may_lose = listed != nullptr ? listed->lossy || cuts_scale(a) : out.no_cast || cuts_text(a);
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
    // Of equal keys jsonb keeps the last, and it refuses \\u0000 (manual, 8.14).
    out = {.rewrites = true,
           .needs_using = false,
           .may_fail = a.base != "json",
           .may_lose = a.base == "jsonb",
           .other_family = false};
  } else {
    out = between_families(b, a);
  }
  if (b.array) {
    out.rewrites = true;  // arrays have no shortcut, even when their element has
  }
  return out;
}

}  // namespace squall::kit
