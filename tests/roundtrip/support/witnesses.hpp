// What a database holds, as told by others than the catalog source: pg_dump, and every row of the system catalogs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "roundtrip/support/side.hpp"

namespace squall::test {

/// The statements of pg_dump --schema-only as kit::normal_statements() has them, and without the order of a policy's
/// roles, of the members of operator classes and families, and of a dictionary's options.
std::vector<std::string> dump_statements(const side& of);

/// Whether pg_dump can read the server.
bool has_pg_dump(const side& of);

/// Rows of the system catalogs in a form that does not depend on the database (witness.sql), sorted.
std::vector<std::string> catalog_rows(const side& of);

/// Whether witness.sql can: PostgreSQL 14 or later.
bool has_catalog_rows(const side& of);

/// What one list has and the other does not, for a reader: at most `limit` entries of each.
std::string differences(const std::vector<std::string>& original, const std::vector<std::string>& copy,
                        std::size_t limit = 6);

/// The same of catalog rows: of a row that both have, only what differs in it.
std::string row_differences(const std::vector<std::string>& original, const std::vector<std::string>& copy,
                            std::size_t limit = 12);

}  // namespace squall::test
