#include <nlohmann/json.hpp>

#include "kit/base/error.hpp"
#include "kit/model/json.hpp"
#include "kit/model/json_names.hpp"

namespace squall::kit {

namespace {

using json = nlohmann::ordered_json;

/// Adds an object's own fields. One overload a kind: a kind without one does not compile.
class field_writer {
 public:
  explicit field_writer(json& fields) : fields_(fields) {}

  void operator()(const schema& value) { text("comment", value.comment); }
  void operator()(const enum_type& value) {
    fields_["labels"] = value.labels;
    text("comment", value.comment);
  }
  void operator()(const sequence& value) {
    text("data_type", value.data_type, "bigint");
    options(value.options);
    if (value.owned_by) {
      fields_["owned_by"] = to_json(*value.owned_by);
    }
    text("comment", value.comment);
  }
  void operator()(const table& value) { text("comment", value.comment); }
  void operator()(const column& value) {
    fields_["position"] = value.position;
    fields_["type"] = value.type.sql;
    if (value.type.user_type) {
      fields_["user_type"] = to_json(*value.type.user_type);
    }
    flag("not_null", value.not_null);
    expression("default", value.default_value);
    if (value.identity) {
      json& identity = fields_["identity"];
      identity["kind"] = name_of(json_names::identity, value.identity->kind);
      field_writer(identity).options(value.identity->options);
    }
    expression("generated", value.generated);
    text("collation", value.collation);
    text("comment", value.comment);
  }
  void operator()(const primary_key& value) { key(value); }
  void operator()(const unique& value) {
    key(value);
    flag("nulls_not_distinct", value.nulls_not_distinct);
  }
  void operator()(const check& value) {
    expression("condition", value.condition);
    flag("no_inherit", value.no_inherit);
    text("comment", value.comment);
  }
  void operator()(const foreign_key& value) {
    fields_["columns"] = value.columns;
    fields_["referenced_table"] = to_json(value.referenced_table);
    fields_["referenced_columns"] = value.referenced_columns;
    choice("match", json_names::match, value.match);
    choice("on_delete", json_names::action, value.on_delete);
    choice("on_update", json_names::action, value.on_update);
    texts("on_delete_columns", value.on_delete_columns);
    choice("timing", json_names::timing, value.timing);
    text("comment", value.comment);
  }
  void operator()(const index& value) {
    text("method", value.method, "btree");
    flag("unique", value.unique);
    flag("nulls_not_distinct", value.nulls_not_distinct);
    json& keys = fields_["keys"] = json::array();
    for (const auto& key : value.keys) {
      field_writer(keys.emplace_back(json::object())).index_key_fields(key);
    }
    texts("include", value.include);
    expression("where", value.where);
    if (!value.storage_parameters.empty()) {
      fields_["storage_parameters"] = value.storage_parameters;
    }
    text("comment", value.comment);
  }

 private:
  template <class Names, class Enum>
  static std::string name_of(const Names& names, Enum value) {
    return std::string(names.at(static_cast<std::size_t>(value)));
  }

  void text(const char* name, const std::string& value, std::string_view by_default = "") {
    if (value != by_default) {
      fields_[name] = value;
    }
  }
  void texts(const char* name, const std::vector<std::string>& values) {
    if (!values.empty()) {
      fields_[name] = values;
    }
  }
  void flag(const char* name, bool value) {
    if (value) {
      fields_[name] = true;
    }
  }
  void number(const char* name, std::int64_t value, std::int64_t by_default) {
    if (value != by_default) {
      fields_[name] = value;
    }
  }
  template <class Names, class Enum>
  void choice(const char* name, const Names& names, Enum value) {
    if (value != Enum{}) {
      fields_[name] = name_of(names, value);
    }
  }
  void expression(const char* name, const std::optional<sql_expression>& value) {
    if (value) {
      json& written = fields_[name];
      written["sql"] = value->sql;
      for (const auto& reference : value->references) {
        written["references"].push_back(to_json(reference));
      }
    }
  }
  void options(const sequence_options& value) {
    const sequence_options usual;
    number("start", value.start, usual.start);
    number("increment", value.increment, usual.increment);
    number("minimum", value.minimum, usual.minimum);
    number("maximum", value.maximum, usual.maximum);
    number("cache", value.cache, usual.cache);
    flag("cycle", value.cycle);
  }
  template <class Key>
  void key(const Key& value) {
    fields_["columns"] = value.columns;
    texts("include", value.include);
    choice("timing", json_names::timing, value.timing);
    text("comment", value.comment);
  }
  void index_key_fields(const index_key& value) {
    text("column", value.column);
    expression("expression", value.expression);
    text("collation", value.collation);
    text("operator_class", value.operator_class);
    flag("descending", value.descending);
    if (value.nulls_first != value.descending) {  // not as PostgreSQL does by itself
      fields_["nulls_first"] = value.nulls_first;
    }
  }

  json& fields_;
};

json document_head() {
  json document;
  document["format"] = "squall-model";
  document["version"] = model_json_version;
  return document;
}

std::string dumped(const json& value, const object_id& id) {
  try {
    return value.dump();
  } catch (const json::type_error&) {
    std::string kind(to_string(id.kind));
    throw error("an object of kind " + kind + " has a name or text that is no valid UTF-8 and cannot stand in JSON",
                "use a database with the encoding UTF8");
  }
}

}  // namespace

nlohmann::ordered_json to_json(const object_id& id) {
  json value;
  value["kind"] = to_string(id.kind);
  if (!id.schema.empty()) {
    value["schema"] = id.schema;
  }
  if (!id.table.empty()) {
    value["table"] = id.table;
  }
  value["name"] = id.name;
  return value;
}

nlohmann::ordered_json object_to_json(const object_id& id, const object& value) {
  json fields = to_json(id);
  std::visit(field_writer(fields), value);
  return fields;
}

nlohmann::ordered_json to_json(const database& db) {
  json document = document_head();
  json& objects = document["objects"] = json::array();
  for (const auto& [id, value] : db.objects) {
    objects.push_back(object_to_json(id, value));
  }
  return document;
}

std::string to_json_text(const database& db) {
  // Object by object: a whole document in memory would be many times the size of the text.
  std::string text = document_head().dump();
  text.back() = ',';
  text += "\"objects\":[";
  const char* separator = "\n";
  for (const auto& [id, value] : db.objects) {
    text += separator + dumped(object_to_json(id, value), id);
    separator = ",\n";
  }
  return text + "\n]}\n";
}

}  // namespace squall::kit
