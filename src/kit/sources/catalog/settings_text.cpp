#include "kit/sources/catalog/settings_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit::catalog {

namespace {

/// The settings that the server marks GUC_LIST_QUOTE: their values are lists of quoted names, and one literal around
/// the whole list would be one name.
bool is_list_of_names(std::string_view setting) {
  static constexpr std::array<std::string_view, 6> names{"local_preload_libraries",   "search_path",
                                                         "session_preload_libraries", "shared_preload_libraries",
                                                         "temp_tablespaces",          "unix_socket_directories"};
  return std::find(names.begin(), names.end(), setting) != names.end();
}

/// `public, "My Schema"` as `'public', 'My Schema'`.
std::string literals_of(std::string_view list) {
  std::string sql;
  std::size_t at = 0;
  while (at < list.size()) {
    std::string name;
    if (list[at] == '"') {
      for (++at; at < list.size(); ++at) {
        if (list[at] == '"' && (at + 1 == list.size() || list[at + 1] != '"')) {
          break;
        }
        at += list[at] == '"' ? 1U : 0U;
        name += list[at];
      }
      at = std::min(list.find(',', at), list.size());
    } else {
      const auto end = std::min(list.find(',', at), list.size());
      name = trim(list.substr(at, end - at));
      at = end;
    }
    sql += (sql.empty() ? "" : ", ") + sql_literal(name);
    at = std::min(list.find_first_not_of(", ", at), list.size());
  }
  return sql.empty() ? "''" : sql;
}

}  // namespace

option_map settings_of(const std::vector<std::string>& entries) {
  option_map settings;
  for (const auto& entry : entries) {
    const auto equals = entry.find('=');
    if (equals == std::string::npos) {
      continue;
    }
    const std::string name = entry.substr(0, equals);
    const std::string_view value = std::string_view{entry}.substr(equals + 1);
    settings.emplace(name, is_list_of_names(name) ? literals_of(value) : sql_literal(value));
  }
  return settings;
}

}  // namespace squall::kit::catalog
