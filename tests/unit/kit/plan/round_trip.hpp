// Plans proved by effect: from the origin up to the target and back, on a real server, with three witnesses.
#pragma once

#include <string>
#include <vector>

#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"
#include "squall/client/connection.hpp"

namespace squall::test {

/// Two schemas as SQL, and what becomes what.
struct round_trip_case {
  std::string name;
  std::string before;
  std::string after;
  std::vector<kit::rename_answer> renames = {};  ///< answers to diff()
  std::string rows = {};                         ///< run on the origin
  std::string question = {};                     ///< asked when the plan is through
  std::string answer = {};                       ///< its first field
  kit::intentions intended = {};
  std::vector<kit::rename_answer> first = {};  ///< renames ahead of what diff() finds, one after another
  bool lossy = false;                          ///< the way back cannot be run with `rows` there
  bool expands = false;                        ///< it has columns that can be expanded and contracted
};

/// Runs each statement as the plan says: transactions end where it wants them to.
void run_plan(connection& db, const kit::plan& p);

/// What the catalog of a database says.
kit::database read_model(const std::string& url);

/// pg_dump's text of the schema, without what depends on the run, and with columns in the order of their names (the
/// way back of DROP COLUMN puts a column last).
std::string dump_schema(const std::string& url);

/// Up and down, online, offline, and by expand and contract where that makes another plan; each end is compared by
/// catalog, by pg_dump and by a walk through the system catalogs, and a second plan must be empty.
void check_round_trip(const round_trip_case& c);

inline kit::object_id in_public(kit::object_kind kind, std::string name) {
  return {kind, "public", {}, std::move(name)};
}
inline kit::object_id part_of(kit::object_kind kind, std::string table, std::string name) {
  return {kind, "public", std::move(table), std::move(name)};
}

}  // namespace squall::test
