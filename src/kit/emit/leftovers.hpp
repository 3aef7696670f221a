// What a header leaves to SQL, each object's statements together under its name. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "kit/emit/cpp_schema.hpp"

namespace squall::kit {

/// Statements that belong together: those of one object, and of a table all that belongs to it.
struct sql_group {
  object_id object;
  std::vector<std::string> statements;  ///< without the final semicolon
};

/// What leads from what the declarations say to the model, grouped by object. Groups stand in the plan's order by their
/// first statement; where one object's statements are needed at two places (what closes a cycle), they are two groups.
std::vector<sql_group> group_leftovers(const cpp_schema& said);

/// A setting of the session, which belongs to no object.
inline bool is_setting(const sql_group& group) { return group.object == object_id{}; }

/// The statements as a script, each ended by a semicolon.
std::string text_of(const sql_group& group);

}  // namespace squall::kit
