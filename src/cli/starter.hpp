// What `squall init` writes.
#pragma once

#include <string_view>

namespace squall::cli {

std::string_view starter_config();
std::string_view starter_schema();

}  // namespace squall::cli
