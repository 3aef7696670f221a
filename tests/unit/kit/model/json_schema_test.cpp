// The published JSON Schema and the documents that are really written, held against each other. Only the words of
// JSON Schema that docs/model.schema.json uses are understood; another word is an error, so none is passed over.
#include <doctest/doctest.h>

#include <rapidcheck.h>
#include <cstdlib>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "kit/model/json.hpp"
#include "support/model_builder.hpp"
#include "support/random_model.hpp"

using namespace squall::kit;
using json = nlohmann::json;

namespace {

const json& published_schema() {
  static const json schema = [] {
    std::ifstream file(SQUALL_DOCS_DIR "/model.schema.json");
    return json::parse(file);
  }();
  return schema;
}

bool has_type(const json& value, const std::string& type) {
  return type == "object"    ? value.is_object()
         : type == "array"   ? value.is_array()
         : type == "string"  ? value.is_string()
         : type == "integer" ? value.is_number_integer()
         : type == "boolean" ? value.is_boolean()
                             : throw std::runtime_error("unknown type " + type);
}

bool follows(const json& value, const json& schema);

bool properties_follow(const json& value, const json& schema) {
  static const json none = json::object();
  static const json any = true;
  const json& known = schema.contains("properties") ? schema["properties"] : none;
  const json& others = schema.contains("additionalProperties") ? schema["additionalProperties"] : any;
  return std::all_of(value.items().begin(), value.items().end(), [&](const auto& field) {
    if (const auto property = known.find(field.key()); property != known.end()) {
      return follows(field.value(), *property);
    }
    return others.is_object() ? follows(field.value(), others) : others.template get<bool>();
  });
}

bool rule_holds(const json& value, const json& schema, const std::string& word, const json& rule) {
  if (word == "$ref") {
    return follows(value, published_schema().at(json::json_pointer(rule.get<std::string>().substr(1))));
  }
  if (word == "oneOf") {
    return std::count_if(rule.begin(), rule.end(), [&](const json& one) { return follows(value, one); }) == 1;
  }
  if (word == "required") {
    return std::all_of(rule.begin(), rule.end(),
                       [&](const json& name) { return value.contains(name.get<std::string>()); });
  }
  if (word == "items") {
    return std::all_of(value.begin(), value.end(), [&](const json& item) { return follows(item, rule); });
  }
  if (word == "properties" || word == "additionalProperties") {
    return properties_follow(value, schema);
  }
  if (word == "type") {
    return has_type(value, rule);
  }
  if (word == "const") {
    return value == rule;
  }
  if (word == "enum") {
    return std::find(rule.begin(), rule.end(), value) != rule.end();
  }
  if (word == "minLength") {
    return value.get<std::string>().size() >= rule.get<std::size_t>();
  }
  if (word == "minimum") {
    return value >= rule;
  }
  static const std::set<std::string> notes{"$schema", "title", "description", "default", "$defs"};
  return notes.contains(word) ? true : throw std::runtime_error("unknown word " + word);
}

bool follows(const json& value, const json& schema) {
  if (schema.contains("type") && !has_type(value, schema["type"])) {
    return false;
  }
  return std::all_of(schema.items().begin(), schema.items().end(),
                     [&](const auto& rule) { return rule_holds(value, schema, rule.key(), rule.value()); });
}

}  // namespace

TEST_CASE("every document that is written follows the published JSON Schema") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database model = squall::kit::testing::random_model(seed).draw();
    RC_ASSERT(follows(json::parse(to_json_text(model)), published_schema()));
  }));
}

TEST_CASE("docs/model.schema.json is what the model's structs say (SQUALL_UPDATE_DOCS=1 writes it)") {
  const std::string path = std::string(SQUALL_DOCS_DIR) + "/model.schema.json";
  const std::string wanted = squall::kit::model_json_schema().dump(2) + "\n";
  if (std::getenv("SQUALL_UPDATE_DOCS") != nullptr) {
    std::ofstream(path) << wanted;
  }
  std::ifstream file(path);
  const std::string published{std::istreambuf_iterator<char>(file), {}};
  CHECK(published == wanted);
}

TEST_CASE("the published JSON Schema knows every kind, and no document passes it by chance") {
  for (std::size_t i = 0; i < object_kind_count; ++i) {
    const std::string kind(to_string(static_cast<object_kind>(i)));
    REQUIRE(published_schema()["$defs"].contains(kind));
    CHECK(published_schema()["$defs"][kind]["properties"]["kind"]["const"] == kind);
  }
  const auto document = [](const char* object) {
    return json{{"format", "squall-model"}, {"version", 1}, {"objects", {json::parse(object)}}};
  };
  CHECK(follows(document(R"({"kind":"table","schema":"a","name":"t"})"), published_schema()));
  CHECK_FALSE(follows(document(R"({"kind":"table","schema":"a","name":"t","x":1})"), published_schema()));
  CHECK_FALSE(follows(document(R"({"kind":"table","name":"t"})"), published_schema()));
  CHECK_FALSE(follows(document(R"({"kind":"table","schema":"a","name":7})"), published_schema()));
  CHECK_FALSE(follows(document(R"({"kind":"vieew","schema":"a","name":"v"})"), published_schema()));
}
