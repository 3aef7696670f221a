#include "kit/emit/cpp_options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace squall::kit {
namespace {

std::string_view command_of(const policy& value) {
  return value.command == "SELECT"   ? ".for_select()"
         : value.command == "INSERT" ? ".for_insert()"
         : value.command == "UPDATE" ? ".for_update()"
                                     : ".for_delete()";
}

cpp_chain entry_of(const object_id& id, const policy& value) {
  cpp_chain chain{{fmt::format("policy({})", cpp_string(id.name))}};
  if (!value.command.empty()) {
    chain.push_back({std::string(command_of(value))});
  }
  if (!value.permissive) {
    chain.push_back({".restrictive()"});
  }
  if (!value.roles.empty()) {
    std::string roles;
    for (const auto& role : value.roles) {
      roles += (roles.empty() ? "" : ", ") + cpp_string(role);
    }
    chain.push_back({".to(" + roles + ")"});
  }
  if (value.using_expression) {
    chain.push_back({".using_(", value.using_expression->sql, ")"});
  }
  if (value.with_check) {
    chain.push_back({".with_check(", value.with_check->sql, ")"});
  }
  if (!value.comment.empty()) {
    chain.push_back({".comment(", value.comment, ")"});
  }
  return chain;
}

cpp_chain foreign_server_of(const table& value) {
  std::string options;
  for (const auto& [name, setting] : value.foreign_options) {
    options += fmt::format("{}{{{}, {}}}", options.empty() ? "" : ", ", cpp_string(name), cpp_string(setting));
  }
  return {{fmt::format("foreign_server({}{})", cpp_string(value.foreign_server),
                       options.empty() ? "" : ", {" + options + "}")}};
}

}  // namespace

std::vector<cpp_chain> table_options_of(cpp_schema& schema, const object_id& id) {
  const auto& value = std::get<table>(schema.model->objects.at(id));
  auto& said = std::get<table>(schema.expressed.objects.at(id));
  std::vector<cpp_chain> entries;
  const auto say = [&](std::string_view word, const std::string& text) {
    if (!text.empty()) {
      entries.push_back({{fmt::format("{}(", word), text, ")"}});
    }
  };
  for (const auto& parent : value.inherits) {
    entries.push_back({{fmt::format("inherits({})", schema.tables.at(parent).constant)}});
  }
  say("partition_by", value.partition_by);
  said.partition_of = value.partition_of;
  said.partition_bound = value.partition_bound;
  said.partition_by = value.partition_by;
  said.inherits = value.inherits;
  if (!value.foreign_server.empty()) {
    entries.push_back(foreign_server_of(value));
    said.foreign_server = value.foreign_server;
    said.foreign_options = value.foreign_options;
  }
  say("tablespace", value.tablespace);
  say("access_method", value.access_method);
  said.tablespace = value.tablespace;
  said.access_method = value.access_method;
  if (value.unlogged) {
    entries.push_back({{"unlogged()"}});
    said.unlogged = true;
  }
  for (const auto& [name, setting] : value.storage_parameters) {
    entries.push_back({{fmt::format("with_parameter({}, {})", cpp_string(name), cpp_string(setting))}});
  }
  said.storage_parameters = value.storage_parameters;
  for (const auto& name : value.validated_checks) {
    entries.push_back({{"validated_check(", name, ")"}});
  }
  said.validated_checks = value.validated_checks;
  if (value.row_level_security) {
    entries.push_back({{"row_level_security()"}});
    said.row_level_security = true;
  }
  if (value.force_row_level_security) {
    entries.push_back({{"force_row_level_security()"}});
    said.force_row_level_security = true;
  }
  if (value.replica_identity == replica_identity_kind::full ||
      value.replica_identity == replica_identity_kind::nothing) {
    const bool full = value.replica_identity == replica_identity_kind::full;
    entries.push_back({{full ? "replica_identity_full()" : "replica_identity_nothing()"}});
    said.replica_identity = value.replica_identity;
  }
  for (const auto& part : schema.parts_of(id)) {
    if (const auto* rule = std::get_if<policy>(part.value)) {
      entries.push_back(entry_of(*part.id, *rule));
      schema.expressed.objects.insert_or_assign(*part.id, *rule);
    }
  }
  return entries;
}

std::vector<cpp_chain> index_options_of(cpp_schema& schema, const object_id& id) {
  const auto& value = std::get<table>(schema.model->objects.at(id));
  auto& said = std::get<table>(schema.expressed.objects.at(id));
  const auto is_made = [&](const std::string& name) {
    return std::any_of(schema.parts_of(id).begin(), schema.parts_of(id).end(), [&](const table_part& part) {
      const bool has_index = part.id->kind == object_kind::index || part.id->kind == object_kind::primary_key ||
                             part.id->kind == object_kind::unique || part.id->kind == object_kind::exclusion;
      return has_index && part.id->name == name && schema.expressed.contains(*part.id);
    });
  };
  std::vector<cpp_chain> entries;
  if (value.replica_identity == replica_identity_kind::index && is_made(value.replica_identity_index)) {
    entries.push_back({{"replica_identity_using_index(", value.replica_identity_index, ")"}});
    said.replica_identity = value.replica_identity;
    said.replica_identity_index = value.replica_identity_index;
  }
  if (!value.clustered_on.empty() && is_made(value.clustered_on)) {
    entries.push_back({{"clustered_on(", value.clustered_on, ")"}});
    said.clustered_on = value.clustered_on;
  }
  return entries;
}

}  // namespace squall::kit
