// The first half of a diff: which objects are the same under another name.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "kit/diff/diff.hpp"
#include "kit/diff/rename_map.hpp"

namespace squall::kit {

/// Settles renames from the outside in: schemas, then types and tables, then columns, then what hangs on them. Each
/// stage sees `before` with the renames of the stages above it done, so a renamed table is compared column by column
/// and is never asked about column by column while its own rename is open.
class rename_settler {
 public:
  rename_settler(const database& before, const database& after, const diff_options& options)
      : before_(before), after_(after), options_(options), known_new_(options.created.begin(), options.created.end()) {}

  void settle();

  /// `before` with all renames done.
  [[nodiscard]] const database& renamed() const { return renamed_ ? *renamed_ : before_; }
  [[nodiscard]] std::vector<change>& changes() { return changes_; }
  [[nodiscard]] std::vector<decision>& open() { return open_; }

 private:
  void settle_kind(object_kind kind);
  void settle_leaves();

  // Answers
  [[nodiscard]] rename_map answers_for(object_kind kind) const;
  [[nodiscard]] std::optional<object_id> as_renamed_so_far(const object_id& from) const;
  [[nodiscard]] bool keeps_parent(const object_id& from, const object_id& to) const;

  // Decisions
  void ask(object_kind kind);

  void carry_out(rename_map names);
  [[nodiscard]] object_id original_of(object_id id) const;

  const database& before_;
  const database& after_;
  const diff_options& options_;
  std::set<object_id> known_new_;
  std::optional<database> renamed_;
  std::vector<rename_map> done_;    ///< stage by stage, old to new
  std::vector<rename_map> undone_;  ///< the same, new to old
  std::vector<change> changes_;
  std::vector<decision> open_;
};

}  // namespace squall::kit
