// Pieces of DDL that several kinds share.
#include <fmt/format.h>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {

std::string sql_grantee(const std::string& name) { return name.empty() ? "PUBLIC" : sql_identifier(name); }

std::string sql_setting_name(std::string_view name) {
  std::string out;
  for (std::size_t from = 0; from <= name.size();) {
    const auto dot = std::min(name.find('.', from), name.size());
    out += (from == 0 ? "" : ".") + sql_identifier(name.substr(from, dot - from));
    from = dot + 1;
  }
  return out;
}

std::string sql_definition_options(const option_map& options, std::string_view first) {
  std::string out;
  const auto add = [&](const std::string& name, const std::string& value) {
    out += (out.empty() ? "" : ", ") + name + (value == "true" ? "" : " = " + value);
  };
  const auto ahead = options.find(std::string(first));
  if (ahead != options.end()) {
    add(ahead->first, ahead->second);
  }
  for (auto it = options.begin(); it != options.end(); ++it) {
    if (it != ahead) {
      add(it->first, it->second);
    }
  }
  return out;
}

std::string sql_joined(const sql_list& items, std::string_view between) {
  return fmt::format("{}", fmt::join(items, between));
}

std::string sql_dollar_quoted(std::string_view text) {
  // Without its last dollar: the text's end and the closing tag must not make one together.
  std::string open = "$";
  for (int n = 0; text.find(open) != std::string_view::npos; ++n) {
    open = n == 0 ? "$body" : fmt::format("$body{}", n);
  }
  return fmt::format("{0}${1}{0}$", open, text);
}

std::string_view sql_firing(firing value) {
  switch (value) {
    case firing::disabled:
      return "DISABLE";
    case firing::replica:
      return "ENABLE REPLICA";
    case firing::always:
      return "ENABLE ALWAYS";
    case firing::origin:
      break;
  }
  return "ENABLE";
}

}  // namespace squall::kit
