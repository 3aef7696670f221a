// Names and strings as SQL text.
#pragma once

#include <string>
#include <string_view>

#include "kit/model/object_id.hpp"

namespace squall::kit {

/// A name as an SQL identifier: quoted unless it is a plain lower-case name that is no keyword of PostgreSQL.
std::string sql_identifier(std::string_view name);

/// A string as an SQL literal, safe whatever standard_conforming_strings says: 'it''s', E'back\\slash'.
std::string sql_literal(std::string_view text);

/// schema.name, both quoted as needed. Always qualified. For a column, constraint or index: of its table's schema.
std::string sql_name(const object_id& id);

}  // namespace squall::kit
