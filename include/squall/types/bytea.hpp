// PostgreSQL's bytea.
#pragma once

#include <cstddef>
#include <vector>

namespace squall {

/// The C++ value of a bytea.
using bytea_t = std::vector<std::byte>;

}  // namespace squall
