#include "kit/proof/sample_values.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"

namespace squall::kit {
namespace {

using texts = std::vector<std::string>;

/// Texts that the type's input function takes: boundary ones, then plain ones.
struct type_texts {
  std::string_view name;
  texts boundary;
  texts plain;
};

const std::vector<type_texts>& known_types() {
  static const std::vector<type_texts> types{
      {"int2", {"32767", "-32768", "0"}, {"1", "2", "3", "4", "5"}},
      {"int4", {"2147483647", "-2147483648", "0"}, {"1", "2", "3", "4", "5"}},
      {"int8", {"9223372036854775807", "-9223372036854775808", "0"}, {"1", "2", "3", "4", "5"}},
      {"oid", {"4294967295", "0"}, {"1", "2", "3"}},
      {"float4", {"3.4e38", "-3.4e38", "NaN", "Infinity", "0"}, {"1", "2", "3", "4", "0.5"}},
      {"float8", {"1.7e308", "-1.7e308", "NaN", "-Infinity", "0"}, {"1", "2", "3", "4", "0.5"}},
      {"bool", {"true", "false"}, {"true", "false"}},
      {"bytea", {"\\x", "\\x00ff27"}, {"\\x01", "\\x02", "\\x03", "\\x04"}},
      {"date", {"infinity", "4713-01-01 BC", "9999-12-31"}, {"2024-02-29", "2024-03-01", "2024-03-02", "2024-03-03"}},
      {"time", {"24:00", "00:00"}, {"12:34:56.789012", "12:35", "12:36", "12:37"}},
      {"timetz", {"24:00-15:59", "00:00+15:59"}, {"12:34:56.789+02", "12:35+00", "12:36+00", "12:37+00"}},
      {"timestamp",
       {"infinity", "4713-01-01 00:00 BC", "9999-12-31 23:59:59.999999"},
       {"2024-02-29 12:00", "2024-03-01 12:00", "2024-03-02 12:00", "2024-03-03 12:00"}},
      {"timestamptz",
       {"infinity", "4713-01-02 00:00+00 BC", "9999-12-30 23:59:59.999999+00"},
       {"2024-02-29 12:00+00", "2024-03-01 12:00+00", "2024-03-02 12:00+00", "2024-03-03 12:00+00"}},
      {"interval", {"-178000000 years", "0", "1 mon -1 day 00:00:00.000001"}, {"1 day", "2 days", "3 days", "4 hours"}},
      {"uuid",
       {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"},
       {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a13", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a14"}},
      {"json", {"null", "{\"a\": [1, 2.50, \"\xC3\xA9\"], \"a\": 2}", "[]"}, {"{}", "{\"a\": 1}", "[1]", "\"a\""}},
      {"jsonb", {"null", "{\"a\": [1, 2.50, \"\xC3\xA9\"]}", "[]"}, {"{}", "{\"a\": 1}", "[1]", "\"a\""}},
      {"xml", {"<a b=\"1\">\xC3\xA9</a>"}, {"<a/>", "<b/>", "<c/>"}},
      {"inet", {"::/0", "255.255.255.255/0"}, {"10.0.0.1", "10.0.0.2/8", "10.0.0.3", "10.0.0.4"}},
      {"cidr", {"::/0", "0.0.0.0/0"}, {"10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"}},
      {"macaddr", {"ff:ff:ff:ff:ff:ff"}, {"08:00:2b:01:02:03", "08:00:2b:01:02:04", "08:00:2b:01:02:05"}},
      {"macaddr8", {"ff:ff:ff:ff:ff:ff:ff:ff"}, {"08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:06"}},
      {"money", {"92233720368547758.07", "-92233720368547758.08"}, {"1", "2", "3", "4"}},
      {"point", {"(-1e300,1e300)"}, {"(1,2)", "(3,4)", "(5,6)"}},
      {"line", {"{1,-1,0}"}, {"{1,2,3}", "{2,3,4}"}},
      {"lseg", {"[(0,0),(0,0)]"}, {"[(1,2),(3,4)]", "[(1,2),(5,6)]"}},
      {"box", {"(0,0),(0,0)"}, {"(3,4),(1,2)", "(5,6),(1,2)"}},
      {"path", {"[(0,0)]"}, {"((0,0),(1,1),(2,0))", "((0,0),(1,1),(3,0))"}},
      {"polygon", {"((0,0))"}, {"((0,0),(1,1),(2,0))", "((0,0),(1,1),(3,0))"}},
      {"circle", {"<(0,0),0>"}, {"<(1,2),3>", "<(1,2),4>"}},
      {"tsvector", {""}, {"'a':1 'cat':2", "'b':1", "'c':1"}},
      {"tsquery", {""}, {"'a' & 'cat'", "'b'", "'c'"}},
      {"pg_lsn", {"FFFFFFFF/FFFFFFFF", "0/0"}, {"0/16B3748", "0/16B3749"}},
      {"hstore", {"", "a=>NULL"}, {"a=>1", "b=>2", "c=>3"}},
      {"ltree", {""}, {"a.b", "a.c", "a.d"}},
      {"regclass", {"pg_catalog.pg_class"}, {"pg_catalog.pg_type"}},
      {"regtype", {"pg_catalog.int4"}, {"pg_catalog.text"}},
  };
  return types;
}

/// The beginning of a text of UTF-8, `limit` characters long (-1: no limit).
std::string first_characters(const std::string& text, int limit) {
  if (limit < 0) {
    return text;
  }
  std::size_t at = 0;
  for (int seen = 0; at < text.size(); ++at) {
    const bool continues = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    if (!continues && ++seen > limit) {
      break;
    }
  }
  return text.substr(0, at);
}

/// Shapes that checks often ask for stand among the plain ones.
type_texts string_texts(const base_type_facts& type) {
  type_texts out{type.name,
                 {"", "it's \"\xC3\xA9\xE2\x9C\x93\" \\ %", std::string(300, 'x')},
                 {"a", "bc", "def", "ghij", "KLM", "abc-def", "a1b2c3d4", "10", "a@example.org", "+12025550123",
                  "https://example.org/a", "en", "USD", "12345678"}};
  const int limit = type.name == "name" ? 63 : type.name == "char" ? 1 : type.modifier_1;
  for (texts* list : {&out.boundary, &out.plain}) {
    for (std::string& text : *list) {
      text = first_characters(text, limit);
    }
  }
  return out;
}

type_texts numeric_texts(const base_type_facts& type) {
  type_texts out{type.name, {"0"}, {"1", "2", "3", "4", "5"}};
  if (type.modifier_1 < 0) {
    out.boundary = {"123456789012345678901234567890.123456789", "-1e-20", "NaN", "0"};
    return out;
  }
  const int scale = std::max(type.modifier_2, 0);
  const int whole = std::max(type.modifier_1 - scale, 0);
  std::string largest = whole == 0 ? "0" : std::string(static_cast<std::size_t>(whole), '9');
  if (scale > 0) {
    largest += "." + std::string(static_cast<std::size_t>(scale), '9');
  }
  out.boundary = {largest, "-" + largest, "0"};
  return out;
}

type_texts bit_texts(const base_type_facts& type) {
  const auto length = static_cast<std::size_t>(type.modifier_1 < 0 ? 1 : type.modifier_1);
  type_texts out{type.name, {std::string(length, '1'), std::string(length, '0')}, {}};
  for (std::size_t i = 0; i < std::min<std::size_t>(length, 4); ++i) {
    out.plain.push_back(std::string(length, '0'));
    out.plain.back()[i] = '1';
  }
  return out;
}

type_texts texts_of(const base_type_facts& type) {
  if (type.array) {
    return {type.name, {"{}", "{NULL}"}, {"{}"}};
  }
  if (type.kind == 'e') {
    texts reversed(type.labels.rbegin(), type.labels.rend());
    return {type.name, std::move(reversed), type.labels};
  }
  if (type.kind == 'r') {
    return {type.name, {"empty", "(,)"}, {"(,)"}};
  }
  if (type.kind == 'm') {
    return {type.name, {"{}", "{(,)}"}, {"{}"}};
  }
  if (type.kind == 'c') {
    const auto commas = static_cast<std::size_t>(std::max(type.attributes - 1, 0));
    return {type.name, {"(" + std::string(commas, ',') + ")"}, {"(" + std::string(commas, ',') + ")"}};
  }
  for (const std::string_view name : {"text", "varchar", "bpchar", "name", "citext", "char"}) {
    if (type.name == name) {
      return string_texts(type);
    }
  }
  if (type.name == "numeric") {
    return numeric_texts(type);
  }
  if (type.name == "bit" || type.name == "varbit") {
    return bit_texts(type);
  }
  const auto& types = known_types();
  const auto known = std::find_if(types.begin(), types.end(), [&](const type_texts& t) { return t.name == type.name; });
  return known != types.end() ? *known : type_texts{type.name, {}, {"1", "a", "(1,2)", "{1}", "[1,2]", ""}};
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos &&
         std::isdigit(static_cast<unsigned char>(text.front())) != 0;
}

/// `18` is not enough for `> 18`: its neighbours too. Whole numbers that fit eight bytes only.
texts with_neighbours(const texts& mentioned) {
  texts out;
  for (const std::string& text : mentioned) {
    out.push_back(text);
    if (is_number(text) && text.size() < 18 && text.find('.') == std::string::npos) {
      const long long value = std::stoll(text);
      out.push_back(std::to_string(value + 1));
      out.push_back(std::to_string(value - 1));
    }
  }
  return out;
}

bool holds_numbers(const base_type_facts& type) {
  static constexpr std::array<std::string_view, 6> names{"int2", "int4", "int8", "numeric", "float4", "float8"};
  return !type.array && std::find(names.begin(), names.end(), type.name) != names.end();
}

bool holds_strings(const base_type_facts& type) {
  static constexpr std::array<std::string_view, 5> names{"text", "varchar", "bpchar", "citext", "name"};
  return !type.array && std::find(names.begin(), names.end(), type.name) != names.end();
}

}  // namespace

std::vector<std::string> sample_values(const base_type_facts& type, const std::vector<std::string>& mentioned,
                                       sample_kind kind) {
  const type_texts known = texts_of(type);
  texts wanted;
  const auto add = [&](const texts& more) { wanted.insert(wanted.end(), more.begin(), more.end()); };
  if (kind == sample_kind::boundary) {
    add(known.boundary);
    add(known.plain);
  } else {
    add(known.plain);
    add(known.boundary);
  }
  texts hints = holds_numbers(type) ? with_neighbours(mentioned) : mentioned;
  std::erase_if(hints, [&](const std::string& text) {
    return holds_numbers(type) ? !is_number(text) && !(text.size() > 1 && text[0] == '-' && is_number(text.substr(1)))
                               : !holds_strings(type);
  });
  add(hints);
  texts out;
  for (const std::string& text : wanted) {
    std::string sql = sql_literal(text) + "::" + type.full_name;
    if (std::find(out.begin(), out.end(), sql) == out.end()) {
      out.push_back(std::move(sql));
    }
  }
  return out;
}

std::vector<std::string> constants_in(std::string_view expression) {
  std::vector<std::string> out;
  for (const sql_token& token : scan_sql(expression)) {
    if (token.kind == sql_token_kind::string) {
      out.push_back(token.value);
    } else if (token.kind == sql_token_kind::opaque && is_number(std::string(token.text))) {
      out.emplace_back(token.text);
    }
  }
  return out;
}

}  // namespace squall::kit
