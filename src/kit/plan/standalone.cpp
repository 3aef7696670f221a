#include "kit/base/error.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

std::vector<std::string> create_statements(const object_id& id, const object& /*value*/) {
  throw error(describe(id) + " cannot be created");
}
std::vector<std::string> finishing_statements(const object_id& /*id*/, const object* /*before*/,
                                              const object& /*after*/) {
  return {};
}
std::optional<std::vector<std::string>> alter_statements(const object_id& /*id*/, const object& /*before*/,
                                                         const object& /*after*/) {
  return std::nullopt;
}
std::string drop_statement(const object_id& id, const object& /*value*/) {
  throw error(describe(id) + " cannot be dropped");
}
std::string rename_statement(const object_id& id, const std::string& /*name*/) {
  throw error(describe(id) + " cannot be renamed");
}
std::string set_schema_statement(const object_id& id, const std::string& /*schema*/) {
  throw error(describe(id) + " cannot be moved");
}

}  // namespace squall::kit
