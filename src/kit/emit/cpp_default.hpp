// Defaults of columns, as a person would have written them where PostgreSQL makes the same of it.
#pragma once

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_text.hpp"
#include "kit/emit/cpp_types.hpp"

namespace squall::kit {

/// `.default_(Role::user)`, `.default_now()`, `.default_sql("…")` of a column that has a default.
/// `enumeration` is null unless the column has (not: is an array of) an enum type.
cpp_link cpp_default(const column& value, const cpp_enum* enumeration, const enum_type* labels);

}  // namespace squall::kit
