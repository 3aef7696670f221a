// What the C++ source found, as the JSON that a child process hands over and that the cache keeps.
#pragma once

#include <string>
#include <string_view>

#include "kit/sources/cpp/records.hpp"

namespace squall::kit {

std::string schema_to_json(const described_schema& schema);

/// Throws kit::error for text that is not what schema_to_json() wrote.
described_schema schema_from_json(std::string_view text);

}  // namespace squall::kit
