// The constraints and indexes of a table: some are said at a column, the rest in the table's list. Private to this
// folder.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_text.hpp"

namespace squall::kit {

/// What is said at one column.
struct column_parts {
  bool primary_key = false;
  std::optional<cpp_link> unique;
  std::optional<std::string> check;
  cpp_chain reference;          ///< `.references(users.id, {…})` and `.reference_named("…")`
  std::vector<object_id> said;  ///< the parts that this covers
};

/// Chooses what stands at columns of `table`, by column name. What is said is added to `schema.expressed`.
std::map<std::string, column_parts> column_parts_of(cpp_schema& schema, const object_id& table);

/// The entries of the table's list: what `columns` do not say and what has a spelling. Added to `schema.expressed`.
std::vector<cpp_chain> list_entries(cpp_schema& schema, const object_id& table,
                                    const std::map<std::string, column_parts>& columns);

}  // namespace squall::kit
