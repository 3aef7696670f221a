#include <array>
#include <limits>
#include <type_traits>

#include "kit/model/json.hpp"
#include "kit/model/json_fields.hpp"
#include "kit/model/json_reader.hpp"

namespace squall::kit {

namespace {

using json = nlohmann::ordered_json;

object_kind read_kind(json_reader& fields) {
  const std::string name = fields.required_text("kind");
  try {
    return parse_object_kind(name);
  } catch (const error& unknown) {
    fields.fail(unknown.what());
  }
}

object_id read_id(json_reader& fields) {
  object_id id{read_kind(fields), fields.text("schema"), fields.text("table"), fields.required_text("name"),
               fields.text("signature")};
  const auto parts = identity_parts_of(id.kind);
  // Default privileges may be for every schema.
  const bool schema_fits = id.kind == object_kind::default_privileges || id.schema.empty() != parts.schema;
  if (id.name.empty() || !schema_fits || id.table.empty() == parts.table ||
      (!id.signature.empty() && !parts.signature)) {
    fields.fail("the identity of a " + std::string(to_string(id.kind)) + " is a name" +
                (parts.table       ? ", its table and its schema"
                 : !parts.schema   ? " alone"
                 : parts.signature ? ", its schema and its signature"
                                   : " and its schema"));
  }
  return id;
}

template <class T>
T read_value(json_reader& value);

/// Asks for fields, as `fields` of the model's structs name them.
class field_reader {
 public:
  explicit field_reader(json_reader& fields) : fields_(fields) {}

  template <class T>
  void operator()(const char* name, T& value) {
    take(name, value);
  }
  template <class T>
  void operator()(const char* name, T& value, const T& usual) {
    value = usual;
    take(name, value);
  }
  template <class T>
  void required(const char* name, T& value) {
    fields_.require(name);
    take(name, value);
  }

 private:
  template <class T>
  void take(const char* name, T& value) {
    fields_.with(name, [&](json_reader& inner) { value = read_value<T>(inner); });
  }
  template <class T>
  void take(const char* name, std::optional<T>& value) {
    fields_.with(name, [&](json_reader& inner) { value = read_value<T>(inner); });
  }
  template <class T>
  void take(const char* name, std::vector<T>& values) {
    fields_.each(name, [&](json_reader& element) { values.push_back(read_value<T>(element)); });
  }
  template <class T>
  void take(const char* name, std::map<std::string, T>& values) {
    fields_.each_field(name,
                       [&](const std::string& key, json_reader& entry) { values.emplace(key, read_value<T>(entry)); });
  }
  void take(const char* name, option_map& values) {
    fields_.each_field(name, [&](const std::string& key, json_reader& entry) { values.emplace(key, entry.as_text()); });
  }
  void take(const char* name, privilege_list& values) { take(name, static_cast<std::vector<privilege>&>(values)); }
  void take(const char* name, reference_list& value) { take(name, value.ids); }
  void take(const char* name, type_name& value) {
    take(name, value.sql);
    take(user_type_field(name).c_str(), value.user_type);
  }
  // A place in a table: a whole number that is not negative.
  void take(const char* name, int& value) {
    const std::int64_t number = fields_.integer(name, 0);
    if (number < 0 || number > std::numeric_limits<int>::max()) {
      fields_.fail("the " + std::string(name) + " is no place in a table");
    }
    value = static_cast<int>(number);
  }
  void take(const char* name, bool& value) {
    if (fields_.value().contains(name)) {
      value = fields_.boolean(name);
    }
  }

  json_reader& fields_;
};

template <class T>
T read_value(json_reader& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return value.as_text();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return value.as_integer();
  } else if constexpr (std::is_same_v<T, bool>) {
    return value.as_boolean();
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(value.as_choice(enum_words<T>::words));
  } else if constexpr (std::is_same_v<T, object_id>) {
    object_id id = read_id(value);
    value.finish();
    return id;
  } else if constexpr (std::is_same_v<T, sql_expression>) {
    sql_expression expression{value.required_text("sql"), {}};
    value.each("references",
               [&](json_reader& reference) { expression.references.push_back(read_value<object_id>(reference)); });
    value.finish();
    return expression;
  } else {
    T result;
    T::fields(result, field_reader(value));
    if constexpr (requires { result.complaint(); }) {
      if (const auto complaint = result.complaint(); !complaint.empty()) {
        value.fail(std::string(complaint));
      }
    }
    value.finish();
    return result;
  }
}

void require_table(json_reader& fields, const foreign_key& value) {
  if (value.referenced_table.kind != object_kind::table) {
    fields.fail("field \"referenced_table\" must be the identity of a table");
  }
}
template <class T>
void require_table(json_reader& /*fields*/, const T& /*value*/) {}

template <class T>
object read_as(json_reader& fields) {
  T value;
  T::fields(value, field_reader(fields));
  require_table(fields, value);
  return value;
}

/// The variant's alternatives stand in the order of object_kind, so they are found by its number.
template <std::size_t... Kinds>
object read_object(object_kind kind, json_reader& fields, std::index_sequence<Kinds...> /*all*/) {
  using reader = object (*)(json_reader&);
  static constexpr std::array<reader, sizeof...(Kinds)> readers{&read_as<std::variant_alternative_t<Kinds, object>>...};
  return readers.at(static_cast<std::size_t>(kind))(fields);
}

std::pair<object_id, object> read_entry(json_reader& fields) {
  object_id id = read_id(fields);
  object value = read_object(id.kind, fields, std::make_index_sequence<std::variant_size_v<object>>{});
  fields.finish();
  return {std::move(id), std::move(value)};
}

}  // namespace

object_id object_id_from_json(const nlohmann::ordered_json& value, std::string_view path) {
  json_reader fields(value, path);
  object_id id = read_id(fields);
  fields.finish();
  return id;
}

std::pair<object_id, object> object_from_json(const nlohmann::ordered_json& value, std::string_view path) {
  json_reader fields(value, path);
  return read_entry(fields);
}

database database_from_json(const nlohmann::ordered_json& document) {
  json_reader fields(document, "");
  if (fields.required_text("format") != "squall-model") {
    fields.fail("this is no model of Squall: \"format\" is not \"squall-model\"");
  }
  const std::int64_t version = fields.integer("version", 0);
  if (version > model_json_version) {
    throw error("the model has version " + std::to_string(version) + " of the format, and this squall reads up to " +
                    std::to_string(model_json_version),
                "use a newer squall");
  }
  if (version < 1) {
    fields.fail("field \"version\" must be a number from 1 to " + std::to_string(model_json_version));
  }
  database db;
  fields.each("objects", [&](json_reader& entry) {
    auto [id, value] = read_entry(entry);
    // Objects come in order as a rule, and then this costs nothing.
    const auto size = db.objects.size();
    const auto it = db.objects.emplace_hint(db.objects.end(), std::move(id), std::move(value));
    if (db.objects.size() == size) {
      entry.fail(describe(it->first) + " is there twice");
    }
  });
  fields.finish();
  return db;
}

database database_from_json_text(std::string_view text) {
  json document;
  try {
    document = json::parse(text);
  } catch (const json::parse_error& failure) {
    std::size_t line = 1;
    for (const char c : text.substr(0, std::min(failure.byte, text.size()))) {
      line += c == '\n' ? 1U : 0U;
    }
    throw error("the model is no valid JSON, line " + std::to_string(line), "was it cut off, or edited by hand?");
  }
  return database_from_json(document);
}

}  // namespace squall::kit
