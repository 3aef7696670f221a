// Two models in, typed changes out. Pure: no I/O, no server, no guessing.
#pragma once

#include <string>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

/// The answer to a decision: an object that goes and one that comes are the same, renamed.
struct rename_answer {
  object_id from;
  object_id to;
  friend bool operator==(const rename_answer&, const rename_answer&) = default;
};

/// An object that goes and may be the one that comes, 0 … 1 by names, types, position and dependants.
struct rename_candidate {
  object_id dropped;
  double score = 0;
};

/// An object that comes while similar ones go. Open until somebody says: one of the candidates, or a new one.
struct decision {
  object_id created;
  std::vector<rename_candidate> candidates;  ///< best first
};

struct diff_options {
  /// Answered renames, from flags, `.renamed_from()` or a prompt. One whose `from` is not in `before` or whose `to`
  /// is not in `after` is ignored when it came from the schema (it may be done already); the caller checks flags.
  std::vector<rename_answer> renames;
  /// Objects that are known to be new (answered "create").
  std::vector<object_id> created;
  /// Answers every decision with drop and create (`--decide create`).
  bool decide_create = false;
};

struct diff_result {
  /// Renames first, then creates, alters and drops; deterministic. Complete only when `open` is empty.
  std::vector<change> changes;
  std::vector<decision> open;
};

/// The changes that lead from `before` to `after`. Constraints, indexes and sequences that differ in nothing but
/// the name are renamed without asking, since no data stands on the answer.
diff_result diff(const database& before, const database& after, const diff_options& options = {});

}  // namespace squall::kit
