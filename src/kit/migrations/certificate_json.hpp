// The certificate as it stands in migration.json and in the output of --json.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "kit/migrations/certificate.hpp"

namespace squall::kit {

nlohmann::ordered_json to_json(const certificate& c);
nlohmann::ordered_json to_json(const std::vector<proof_finding>& findings);
/// Throws kit::error or nlohmann's exception for what is missing or of another type.
certificate certificate_from_json(const nlohmann::ordered_json& value);

}  // namespace squall::kit
