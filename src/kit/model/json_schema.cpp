// The published JSON Schema, made of the same field lists as the JSON itself.
#include <nlohmann/json.hpp>
#include <type_traits>

#include "kit/model/json.hpp"
#include "kit/model/json_fields.hpp"

namespace squall::kit {

namespace {

using json = nlohmann::ordered_json;

json reference_to(const std::string& definition) { return {{"$ref", "#/$defs/" + definition}}; }

template <class Struct>
json schema_of_struct();

template <class T>
struct element_of {};
template <class T>
struct element_of<std::vector<T>> {
  using type = T;
  static json schema(json element) { return {{"type", "array"}, {"items", std::move(element)}}; }
};
template <>
struct element_of<privilege_list> : element_of<std::vector<privilege>> {};
template <class T>
struct element_of<std::map<std::string, T>> {
  using type = T;
  static json schema(json element) { return {{"type", "object"}, {"additionalProperties", std::move(element)}}; }
};
template <>
struct element_of<option_map> : element_of<std::map<std::string, std::string>> {};
template <class T>
struct element_of<std::optional<T>> {
  using type = T;
  static json schema(json element) { return element; }
};

template <class T>
json schema_of() {
  if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_same_v<T, int>) {
    return {{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_enum_v<T>) {
    return {{"enum", enum_words<T>::words}};
  } else if constexpr (std::is_same_v<T, object_id>) {
    return reference_to("identity");
  } else if constexpr (std::is_same_v<T, sql_expression>) {
    return reference_to("expression");
  } else if constexpr (std::is_same_v<T, reference_list>) {
    return element_of<std::vector<object_id>>::schema(reference_to("identity"));
  } else if constexpr (requires { typename element_of<T>::type; }) {
    return element_of<T>::schema(schema_of<typename element_of<T>::type>());
  } else {
    return schema_of_struct<T>();
  }
}

class property_writer {
 public:
  property_writer(json& properties, json& required) : properties_(properties), required_(required) {}

  template <class T, class... Usual>
  void operator()(const char* name, const T& /*value*/, const Usual&... /*usual*/) {
    property<T>(name);
  }
  template <class T>
  void required(const char* name, const T& /*value*/) {
    property<T>(name);
    required_.push_back(name);
  }

 private:
  template <class T>
  void property(const char* name) {
    if constexpr (std::is_same_v<T, type_name>) {
      properties_[name] = {{"type", "string"}};
      properties_[user_type_field(name)] = reference_to("identity");
    } else {
      properties_[name] = schema_of<T>();
    }
  }

  json& properties_;
  json& required_;
};

template <class Struct>
json schema_of_struct() {
  json properties = json::object();
  json required = json::array();
  const Struct example{};
  Struct::fields(example, property_writer(properties, required));
  json schema{{"type", "object"}, {"properties", properties}};
  if (!required.empty()) {
    schema["required"] = required;
  }
  schema["additionalProperties"] = false;
  return schema;
}

json identity_properties(object_kind kind, json& required) {
  json properties{{"kind", {{"const", to_string(kind)}}}};
  required = {"kind"};
  const auto parts = identity_parts_of(kind);
  const auto add = [&](const char* name, bool has, bool must) {
    if (has) {
      properties[name] = must ? reference_to("name") : json{{"type", "string"}};
    }
    if (has && must) {
      required.push_back(name);
    }
  };
  add("schema", parts.schema, kind != object_kind::default_privileges);
  add("table", parts.table, true);
  add("name", true, true);
  add("signature", parts.signature, false);
  return properties;
}

template <class Kind>
json schema_of_kind(object_kind kind) {
  json required;
  json properties = identity_properties(kind, required);
  const json own = schema_of_struct<Kind>();
  properties.update(own.at("properties"));
  if (own.contains("required")) {
    for (const auto& name : own.at("required")) {
      required.push_back(name);
    }
  }
  return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
}

template <std::size_t... Kinds>
void add_kinds(json& definitions, std::index_sequence<Kinds...> /*all*/) {
  (..., (definitions[std::string(to_string(static_cast<object_kind>(Kinds)))] =
             schema_of_kind<std::variant_alternative_t<Kinds, object>>(static_cast<object_kind>(Kinds))));
}

json identity_schema() {
  json kinds = json::array();
  for (std::size_t i = 0; i < object_kind_count; ++i) {
    kinds.push_back(to_string(static_cast<object_kind>(i)));
  }
  return {{"description", "kind and qualified name of an object"},
          {"type", "object"},
          {"properties",
           {{"kind", {{"enum", kinds}}},
            {"schema", reference_to("name")},
            {"table", reference_to("name")},
            {"name", reference_to("name")},
            {"signature", {{"type", "string"}}}}},
          {"required", {"kind", "name"}},
          {"additionalProperties", false}};
}

}  // namespace

json model_json_schema() {
  json definitions;
  json& all = definitions["object"]["oneOf"];
  for (std::size_t i = 0; i < object_kind_count; ++i) {
    all.push_back(reference_to(std::string(to_string(static_cast<object_kind>(i)))));
  }
  definitions["name"] = {{"type", "string"}, {"minLength", 1}};
  definitions["identity"] = identity_schema();
  definitions["expression"] = {
      {"description", "SQL text, and the objects that it is known to stand on"},
      {"type", "object"},
      {"properties",
       {{"sql", {{"type", "string"}}}, {"references", {{"type", "array"}, {"items", reference_to("identity")}}}}},
      {"required", {"sql"}},
      {"additionalProperties", false}};
  add_kinds(definitions, std::make_index_sequence<object_kind_count>{});
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", "Squall model, version 1"},
          {"description",
           "A PostgreSQL database. Names are raw, as pg_catalog holds them. A field that is left out has its default. "
           "Objects stand in the order of kind, schema, table and name."},
          {"type", "object"},
          {"properties",
           {{"format", {{"const", "squall-model"}}},
            {"version", {{"const", model_json_version}}},
            {"objects", {{"type", "array"}, {"items", reference_to("object")}}}}},
          {"required", {"format", "version", "objects"}},
          {"additionalProperties", false},
          {"$defs", definitions}};
}

}  // namespace squall::kit
