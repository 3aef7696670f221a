// Whether DDL happened while a catalog was read.
#pragma once

#include <string>

namespace squall::kit::catalog {

/// A query of one field that changes when objects of `schemas` (a subquery of OIDs, in parentheses) are created,
/// altered or dropped, and with nothing else: not with rows, VACUUM or temporary tables. It takes a fraction of what
/// reading does.
std::string fingerprint_query(const std::string& schemas);

}  // namespace squall::kit::catalog
