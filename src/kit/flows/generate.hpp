// generate: what changed in the schema since the last migration becomes the next one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kit/config/config.hpp"
#include "kit/flows/consent.hpp"
#include "kit/flows/decisions.hpp"
#include "kit/migrations/migration.hpp"
#include "kit/plan/plan.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {

struct generate_options {
  std::string name;  ///< of the migration, for people; empty: suggest_migration_name()
  decision_options decisions;
  consent_options consent;
  bool online = true;  ///< the plan that blocks least
  /// Type changes that would write every row again by expand and contract.
  bool expand_contract = false;
  bool dry_run = false;    ///< plans, asks for nothing, writes nothing
  bool verify = true;      ///< tries the plan on the scratch server, there and back, before it is written
  bool prove_all = false;  ///< on the whole of a large schema, not on what the change can reach
  bool unproven = false;   ///< writes a plan that failed there, and says so in its file
};

struct generate_report {
  std::vector<change> changes;  ///< empty: schema and migrations agree
  plan up;
  plan down;
  std::optional<migration> made;
  bool written = false;
  std::vector<std::string> not_modelled;
};

/// Reads folder and schema, compares, proves the plan, and writes the migration whole or not at all. Throws
/// decisions_needed, consent_needed and proof_failed.
generate_report generate(const config& c, managed_server& scratch, const generate_options& options);

/// A migration to be written by hand: empty scripts with a word on how to fill them.
migration generate_empty(const config& c, const std::string& name);

}  // namespace squall::kit
