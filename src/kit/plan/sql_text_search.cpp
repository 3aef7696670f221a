// Text search: parsers, templates, dictionaries, configurations.
#include <fmt/format.h>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string option(const option_map& options, const std::string& name) {
  const auto it = options.find(name);
  return it == options.end() ? std::string() : it->second;
}

template <class T>
std::string create_with_options(const object_id& id, const T& v, std::string_view first) {
  return fmt::format("CREATE {} {} ({})", sql_words(id.kind), sql_name(id), sql_definition_options(v.options, first));
}

std::string alter_configuration(const object_id& id, std::string_view verb, const std::string& mapping) {
  return fmt::format("ALTER TEXT SEARCH CONFIGURATION {} {} {}", sql_name(id), verb, mapping);
}

}  // namespace

sql_list create_object(const object_id& id, const text_search_parser& v) {
  return {create_with_options(id, v, "START")};
}
sql_alteration alter_object(const object_id& /*id*/, const text_search_parser& a, const text_search_parser& b) {
  return a.options == b.options ? sql_alteration(sql_list{}) : std::nullopt;
}

sql_list create_object(const object_id& id, const text_search_template& v) {
  return {create_with_options(id, v, "INIT")};
}
sql_alteration alter_object(const object_id& /*id*/, const text_search_template& a, const text_search_template& b) {
  return a.options == b.options ? sql_alteration(sql_list{}) : std::nullopt;
}

sql_list create_object(const object_id& id, const text_search_dictionary& v) {
  return {create_with_options(id, v, "TEMPLATE")};
}

sql_alteration alter_object(const object_id& id, const text_search_dictionary& a, const text_search_dictionary& b) {
  if (option(a.options, "TEMPLATE") != option(b.options, "TEMPLATE")) {
    return std::nullopt;
  }
  std::string changes;
  for (const auto& [name, value] : b.options) {
    const auto old = a.options.find(name);
    if (old == a.options.end() || old->second != value) {
      changes += (changes.empty() ? "" : ", ") + name + " = " + value;
    }
  }
  // An option without a value goes (manual, ALTER TEXT SEARCH DICTIONARY).
  for (const auto& [name, value] : a.options) {
    if (!b.options.contains(name)) {
      changes += (changes.empty() ? "" : ", ") + name;
    }
  }
  return changes.empty() ? sql_list{}
                         : sql_list{fmt::format("ALTER TEXT SEARCH DICTIONARY {} ({})", sql_name(id), changes)};
}

sql_list create_object(const object_id& id, const text_search_configuration& v) {
  sql_list out{
      fmt::format("CREATE TEXT SEARCH CONFIGURATION {} (PARSER = {})", sql_name(id), option(v.options, "PARSER"))};
  for (const auto& [name, value] : v.options) {
    if (name != "PARSER") {
      out.push_back(alter_configuration(id, "ADD", name + " WITH " + value));
    }
  }
  return out;
}

sql_alteration alter_object(const object_id& id, const text_search_configuration& a,
                            const text_search_configuration& b) {
  if (option(a.options, "PARSER") != option(b.options, "PARSER")) {
    return std::nullopt;
  }
  sql_list out;
  for (const auto& [name, value] : a.options) {
    if (!b.options.contains(name)) {
      out.push_back(alter_configuration(id, "DROP", name));
    }
  }
  for (const auto& [name, value] : b.options) {
    const auto old = a.options.find(name);
    if (old == a.options.end()) {
      out.push_back(alter_configuration(id, "ADD", name + " WITH " + value));
    } else if (old->second != value) {
      out.push_back(alter_configuration(id, "ALTER", name + " WITH " + value));
    }
  }
  return out;
}

}  // namespace squall::kit
