#include <array>
#include <limits>

#include "kit/model/json.hpp"
#include "kit/model/json_names.hpp"
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
  object_id id{read_kind(fields), fields.text("schema"), fields.text("table"), fields.required_text("name")};
  const bool wants_table = id.kind >= object_kind::column;
  if (id.name.empty() || id.schema.empty() != (id.kind == object_kind::schema) || id.table.empty() == wants_table) {
    fields.fail("the identity of a " + std::string(to_string(id.kind)) + " is a name" +
                (id.kind == object_kind::schema ? " alone"
                 : wants_table                  ? ", its table and its schema"
                                                : " and its schema"));
  }
  return id;
}
static_assert(object_kind::table < object_kind::column && object_kind::index > object_kind::column,
              "what belongs to a table comes from column on");

std::optional<object_id> optional_id(json_reader& fields, std::string_view name) {
  std::optional<object_id> id;
  fields.with(name, [&](json_reader& inner) {
    id = read_id(inner);
    inner.finish();
  });
  return id;
}

std::optional<sql_expression> optional_expression(json_reader& fields, std::string_view name) {
  std::optional<sql_expression> value;
  fields.with(name, [&](json_reader& inner) {
    value.emplace().sql = inner.required_text("sql");
    inner.each("references", [&](json_reader& reference) {
      value->references.push_back(read_id(reference));
      reference.finish();
    });
    inner.finish();
  });
  return value;
}

sequence_options read_options(json_reader& fields) {
  const sequence_options usual;
  sequence_options options;
  options.start = fields.integer("start", usual.start);
  options.increment = fields.integer("increment", usual.increment);
  options.minimum = fields.integer("minimum", usual.minimum);
  options.maximum = fields.integer("maximum", usual.maximum);
  options.cache = fields.integer("cache", usual.cache);
  options.cycle = fields.boolean("cycle");
  return options;
}

constraint_timing read_timing(json_reader& fields) {
  return static_cast<constraint_timing>(fields.choice("timing", json_names::timing));
}

// One overload a kind; `read_object` names them all.

void read(json_reader& fields, schema& value) { value.comment = fields.text("comment"); }

void read(json_reader& fields, enum_type& value) {
  value.labels = fields.required_texts("labels");
  value.comment = fields.text("comment");
}

void read(json_reader& fields, sequence& value) {
  value.data_type = fields.text("data_type", value.data_type);
  value.options = read_options(fields);
  value.owned_by = optional_id(fields, "owned_by");
  value.comment = fields.text("comment");
}

void read(json_reader& fields, table& value) { value.comment = fields.text("comment"); }

void read(json_reader& fields, column& value) {
  const std::int64_t position = fields.integer("position", 0);
  if (position < 0 || position > std::numeric_limits<int>::max()) {
    fields.fail("the position is no place in a table");
  }
  value.position = static_cast<int>(position);
  value.type.sql = fields.required_text("type");
  value.type.user_type = optional_id(fields, "user_type");
  value.not_null = fields.boolean("not_null");
  value.default_value = optional_expression(fields, "default");
  fields.with("identity", [&](json_reader& inner) {
    auto& identity = value.identity.emplace();
    identity.kind = static_cast<identity_kind>(inner.required_choice("kind", json_names::identity));
    identity.options = read_options(inner);
    inner.finish();
  });
  value.generated = optional_expression(fields, "generated");
  value.collation = fields.text("collation");
  value.comment = fields.text("comment");
}

template <class Key>
void read_key(json_reader& fields, Key& value) {
  value.columns = fields.required_texts("columns");
  value.include = fields.texts("include");
  value.timing = read_timing(fields);
  value.comment = fields.text("comment");
}

void read(json_reader& fields, primary_key& value) { read_key(fields, value); }

void read(json_reader& fields, unique& value) {
  read_key(fields, value);
  value.nulls_not_distinct = fields.boolean("nulls_not_distinct");
}

void read(json_reader& fields, check& value) {
  auto condition = optional_expression(fields, "condition");
  if (!condition) {
    fields.fail("field \"condition\" is missing");
  }
  value.condition = *std::move(condition);
  value.no_inherit = fields.boolean("no_inherit");
  value.comment = fields.text("comment");
}

void read(json_reader& fields, foreign_key& value) {
  value.columns = fields.required_texts("columns");
  const auto referenced = optional_id(fields, "referenced_table");
  if (!referenced || referenced->kind != object_kind::table) {
    fields.fail("field \"referenced_table\" must be the identity of a table");
  }
  value.referenced_table = *referenced;
  value.referenced_columns = fields.required_texts("referenced_columns");
  value.match = static_cast<foreign_key_match>(fields.choice("match", json_names::match));
  value.on_delete = static_cast<foreign_key_action>(fields.choice("on_delete", json_names::action));
  value.on_update = static_cast<foreign_key_action>(fields.choice("on_update", json_names::action));
  value.on_delete_columns = fields.texts("on_delete_columns");
  value.timing = read_timing(fields);
  value.comment = fields.text("comment");
}

index_key read_index_key(json_reader& fields) {
  index_key key;
  key.column = fields.text("column");
  key.expression = optional_expression(fields, "expression");
  if (key.column.empty() == !key.expression) {
    fields.fail("an index key is either a column or an expression");
  }
  key.collation = fields.text("collation");
  key.operator_class = fields.text("operator_class");
  key.descending = fields.boolean("descending");
  const bool explicit_nulls = fields.value().contains("nulls_first");
  key.nulls_first = explicit_nulls ? fields.boolean("nulls_first") : key.descending;
  fields.finish();
  return key;
}

void read(json_reader& fields, index& value) {
  value.method = fields.text("method", value.method);
  value.unique = fields.boolean("unique");
  value.nulls_not_distinct = fields.boolean("nulls_not_distinct");
  fields.each("keys", [&](json_reader& key) { value.keys.push_back(read_index_key(key)); });
  value.include = fields.texts("include");
  value.where = optional_expression(fields, "where");
  value.storage_parameters = fields.text_map("storage_parameters");
  value.comment = fields.text("comment");
}

template <class T>
object read_as(json_reader& fields) {
  T value;
  read(fields, value);
  return value;
}

/// The variant's alternatives stand in the order of object_kind, so a kind without `read` does not compile.
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
