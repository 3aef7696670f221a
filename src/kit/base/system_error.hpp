// errno as a sentence.
#pragma once

#include <string>

#include "kit/base/error.hpp"

namespace squall::kit {

/// "cannot <what>: <reason>" from an errno value, with a hint where the reason suggests one (a full disk, a read-only
/// file system, no permission).
error system_failure(const std::string& what, int error_number);

}  // namespace squall::kit
