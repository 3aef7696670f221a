// Foreign data: wrappers, servers, user mappings.
#include <fmt/format.h>

#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

std::string options_clause(const option_map& options) {
  return options.empty() ? std::string() : fmt::format(" OPTIONS ({})", sql_foreign_options(options));
}

std::string option_changes_clause(const option_map& before, const option_map& after) {
  const auto changes = sql_foreign_option_changes(before, after);
  return changes.empty() ? std::string() : fmt::format(" OPTIONS ({})", changes);
}

std::string function_clause(std::string_view word, const std::string& function) {
  return function.empty() ? fmt::format(" NO {}", word) : fmt::format(" {} {}", word, function);
}

sql_list altered(const object_id& id, const std::string& changes) {
  return changes.empty() ? sql_list{}
                         : sql_list{fmt::format("ALTER {} {}{}", sql_words(id.kind), sql_target(id), changes)};
}

}  // namespace

sql_list create_object(const object_id& id, const foreign_data_wrapper& v) {
  return {fmt::format("CREATE FOREIGN DATA WRAPPER {}{}{}{}", sql_target(id),
                      v.handler.empty() ? "" : " HANDLER " + v.handler,
                      v.validator.empty() ? "" : " VALIDATOR " + v.validator, options_clause(v.options))};
}

sql_alteration alter_object(const object_id& id, const foreign_data_wrapper& a, const foreign_data_wrapper& b) {
  return altered(id, (a.handler == b.handler ? "" : function_clause("HANDLER", b.handler)) +
                         (a.validator == b.validator ? "" : function_clause("VALIDATOR", b.validator)) +
                         option_changes_clause(a.options, b.options));
}

sql_list create_object(const object_id& id, const foreign_server& v) {
  return {fmt::format("CREATE SERVER {}{}{} FOREIGN DATA WRAPPER {}{}", sql_target(id),
                      v.type.empty() ? "" : " TYPE " + sql_literal(v.type),
                      v.version.empty() ? "" : " VERSION " + sql_literal(v.version), sql_identifier(v.wrapper),
                      options_clause(v.options))};
}

sql_alteration alter_object(const object_id& id, const foreign_server& a, const foreign_server& b) {
  if (a.wrapper != b.wrapper || a.type != b.type) {
    return std::nullopt;
  }
  std::string changes;
  if (a.version != b.version) {
    changes += " VERSION " + (b.version.empty() ? "NULL" : sql_literal(b.version));
  }
  return altered(id, changes + option_changes_clause(a.options, b.options));
}

sql_list create_object(const object_id& id, const user_mapping& v) {
  return {fmt::format("CREATE USER MAPPING {}{}", sql_target(id), options_clause(v.options))};
}

sql_alteration alter_object(const object_id& id, const user_mapping& a, const user_mapping& b) {
  return altered(id, option_changes_clause(a.options, b.options));
}

}  // namespace squall::kit
