// The way back from the middle of a migration: from what a run that broke off left, to what was there before it.
#pragma once

#include "kit/config/config.hpp"
#include "kit/flows/push.hpp"
#include "kit/migrations/runner.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

struct unfinished_way_back {
  std::vector<change> changes;
  plan steps;
};

/// What plans call their own: columns, triggers, constraints and indexes that are there for the time being. Nothing is
/// lost with them.
bool is_of_a_plan(const object_id& id);

/// Reads the database and plans the way from there to what the applied migrations without `broken` lead to, for the
/// objects that `broken` touches; the others stay as they are. Proven on the scratch server. Changes nothing.
/// Throws kit::error when nobody knows what the migration touches (it was written by hand), and when the proof fails.
unfinished_way_back plan_unfinished_way_back(connection& db, const std::vector<migration>& migrations,
                                             const migration& broken, const target& t, managed_server& scratch);

/// Runs it, and deletes the migration's record in its last transaction.
void take_back_unfinished(connection& db, const unfinished_way_back& way, const migration& broken, execute_options how);

}  // namespace squall::kit
