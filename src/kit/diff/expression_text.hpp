// Names inside SQL text follow renames, as PostgreSQL's stored expressions do by themselves.
#pragma once

#include <string>
#include <string_view>

#include "kit/diff/rename_map.hpp"

namespace squall::kit {

/// `sql` as it reads once `names` are renamed. It is an expression of `table` (its identity before): columns are
/// recognised bare or qualified with it; types after `::` and in CAST; schemas before a dot; and relations and
/// types that a string names (`nextval('public.users_id_seq'::regclass)`). A new name is quoted when it must be, or
/// when the old one was without need. What is not recognised stays as it is.
std::string rename_in_expression(std::string_view sql, const rename_map& names, const object_id& table);

/// The same for the text of a type: `public."Mood"[]`.
std::string rename_in_type(std::string_view sql, const rename_map& names, const object_id& table);

/// The same for the types of a function's arguments, or of a cast: `integer, public."Mood"[]`. Bare names are
/// PostgreSQL's own types.
std::string rename_in_signature(std::string_view sql, const rename_map& names);

/// The same for the qualified name of a collation or an operator class, of which only the schema can change.
std::string rename_schema_in_name(std::string_view sql, const rename_map& names);

}  // namespace squall::kit
