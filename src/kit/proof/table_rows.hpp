// The rows of a scratch database, small enough to be held: taken before a script, compared after it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kit/model/object_id.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct stored_column {
  std::string name;
  std::string type;  ///< format_type()
  bool not_null = false;
  bool generated = false;
};

/// One table that holds rows itself: no partitioned one, no foreign one.
struct stored_table {
  object_id id;
  std::map<std::int32_t, stored_column> columns;  ///< by attnum, which a rename does not change
  /// Values as text, in the order of `columns`.
  std::vector<std::vector<std::optional<std::string>>> rows;
};

/// By oid, which neither a rename nor a move to another schema changes.
using stored_tables = std::map<std::uint32_t, stored_table>;

/// Reads every row of every table, in one pipeline. The search_path is to be empty, so that types are spelt in full.
stored_tables read_rows(connection& db);

struct row_comparison {
  /// Values that are there and should be what they were: one sentence a table.
  std::vector<std::string> changed;
  /// Tables and columns with values that are no more.
  std::set<object_id> lost;
};

/// What became of the rows `before`. A column whose type is another one, or one of `lenient_types` (whose labels or
/// parts the script changes), keeps which of its values are NULL, and so does one of `rounded`, whose values were said
/// to lose something; a column that became NOT NULL may have got values.
row_comparison compare_rows(const stored_tables& before, const stored_tables& after,
                            const std::set<std::string>& lenient_types, const std::set<object_id>& rounded);

}  // namespace squall::kit
