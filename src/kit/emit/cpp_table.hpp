// A table, view or composite type as a struct, a constant and a row type. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_text.hpp"

namespace squall::kit {

/// The declaration of a table, partition, view, materialized view or composite type. What it says is added to
/// `schema.expressed`.
std::string write_cpp_relation(cpp_schema& schema, const object_id& id);

/// The struct alone: `template <class M> struct Users {…};`
std::string write_cpp_struct(cpp_schema& schema, const object_id& id);
/// `[](auto t) { return list(…); }`, or nothing when there are no entries.
std::string cpp_list_of(const std::vector<cpp_chain>& entries);
/// `"name"`, and `, "schema"` behind it where it is not `public`.
std::string cpp_name_arguments(const object_id& id);

/// A view, materialized view or composite type.
std::string write_cpp_view(cpp_schema& schema, const object_id& id);
std::string write_cpp_composite(cpp_schema& schema, const object_id& id);

/// An enumeration, and its traits, which stand outside of namespaces; empty when they need not be said.
std::string write_cpp_enum(const cpp_schema& schema, const object_id& id);
std::string write_cpp_enum_traits(const cpp_schema& schema, const object_id& id);

}  // namespace squall::kit
