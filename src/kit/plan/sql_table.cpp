// Tables and their settings (manual, CREATE TABLE, CREATE FOREIGN TABLE and ALTER TABLE).
#include <fmt/format.h>

#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

std::string parenthesized(const std::vector<std::string>& lines) {
  std::string body;
  for (const auto& line : lines) {
    body += (body.empty() ? "  " : ",\n  ") + line;
  }
  return "(\n" + body + "\n)";
}

std::string name_list(const std::vector<object_id>& ids) {
  std::string out;
  for (const auto& id : ids) {
    out += (out.empty() ? "" : ", ") + sql_name(id);
  }
  return out;
}

std::string_view replica_identity_word(replica_identity_kind kind) {
  switch (kind) {
    case replica_identity_kind::full:
      return "FULL";
    case replica_identity_kind::nothing:
      return "NOTHING";
    default:
      return "DEFAULT";
  }
}

}  // namespace

std::string sql_create_table(const object_id& id, const table& value, const std::vector<std::string>& lines) {
  std::string out = fmt::format("CREATE {}TABLE {}",
                                !value.foreign_server.empty() ? "FOREIGN "
                                : value.unlogged              ? "UNLOGGED "
                                                              : "",
                                sql_name(id));
  if (value.partition_of) {
    out += " PARTITION OF " + sql_name(*value.partition_of);
  } else if (value.of_type) {
    out += " OF " + sql_name(*value.of_type);
  }
  if (!lines.empty()) {
    out += " " + parenthesized(lines);
  } else if (!value.partition_of && !value.of_type) {
    out += " ()";
  }
  if (value.partition_of) {
    out += " " + value.partition_bound;
  }
  if (!value.inherits.empty()) {
    out += fmt::format(" INHERITS ({})", name_list(value.inherits));
  }
  if (!value.partition_by.empty()) {
    out += " PARTITION BY " + value.partition_by;
  }
  if (!value.access_method.empty()) {
    out += " USING " + sql_identifier(value.access_method);
  }
  if (!value.storage_parameters.empty()) {
    out += fmt::format(" WITH ({})", sql_parameters(value.storage_parameters));
  }
  if (!value.tablespace.empty()) {
    out += " TABLESPACE " + sql_identifier(value.tablespace);
  }
  if (!value.foreign_server.empty()) {
    out += " SERVER " + sql_identifier(value.foreign_server);
    if (!value.foreign_options.empty()) {
      out += fmt::format(" OPTIONS ({})", sql_foreign_options(value.foreign_options));
    }
  }
  return out;
}

std::vector<std::string> sql_new_table_settings(const object_id& id, const table& value) {
  static const table usual{};
  table plain = usual;
  plain.row_level_security = value.row_level_security;
  plain.force_row_level_security = value.force_row_level_security;
  plain.replica_identity = value.replica_identity;
  return sql_alter_table_settings(id, usual, plain);
}

std::vector<std::string> sql_alter_table_settings(const object_id& id, const table& before, const table& after) {
  std::vector<std::string> out;
  const auto alter = [&](const std::string& action) {
    out.push_back(fmt::format("{} {}", sql_alter_table(id), action));
  };
  if (before.unlogged != after.unlogged) {
    alter(after.unlogged ? "SET UNLOGGED" : "SET LOGGED");
  }
  for (const auto& change : sql_parameter_changes(before.storage_parameters, after.storage_parameters)) {
    alter(change);
  }
  if (before.tablespace != after.tablespace) {
    alter("SET TABLESPACE " +
          (after.tablespace.empty() ? std::string("pg_default") : sql_identifier(after.tablespace)));
  }
  if (before.access_method != after.access_method) {
    alter("SET ACCESS METHOD " +
          (after.access_method.empty() ? std::string("heap") : sql_identifier(after.access_method)));
  }
  if (before.of_type != after.of_type) {
    alter(after.of_type ? "OF " + sql_name(*after.of_type) : std::string("NOT OF"));
  }
  if (before.foreign_options != after.foreign_options) {
    out.push_back(fmt::format("ALTER FOREIGN TABLE {} OPTIONS ({})", sql_name(id),
                              sql_foreign_option_changes(before.foreign_options, after.foreign_options)));
  }
  if (before.row_level_security != after.row_level_security) {
    alter(after.row_level_security ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY");
  }
  if (before.force_row_level_security != after.force_row_level_security) {
    alter(after.force_row_level_security ? "FORCE ROW LEVEL SECURITY" : "NO FORCE ROW LEVEL SECURITY");
  }
  if (before.replica_identity != after.replica_identity && after.replica_identity != replica_identity_kind::index) {
    alter(fmt::format("REPLICA IDENTITY {}", replica_identity_word(after.replica_identity)));
  }
  if (!before.clustered_on.empty() && after.clustered_on.empty()) {
    alter("SET WITHOUT CLUSTER");
  }
  return out;
}

std::vector<std::string> sql_table_index_settings(const object_id& id, const table* before, const table& after) {
  std::vector<std::string> out;
  const bool by_index = after.replica_identity == replica_identity_kind::index;
  if (by_index && (before == nullptr || before->replica_identity_index != after.replica_identity_index)) {
    out.push_back(fmt::format("{} REPLICA IDENTITY USING INDEX {}", sql_alter_table(id),
                              sql_identifier(after.replica_identity_index)));
  }
  if (!after.clustered_on.empty() && (before == nullptr || before->clustered_on != after.clustered_on)) {
    out.push_back(fmt::format("{} CLUSTER ON {}", sql_alter_table(id), sql_identifier(after.clustered_on)));
  }
  return out;
}

}  // namespace squall::kit
