// Decisions: what goes and what comes, and whether they are the same object under a new name. Answers come from
// flags, from `.renamed_from()` in the schema, or from somebody who is asked; without one nothing happens.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"

namespace squall::kit {

/// Answers that nobody gave. `open()` has every decision of this level with its candidates, best first.
class decisions_needed : public error {
 public:
  explicit decisions_needed(std::vector<decision> open);
  [[nodiscard]] const std::vector<decision>& open() const noexcept { return open_; }

 private:
  std::vector<decision> open_;
};

/// The arguments of `--rename` that answer `candidate` for `d`: `users.name=users.full_name`.
std::string rename_flag(const decision& d, const rename_candidate& candidate);

/// Somebody's answer: the object that was renamed, or nothing when the created one is new.
using decision_prompt = std::function<std::optional<object_id>(const decision&)>;

struct decision_options {
  std::vector<std::string> renames;  ///< `old=new`, as the user wrote them
  bool decide_create = false;
  decision_prompt ask;  ///< empty when nobody can be asked
};

struct settled_diff {
  std::vector<change> changes;
  std::vector<rename_answer> renames;  ///< all that were answered, in order
};

/// diff() with every decision answered; one answer may open the next level (a renamed table's columns), which is
/// asked in the same run. `renamed_from` is the schema's own word (intentions); what is done already is ignored.
/// Throws decisions_needed, and kit::error (usage) for a rename flag that fits nothing.
settled_diff settle_decisions(const database& before, const database& after,
                              const std::map<object_id, std::string>& renamed_from, const decision_options& options);

}  // namespace squall::kit
