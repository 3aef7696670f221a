// Field names that the writer, the reader and the published JSON Schema must agree on.
#pragma once

#include <string>
#include <string_view>

namespace squall::kit {

/// A type_name takes two fields: its text under its own name, and the identity of the user-defined type beside it.
inline std::string user_type_field(std::string_view field) {
  return field == "type" ? "user_type" : std::string(field) + "_user_type";
}

}  // namespace squall::kit
