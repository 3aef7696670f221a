#include <nlohmann/json.hpp>
#include <type_traits>

#include "kit/base/error.hpp"
#include "kit/model/json.hpp"
#include "kit/model/json_fields.hpp"

namespace squall::kit {

namespace {

using json = nlohmann::ordered_json;

struct no_visitor {
  template <class... Ignored>
  void operator()(Ignored&&...) const {}
  template <class... Ignored>
  void required(Ignored&&...) const {}
};
template <class T>
concept has_fields = requires(const T& value) { T::fields(value, no_visitor{}); };

json value_to_json(const std::string& value) { return value; }
json value_to_json(bool value) { return value; }
json value_to_json(int value) { return value; }
json value_to_json(std::int64_t value) { return value; }
json value_to_json(const object_id& value) { return to_json(value); }
json value_to_json(const option_map& value) {
  json options = json::object();  // in the order of the names: equal maps give equal text
  for (const auto& [name, text] : value) {
    options[name] = text;
  }
  return options;
}
json value_to_json(const sql_expression& value);
template <class Enum>
  requires std::is_enum_v<Enum>
json value_to_json(Enum value) {
  return enum_words<Enum>::words.at(static_cast<std::size_t>(value));
}
template <class T>
json value_to_json(const std::vector<T>& values);
json value_to_json(const privilege_list& values);
template <class T>
json value_to_json(const std::map<std::string, T>& values);
template <has_fields Struct>
json value_to_json(const Struct& value);

/// Adds fields, as `fields` of the model's structs name them.
class field_writer {
 public:
  explicit field_writer(json& fields) : fields_(fields) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    (*this)(name, value, T{});
  }
  template <class T>
  void operator()(const char* name, const T& value, const T& usual) {
    if (!(value == usual)) {
      required(name, value);
    }
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) {
      required(name, *value);
    }
  }
  void operator()(const char* name, const reference_list& value) { (*this)(name, value.ids); }
  template <class T>
  void required(const char* name, const T& value) {
    fields_[name] = value_to_json(value);
  }
  void required(const char* name, const type_name& value) {
    fields_[name] = value.sql;
    if (value.user_type) {
      fields_[user_type_field(name)] = to_json(*value.user_type);
    }
  }

 private:
  json& fields_;
};

// Lists of names whose equality says nothing are written when there is something to write.
template <>
void field_writer::operator()(const char* name, const std::vector<view_output>& value) {
  if (!value.empty()) {
    required(name, value);
  }
}

json value_to_json(const sql_expression& value) {
  json written;
  written["sql"] = value.sql;
  for (const auto& reference : value.references) {
    written["references"].push_back(to_json(reference));
  }
  return written;
}

template <class T>
json value_to_json(const std::vector<T>& values) {
  json list = json::array();
  for (const auto& value : values) {
    list.push_back(value_to_json(value));
  }
  return list;
}

json value_to_json(const privilege_list& values) {
  return value_to_json(static_cast<const std::vector<privilege>&>(values));
}

template <class T>
json value_to_json(const std::map<std::string, T>& values) {
  json entries = json::object();
  for (const auto& [key, value] : values) {
    entries[key] = value_to_json(value);
  }
  return entries;
}

template <has_fields Struct>
json value_to_json(const Struct& value) {
  json fields = json::object();
  Struct::fields(value, field_writer(fields));
  return fields;
}

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
  if (identity_parts_of(id.kind).signature) {
    value["signature"] = id.signature;
  }
  return value;
}

nlohmann::ordered_json object_to_json(const object_id& id, const object& value) {
  json fields = to_json(id);
  std::visit([&](const auto& alternative) { alternative.fields(alternative, field_writer(fields)); }, value);
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
