// Changes as JSON, as they stand in migration.json. Who includes this links nlohmann_json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "kit/diff/change.hpp"

namespace squall::kit {

/// {"verb":"create","after":{…}}, {"verb":"drop","before":{…}}, {"verb":"alter","before":{…},"after":{…}} with the
/// objects whole, as in the model's JSON, and {"verb":"rename","from":{…},"to":{…}} with identities.
nlohmann::ordered_json to_json(const change& c);
/// Strict, as database_from_json(). `path` is where the value stands, for errors.
change change_from_json(const nlohmann::ordered_json& value, std::string_view path = "");

}  // namespace squall::kit
