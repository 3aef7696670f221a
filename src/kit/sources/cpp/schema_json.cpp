#include "kit/sources/cpp/schema_json.hpp"

#include <nlohmann/json.hpp>

#include "kit/base/error.hpp"
#include "kit/model/json.hpp"

namespace squall::kit {
namespace {

using json = nlohmann::ordered_json;

json texts_to_json(const std::map<object_id, std::string>& texts) {
  json list = json::array();
  for (const auto& [id, text] : texts) list.push_back({to_string(id.kind), id.schema, id.table, id.name, text});
  return list;
}

std::map<object_id, std::string> texts_from_json(const json& list) {
  std::map<object_id, std::string> texts;
  for (const auto& entry : list)
    texts[{parse_object_kind(entry.at(0).get<std::string>()), entry.at(1), entry.at(2), entry.at(3)}] = entry.at(4);
  return texts;
}

}  // namespace

std::string schema_to_json(const described_schema& schema) {
  const auto& intended = schema.result.intended;
  json document;
  document["problems"] = schema.problems;
  document["renamed_from"] = texts_to_json(intended.renamed_from);
  document["using"] = texts_to_json(intended.using_expressions);
  document["backfill"] = texts_to_json(intended.backfills);
  document["statements"] = json::array();
  for (const auto& statement : schema.result.statements)
    document["statements"].push_back({statement.label, statement.sql});
  document["views"] = json::array();
  for (const auto& view : schema.result.views) {
    json outputs = json::array();
    for (const auto& column : view.outputs) outputs.push_back({column.name, column.type});
    document["views"].push_back({to_string(view.id.kind), view.id.schema, view.id.name, std::move(outputs)});
  }
  document["model"] = to_json(schema.result.model);
  // Names and texts come from a compiler: whatever bytes they are, they must not end the program.
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

described_schema schema_from_json(std::string_view text) {
  try {
    const json document = json::parse(text);
    described_schema schema;
    schema.problems = document.at("problems").get<std::vector<std::string>>();
    schema.result.intended.renamed_from = texts_from_json(document.at("renamed_from"));
    schema.result.intended.using_expressions = texts_from_json(document.at("using"));
    schema.result.intended.backfills = texts_from_json(document.at("backfill"));
    for (const auto& statement : document.at("statements"))
      schema.result.statements.push_back({statement.at(0), statement.at(1)});
    for (const auto& entry : document.at("views")) {
      auto& view = schema.result.views.emplace_back();
      view.id = {parse_object_kind(entry.at(0).get<std::string>()), entry.at(1), {}, entry.at(2)};
      for (const auto& column : entry.at(3)) view.outputs.push_back({column.at(0), column.at(1)});
    }
    schema.result.model = database_from_json(document.at("model"));
    return schema;
  } catch (const json::exception& e) {
    throw error(std::string("the description of a schema header is damaged: ") + e.what());
  }
}

}  // namespace squall::kit
