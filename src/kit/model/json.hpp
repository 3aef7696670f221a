// The model as JSON (docs/model.schema.json). Who includes this links nlohmann_json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "kit/model/model.hpp"

namespace squall::kit {

/// The version that is written, and the newest that is read.
inline constexpr int model_json_version = 1;

/// {"format":"squall-model","version":1,"objects":[…]}, in the order of identities; what has its default is left out.
nlohmann::ordered_json to_json(const database& db);
/// Strict: an unknown kind, field or version, a wrong type or an object that is there twice throws kit::error with
/// the path inside the document.
database database_from_json(const nlohmann::ordered_json& document);

/// The document as text, one object a line, so that two of them compare well; the same model gives the same bytes.
/// Throws kit::error when a name or text is no valid UTF-8.
std::string to_json_text(const database& db);
/// Throws kit::error with line and column when `text` is no JSON.
database database_from_json_text(std::string_view text);

/// The JSON Schema of such a document (draft 2020-12), as it is published in docs/model.schema.json.
nlohmann::ordered_json model_json_schema();

/// {"kind":"column","schema":"public","table":"users","name":"email"}
nlohmann::ordered_json to_json(const object_id& id);
/// `path` is where the value stands, for errors.
object_id object_id_from_json(const nlohmann::ordered_json& value, std::string_view path = "");

/// The identity's fields and then the object's own.
nlohmann::ordered_json object_to_json(const object_id& id, const object& value);
std::pair<object_id, object> object_from_json(const nlohmann::ordered_json& value, std::string_view path = "");

}  // namespace squall::kit
