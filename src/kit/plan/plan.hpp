// Changes in, ordered steps out: SQL, locks, hazards, and the way back. Pure: no I/O, no server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

/// Table-level lock modes (PostgreSQL manual, 13.3.1), weakest first.
enum class lock_mode : std::uint8_t {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};
std::string_view to_string(lock_mode mode);

enum class hazard_kind : std::uint8_t {
  data_loss,          ///< rows or values that exist are gone afterwards
  may_fail,           ///< depends on the rows: unique or NOT NULL over data that may not obey
  table_rewrite,      ///< every row is written again under ACCESS EXCLUSIVE
  full_scan,          ///< every row is read under a lock that blocks writers
  breaks_clients,     ///< running programs that use the old name or type fail
  not_transactional,  ///< a failure in the middle leaves the steps before it applied
  not_reversible,     ///< the way back cannot restore what was there
};
std::string_view to_string(hazard_kind kind);

struct hazard {
  hazard_kind kind{};
  object_id object;
  std::string message;  ///< one sentence
  friend bool operator==(const hazard&, const hazard&) = default;
};

/// One statement.
struct step {
  std::string sql;      ///< without the final semicolon
  std::string comment;  ///< for the reader of the file, may be empty, may have several lines
  bool transactional = true;
  /// What the step does must be committed before the next one runs (enum values that are used later, NOT VALID
  /// before VALIDATE).
  bool commit_after = false;
  /// An UPDATE or DELETE that may be done for some rows at a time, each batch committed by itself.
  bool in_batches = false;
  lock_mode lock{};  ///< the strongest lock on a table that existed before
  bool rewrites = false;
  bool scans = false;
  std::vector<object_id> objects;
  std::vector<hazard> hazards;
};

struct plan {
  std::vector<step> steps;
};

struct plan_options {
  /// The recipes that block least on tables that exist already: indexes and unique constraints CONCURRENTLY,
  /// foreign keys and checks NOT VALID then VALIDATE, NOT NULL through a validated check.
  bool online = true;
  /// Type changes that would write every row again: a second column that a trigger keeps in step, filled in batches,
  /// takes the first one's place (expand and contract). Wants `online`.
  bool expand_contract = false;
  intentions intended;
};

/// The steps that carry out `changes` (from diff()) on a database described by `before`.
/// Throws kit::error when a change cannot be carried out.
plan make_plan(const database& before, const std::vector<change>& changes, const plan_options& options = {});

/// The steps back: `after` is the model once `changes` are applied, `up` their plan. What cannot come back is said in
/// the comment of its step, with a not_reversible hazard.
plan make_reverse_plan(const database& after, const std::vector<change>& changes, const plan& up,
                       const plan_options& options = {});

/// All hazards of the steps, in order.
std::vector<hazard> hazards_of(const plan& p);

}  // namespace squall::kit
