// What a table's list() says about the table itself.
#include <algorithm>
#include <map>

#include "kit/sources/cpp/column_record.hpp"
#include "kit/sources/cpp/model_builder.hpp"

namespace squall::kit {

std::string apply_table_option(table& value, const definition::extra_record& option) {
  const auto name = text_view(option.name);
  const std::string text(text_view(option.expression));
  const auto parent = [&] {
    const auto schema = text_view(option.parent_schema);
    return table_id(std::string(schema.empty() ? "public" : schema), std::string(text_view(option.parent)));
  };
  const std::map<std::string_view, std::string*> texts{{"partition_by", &value.partition_by},
                                                       {"tablespace", &value.tablespace},
                                                       {"access_method", &value.access_method},
                                                       {"clustered_on", &value.clustered_on}};
  if (const auto it = texts.find(name); it != texts.end()) {
    if (text.empty())
      return std::string(name) + "() has no text";
    if (!it->second->empty())
      return "has two entries " + std::string(name) + "()";
    *it->second = text;
  } else if (name == "unlogged") {
    value.unlogged = true;
  } else if (name == "partition_of") {
    if (value.partition_of)
      return "is a partition of two tables";
    value.partition_of = parent();
    value.partition_bound = text;
  } else if (name == "inherits") {
    value.inherits.push_back(parent());
  } else if (name == "of_type") {
    const auto dot = text.find('.');
    value.of_type = object_id{object_kind::composite_type,
                              dot == std::string::npos ? "public" : text.substr(0, dot),
                              {},
                              dot == std::string::npos ? text : text.substr(dot + 1)};
  } else if (name == "parameter") {
    for (auto& [parameter, given] : options_of(option.parameters, option.parameter_count))
      value.storage_parameters[parameter] = given;
  } else if (name == "replica_identity") {
    value.replica_identity = text == "full" ? replica_identity_kind::full : replica_identity_kind::nothing;
  } else if (name == "replica_identity_index") {
    value.replica_identity = replica_identity_kind::index;
    value.replica_identity_index = text;
  } else if (name == "foreign_server") {
    value.foreign_server = text;
    value.foreign_options = options_of(option.parameters, option.parameter_count);
  } else if (name == "validated_check") {
    auto& checks = value.validated_checks;
    const auto place = std::lower_bound(checks.begin(), checks.end(), text);
    if (text.empty())
      return "validated_check() has no text";
    if (place == checks.end() || *place != text)
      checks.insert(place, text);
  } else if (name == "row_level_security") {
    value.row_level_security = true;
  } else if (name == "force_row_level_security") {
    value.force_row_level_security = true;
  } else {
    return "has the unknown entry " + std::string(name) + "()";
  }
  return {};
}

}  // namespace squall::kit
