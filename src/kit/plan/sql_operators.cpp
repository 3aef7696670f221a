// Operators, their families and classes.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/sql_tokens.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string option(const option_map& options, const std::string& name) {
  const auto it = options.find(name);
  return it == options.end() ? std::string() : it->second;
}

// `OPERATOR 1 public.<(integer, integer)` goes as `OPERATOR 1 (integer, integer)`, a function too: the member is known
// by its number and the types in the first parentheses.
std::string member_to_drop(std::string_view member) {
  const auto tokens = scan_sql(member);
  const char* from = nullptr;
  int depth = 0;
  for (const auto& token : tokens) {
    if (token.is_symbol("(")) {
      if (depth++ == 0) {
        from = token.text.data();
      }
    } else if (token.is_symbol(")") && --depth == 0) {
      const auto types = std::string_view(from, static_cast<std::size_t>(token.text.data() - from) + 1);
      return fmt::format("{} {} {}", tokens[0].text, tokens[1].text, types);
    }
  }
  return std::string(member);
}

sql_list missing_in(const sql_list& some, const sql_list& others) {
  sql_list out;
  for (const auto& item : some) {
    if (std::find(others.begin(), others.end(), item) == others.end()) {
      out.push_back(item);
    }
  }
  return out;
}

std::string alter_family(const object_id& id, std::string_view verb, const sql_list& members) {
  return fmt::format("ALTER OPERATOR FAMILY {} {}\n  {}", sql_target(id), verb, sql_joined(members, ",\n  "));
}

}  // namespace

sql_list create_object(const object_id& id, const sql_operator& v) {
  return {fmt::format("CREATE OPERATOR {}.{} ({})", sql_identifier(id.schema), id.name,
                      sql_definition_options(v.options, "FUNCTION"))};
}

sql_alteration alter_object(const object_id& id, const sql_operator& a, const sql_operator& b) {
  auto old = a.options;
  auto now = b.options;
  std::string changes;
  for (const auto* name : {"RESTRICT", "JOIN"}) {
    if (option(old, name) != option(now, name)) {
      changes += (changes.empty() ? "" : ", ") + std::string(name) + " = " +
                 (now.contains(name) ? now.at(name) : std::string("NONE"));
    }
    old.erase(name);
    now.erase(name);
  }
  if (old != now) {
    return std::nullopt;
  }
  return changes.empty() ? sql_list{} : sql_list{fmt::format("ALTER OPERATOR {} SET ({})", sql_target(id), changes)};
}

sql_list create_object(const object_id& id, const operator_family& v) {
  sql_list out{"CREATE OPERATOR FAMILY " + sql_target(id)};
  if (!v.members.empty()) {
    out.push_back(alter_family(id, "ADD", v.members));
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const operator_family& a, const operator_family& b) {
  sql_list out;
  auto gone = missing_in(a.members, b.members);
  std::transform(gone.begin(), gone.end(), gone.begin(), member_to_drop);
  if (!gone.empty()) {
    out.push_back(alter_family(id, "DROP", gone));
  }
  if (const auto added = missing_in(b.members, a.members); !added.empty()) {
    out.push_back(alter_family(id, "ADD", added));
  }
  return out;
}

sql_list create_object(const object_id& id, const operator_class& v) {
  auto parts = v.members;
  // One entry there must be: STORAGE of the type itself says nothing more.
  if (!v.storage.empty() || parts.empty()) {
    parts.push_back("STORAGE " + (v.storage.empty() ? v.input_type : v.storage));
  }
  return {fmt::format("CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {}{} AS\n  {}", sql_name(id),
                      v.is_default ? " DEFAULT" : "", v.input_type, sql_identifier(id.signature),
                      v.family.empty() ? "" : " FAMILY " + v.family, sql_joined(parts, ",\n  "))};
}

sql_alteration alter_object(const object_id& /*id*/, const operator_class& a, const operator_class& b) {
  const bool same = a.is_default == b.is_default && a.input_type == b.input_type && a.family == b.family &&
                    a.storage == b.storage && a.members == b.members;
  return same ? sql_alteration(sql_list{}) : std::nullopt;
}

}  // namespace squall::kit
