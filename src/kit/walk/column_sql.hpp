// Columns of system catalogs that are not told by their text, and rows that are not told at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/walk/layout.hpp"

namespace squall::kit::walk {

/// Numbers, counts and notes of the server: they differ between two databases of one schema.
bool is_left_out(std::string_view column);

/// How a column of a catalog's row `t` is told.
struct own_sql {
  std::string sql;
  bool deparsed = false;
};
/// nullptr: as its type says.
const own_sql* own_sql_of(std::string_view catalog, std::string_view column);

/// What a catalog's rows have beside its columns.
std::vector<catalog_column> extra_columns_of(std::string_view catalog);

/// Storage parameters, options, settings, names of publications: their order says nothing.
bool is_option_list(std::string_view column);
std::string sorted_list_sql(const std::string& list);

/// Privileges in order of their text, null where they are what the owner's object has anyway.
std::string privileges_sql(const catalog_layout& of);

/// Privileges on what PostgreSQL or an extension made, where they are not as these left them: OID and privileges.
std::string changed_privileges_sql(const catalog_layout& of);

/// What follows `from catalog t`: joins, and a condition for the rows that somebody made.
std::string rows_of(const catalog_layout& of);

}  // namespace squall::kit::walk
