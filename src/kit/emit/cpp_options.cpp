#include "kit/emit/cpp_options.hpp"

#include <fmt/format.h>

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

}  // namespace

std::vector<cpp_chain> table_options_of(cpp_schema& schema, const object_id& id) {
  const auto& value = std::get<table>(schema.model->objects.at(id));
  auto& said = std::get<table>(schema.expressed.objects.at(id));
  std::vector<cpp_chain> entries;
  if (value.unlogged) {
    entries.push_back({{"unlogged()"}});
    said.unlogged = true;
  }
  for (const auto& [name, setting] : value.storage_parameters) {
    entries.push_back({{fmt::format("with_parameter({}, {})", cpp_string(name), cpp_string(setting))}});
  }
  said.storage_parameters = value.storage_parameters;
  if (value.row_level_security) {
    entries.push_back({{"row_level_security()"}});
    said.row_level_security = true;
  }
  if (value.force_row_level_security) {
    entries.push_back({{"force_row_level_security()"}});
    said.force_row_level_security = true;
  }
  // An index named here has to be one that the header makes: those are left to SQL, which comes last.
  if (value.replica_identity == replica_identity_kind::full ||
      value.replica_identity == replica_identity_kind::nothing) {
    const bool full = value.replica_identity == replica_identity_kind::full;
    entries.push_back({{full ? "replica_identity_full()" : "replica_identity_nothing()"}});
    said.replica_identity = value.replica_identity;
  }
  for (const auto& part : schema.parts[id]) {
    if (const auto* rule = std::get_if<policy>(part.value)) {
      entries.push_back(entry_of(*part.id, *rule));
      schema.expressed.objects.insert_or_assign(*part.id, *rule);
    }
  }
  return entries;
}

}  // namespace squall::kit
