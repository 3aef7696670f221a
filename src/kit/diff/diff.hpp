// Two models in, typed changes out. Pure: no I/O, no server, no guessing.
#pragma once

#include <string>
#include <vector>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"

namespace squall::kit {

/// The answer to a decision: an object that goes and one that comes are the same, renamed. `from` is its identity in
/// `before`, or the same under the new name of its table or schema; `to` its identity in `after`. Tables, enums and
/// sequences without an owner may move to another schema.
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
  /// Answered renames, from flags, `.renamed_from()` or a prompt. One that cannot be meant any more is ignored, so
  /// that an old `.renamed_from()` does no harm: its `from` is not in `before` or still in `after`, its `to` is not in
  /// `after` or already in `before` (unless other answers vacate or fill that name), or its parent is another one.
  /// The caller checks what people typed. Two answers that contradict each other throw kit::error.
  std::vector<rename_answer> renames;
  /// Objects that are known to be new (answered "create").
  std::vector<object_id> created;
  /// Answers every decision with drop and create (`--decide create`).
  bool decide_create = false;
};

struct diff_result {
  /// Renames first (from schemas down to indexes, each identity as the ones before leave it; a name is vacated before
  /// it is taken), then creates, alters and drops; deterministic. New columns of a table come in their order in it.
  ///
  /// Every object is listed, also the parts of a created or dropped table: folding needs no knowledge of kinds and
  /// the inverse is exact. Whoever makes SQL of it folds `drop column` into `drop table`.
  ///
  /// Complete only when `open` is empty: until then what is asked about stands here as drop and create.
  std::vector<change> changes;
  /// Schemas, enums, tables and columns, asked about from the outside in: what is in a table or schema that is asked
  /// about is not asked about itself before that is answered. Candidates have the same parent, and are named as in
  /// `before`. An object without a plausible candidate (similarity.hpp) is no question: it is created.
  std::vector<decision> open;
};

/// The changes that lead from `before` to `after`. Constraints, indexes and sequences that differ in nothing but
/// the name are renamed without asking, since no data stands on the answer; the sequence of a column follows its column
/// even when more differs. A column's place in its table is no difference.
diff_result diff(const database& before, const database& after, const diff_options& options = {});

/// The same without a question: whatever could be a rename is dropped and created.
std::vector<change> changes_between(const database& before, const database& after);

}  // namespace squall::kit
