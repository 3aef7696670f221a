// A table as a struct, a constant and a row type. Private to this folder.
#pragma once

#include <string>

#include "kit/emit/cpp_schema.hpp"

namespace squall::kit {

/// The declaration of `table`. What it says is added to `schema.expressed`.
std::string write_cpp_table(cpp_schema& schema, const object_id& table);

/// An enumeration, and its traits, which stand outside of namespaces; empty when they need not be said.
std::string write_cpp_enum(const cpp_schema& schema, const object_id& id);
std::string write_cpp_enum_traits(const cpp_schema& schema, const object_id& id);

}  // namespace squall::kit
