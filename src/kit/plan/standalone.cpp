#include "kit/base/error.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

std::vector<std::string> create_statements(const object_id& id, const object& /*value*/) {
  throw error(describe(id) + " cannot be created");
}
std::vector<std::string> finishing_statements(const object_id& id, const object* before, const object& after) {
  const auto& text = comment_text(after);
  if (text == (before == nullptr ? std::string() : comment_text(*before))) {
    return {};
  }
  return {sql_comment(id, text)};
}
std::optional<std::vector<std::string>> alter_statements(const object_id& /*id*/, const object& /*before*/,
                                                         const object& /*after*/) {
  return std::nullopt;
}
std::string drop_statement(const object_id& id, const object& /*value*/) { return sql_drop(id); }
std::string rename_statement(const object_id& id, const std::string& name) { return sql_rename(id, name); }
std::string set_schema_statement(const object_id& id, const std::string& /*schema*/) {
  throw error(describe(id) + " cannot be moved");
}

}  // namespace squall::kit
