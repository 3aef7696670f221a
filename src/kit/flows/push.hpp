// push: makes a development database what the schema says, without a migration.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "kit/config/config.hpp"
#include "kit/flows/consent.hpp"
#include "kit/flows/decisions.hpp"
#include "kit/plan/plan.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

struct push_options {
  decision_options decisions;
  consent_options consent;
  bool dry_run = false;  ///< plans and stops; nothing is asked, nothing changes
  bool online = false;   ///< a development database has nobody to block; plain DDL is one transaction
  /// Called with the plan before anything runs. @return false to stop (then nothing has changed). May be empty.
  std::function<bool(const std::vector<change>&, const plan&)> confirm;
  /// Called before each statement. May be empty.
  std::function<void(const step&)> progress;
};

struct push_report {
  std::vector<change> changes;  ///< empty: the database is what the schema says
  plan steps;
  bool executed = false;
  std::vector<std::string> not_modelled;
};

/// Compares `db` with the project's schema in canonical form and carries out the difference. Safe to run again after a
/// failure. Throws kit::error for a protected target, decisions_needed, consent_needed, squall::database_error.
push_report push(connection& db, const config& c, const target& t, managed_server& scratch,
                 const push_options& options);

struct execute_options {
  std::chrono::milliseconds lock_timeout{2000};
  int lock_retries = 10;  ///< of a transaction that could not get a lock; a statement outside one is not repeated
  std::function<void(const step&)> progress;  ///< called before each statement; may be empty
  std::function<void()> at_the_end = {};      ///< called in the last transaction; may be empty
};

/// Runs the steps of a plan: neighbours that may share a transaction do, the others run alone. A step that waits
/// longer than `lock_timeout` for its lock fails (SQLSTATE 55P03) and leaves no part of its transaction.
void execute(connection& db, const plan& p, const execute_options& options = {});

}  // namespace squall::kit
