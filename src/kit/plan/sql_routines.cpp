// Routines, aggregates, and what is made of functions outside of schemas: languages, casts, transforms, access methods.
#include <fmt/format.h>

#include "kit/model/sql_tokens.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// One argument of a routine: its mode, name and type as one text, and whether it has a default.
struct argument {
  std::string head;
  bool has_default = false;
};

// Splits pg_get_function_arguments() at its commas.
std::vector<argument> arguments_of(std::string_view text) {
  std::vector<argument> out;
  int depth = 0;
  bool open = false;
  for (const auto& token : scan_sql(text)) {
    if (token.is_symbol("(") || token.is_symbol("[")) {
      ++depth;
    } else if (token.is_symbol(")") || token.is_symbol("]")) {
      --depth;
    }
    if (depth == 0 && token.is_symbol(",")) {
      open = false;
      continue;
    }
    if (!open) {
      out.emplace_back();
      open = true;
    }
    auto& last = out.back();
    if (depth == 0 && (token.is_word("default") || token.is_symbol("="))) {
      last.has_default = true;
    }
    if (!last.has_default) {
      last.head += (last.head.empty() ? "" : " ") + std::string(token.text);
    }
  }
  return out;
}

// CREATE OR REPLACE keeps names, modes, types and the result, and takes no default away (manual, CREATE FUNCTION).
bool is_replaceable(const routine& a, const routine& b) {
  if (a.kind != b.kind || a.returns != b.returns) {
    return false;
  }
  const auto old = arguments_of(a.arguments);
  const auto now = arguments_of(b.arguments);
  if (old.size() != now.size()) {
    return false;
  }
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (old[i].head != now[i].head || (old[i].has_default && !now[i].has_default)) {
      return false;
    }
  }
  return true;
}

std::string behaviour(const routine& v) {
  std::string out;
  if (!v.transforms.empty()) {
    out += " TRANSFORM " + v.transforms;
  }
  if (v.kind == routine_kind::window) {
    out += " WINDOW";
  }
  if (v.volatility != volatility_class::volatile_) {
    out += v.volatility == volatility_class::stable ? " STABLE" : " IMMUTABLE";
  }
  if (v.leakproof) {
    out += " LEAKPROOF";
  }
  if (v.strict) {
    out += " STRICT";
  }
  if (v.security_definer) {
    out += " SECURITY DEFINER";
  }
  if (v.parallel != parallel_safety::unsafe) {
    out += v.parallel == parallel_safety::safe ? " PARALLEL SAFE" : " PARALLEL RESTRICTED";
  }
  if (!v.cost.empty()) {
    out += " COST " + v.cost;
  }
  if (!v.rows.empty()) {
    out += " ROWS " + v.rows;
  }
  if (!v.support.empty()) {
    out += " SUPPORT " + v.support;
  }
  for (const auto& [name, value] : v.settings) {
    out += fmt::format("\n  SET {} TO {}", sql_setting_name(name), value);
  }
  return out;
}

std::string create_routine(std::string_view verb, const object_id& id, const routine& v) {
  std::string out = fmt::format("{} {} {}({})", verb, v.kind == routine_kind::procedure ? "PROCEDURE" : "FUNCTION",
                                sql_name(id), v.arguments);
  if (!v.returns.empty()) {
    out += "\n  RETURNS " + v.returns;
  }
  out += fmt::format("\n  LANGUAGE {}{}\n", sql_identifier(v.language), behaviour(v));
  if (!v.sql_body.empty()) {
    return out + v.sql_body;
  }
  if (!v.library.empty()) {
    return out + fmt::format("AS {}, {}", sql_literal(v.library), sql_literal(v.body));
  }
  return out + "AS " + sql_dollar_quoted(v.body);
}

std::string create_aggregate(std::string_view verb, const object_id& id, const aggregate& v) {
  auto options = v.options;
  std::string arguments = id.signature.empty() ? "*" : id.signature;
  if (auto given = options.extract("ARGUMENTS")) {
    arguments = std::move(*given);
  }
  return fmt::format("{} {}({}) ({})", verb, sql_name(id), arguments, sql_definition_options(options, "SFUNC"));
}

std::string create_language(std::string_view verb, const object_id& id, const language& v) {
  constexpr std::string_view trusted = "TRUSTED ";
  const bool is_trusted = v.definition.starts_with(trusted) || v.definition == "TRUSTED";
  const std::string rest =
      is_trusted ? v.definition.substr(std::min(trusted.size(), v.definition.size())) : v.definition;
  return fmt::format("{}{} LANGUAGE {}{}", verb, is_trusted ? " TRUSTED" : "", sql_identifier(id.name),
                     rest.empty() ? "" : " " + rest);
}

}  // namespace

sql_list create_object(const object_id& id, const routine& v) { return {create_routine("CREATE", id, v)}; }

sql_alteration alter_object(const object_id& id, const routine& a, const routine& b) {
  if (!is_replaceable(a, b)) {
    return std::nullopt;
  }
  auto now = create_routine("CREATE OR REPLACE", id, b);
  return now == create_routine("CREATE OR REPLACE", id, a) ? sql_list{} : sql_list{std::move(now)};
}

sql_list create_object(const object_id& id, const aggregate& v) {
  return {create_aggregate("CREATE AGGREGATE", id, v)};
}

sql_alteration alter_object(const object_id& id, const aggregate& a, const aggregate& b) {
  if (a.options == b.options) {
    return sql_list{};
  }
  // What the arguments and the result follow from must stay (manual, CREATE AGGREGATE).
  for (const auto* fixed : {"ARGUMENTS", "STYPE", "FINALFUNC", "FINALFUNC_EXTRA", "HYPOTHETICAL"}) {
    const auto old = a.options.find(fixed);
    const auto now = b.options.find(fixed);
    if ((old == a.options.end()) != (now == b.options.end()) ||
        (old != a.options.end() && old->second != now->second)) {
      return std::nullopt;
    }
  }
  return sql_list{create_aggregate("CREATE OR REPLACE AGGREGATE", id, b)};
}

sql_list create_object(const object_id& id, const language& v) { return {create_language("CREATE", id, v)}; }
sql_alteration alter_object(const object_id& id, const language& a, const language& b) {
  return a.definition == b.definition ? sql_list{} : sql_list{create_language("CREATE OR REPLACE", id, b)};
}

sql_list create_object(const object_id& id, const cast& v) {
  return {fmt::format("CREATE CAST {} {}", sql_target(id), v.definition)};
}
sql_alteration alter_object(const object_id& /*id*/, const cast& a, const cast& b) {
  return a.definition == b.definition ? sql_alteration(sql_list{}) : std::nullopt;
}

sql_list create_object(const object_id& id, const transform& v) {
  return {fmt::format("CREATE TRANSFORM {} {}", sql_target(id), v.definition)};
}
sql_alteration alter_object(const object_id& id, const transform& a, const transform& b) {
  return a.definition == b.definition
             ? sql_list{}
             : sql_list{fmt::format("CREATE OR REPLACE TRANSFORM {} {}", sql_target(id), b.definition)};
}

sql_list create_object(const object_id& id, const access_method& v) {
  return {fmt::format("CREATE ACCESS METHOD {} {}", sql_target(id), v.definition)};
}
sql_alteration alter_object(const object_id& /*id*/, const access_method& a, const access_method& b) {
  return a.definition == b.definition ? sql_alteration(sql_list{}) : std::nullopt;
}

}  // namespace squall::kit
