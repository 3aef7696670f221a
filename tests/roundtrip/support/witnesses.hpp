// What a database holds, as told by others than the catalog source: pg_dump, and every row of the system catalogs.
#pragma once

#include <string>
#include <vector>

#include "kit/walk/walk.hpp"
#include "roundtrip/support/side.hpp"

namespace squall::test {

/// The statements of pg_dump --schema-only as kit::normal_statements() has them, and without the order of a policy's
/// roles, of the members of operator classes and families, and of a dictionary's options.
std::vector<std::string> dump_statements(const side& of);

/// Whether pg_dump can read the server.
bool has_pg_dump(const side& of);

/// Every row of the system catalogs that somebody made.
kit::catalog_walk walk(const side& of);

/// What one list has and the other does not, for a reader: at most `limit` entries of each.
std::string differences(const std::vector<std::string>& original, const std::vector<std::string>& copy,
                        std::size_t limit = 6);

}  // namespace squall::test
