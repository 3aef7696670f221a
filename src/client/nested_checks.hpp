// What the two ways of putting the rows of a nested read together check alike.
#pragma once

#include <cstddef>

#include "squall/relations/read.hpp"

namespace squall::detail {

[[noreturn]] void throw_not_fitting(const char* what);
/// Throws decode_error when a relation to one row has found another number of rows than it may.
void check_related_count(const level_layout& level, std::size_t count);

}  // namespace squall::detail
