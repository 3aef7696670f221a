// Pieces of SQL that the queries of several kinds share. All names in them are qualified, OIDs may be any expression.
#pragma once

#include <string>
#include <string_view>

#include "kit/sources/catalog/part.hpp"

namespace squall::kit::catalog {

/// A condition: somebody made this object of `catalog` ("pg_proc") in this database, and it neither belongs to an
/// extension nor came along with another object (pg_depend: 'e', 'i').
std::string is_own(std::string_view catalog, std::string_view number);

/// `join pg_namespace n …`, of the schemas to read only.
std::string in_schemas(const query_scope& scope, std::string_view namespace_oid);

/// `schema.function`, NULL for OID 0.
std::string function_name(std::string_view number);
/// `schema.function(integer, text)`, NULL for OID 0.
std::string function_signature(std::string_view number);
/// `OPERATOR(schema.+)`, NULL for OID 0.
std::string operator_name(std::string_view number);
/// `schema.+(integer, integer)`, NULL for OID 0.
std::string operator_signature(std::string_view number);
/// `schema.family`, NULL for OID 0.
std::string family_name(std::string_view number);
/// `schema.collation`, NULL for OID 0.
std::string collation_name(std::string_view number);
/// format_type(), NULL for OID 0.
std::string type_text(std::string_view number);
/// `then` where `condition` holds, else NULL; both SQL.
std::string when(std::string_view condition, std::string_view then);

}  // namespace squall::kit::catalog
