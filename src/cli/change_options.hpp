// The options by which a user answers before being asked; the same in generate, push and diff.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "context.hpp"
#include "kit/base/error.hpp"

namespace squall::cli {

struct change_options {
  std::vector<std::string> renames;
  std::string decide;
  std::vector<std::string> allow;

  void declare_decisions(command_line& command) {
    command.repeatable("--rename", renames, "OLD=NEW are the same object: users.name=users.full_name (repeatable)",
                       {"OLD=NEW", {}});
    command.value("--decide", decide, "create: what could be a rename is new, and the old is dropped",
                  {"ANSWER", {"create"}});
  }

  void declare_allow(command_line& command) {
    command.repeatable("--allow", allow, "Agree to lose the data of this object: users.nickname (repeatable)",
                       {"OBJECT", {}});
  }

  [[nodiscard]] kit::decision_options decisions(const context& ctx) const {
    return {renames, decide == "create", ctx.decision_prompt()};
  }
  [[nodiscard]] kit::consent_options consent(const context& ctx) const { return {allow, ctx.consent_prompt()}; }
};

/// Help of --expand-contract, the same in generate and diff.
inline constexpr std::string_view expand_contract_help =
    "Type changes that would write a table again: by a second column that takes the first one's place";

/// --offline and --expand-contract want different plans.
inline void refuse_offline_expansion(bool offline, bool expand_contract) {
  if (offline && expand_contract) {
    throw kit::error("--offline and --expand-contract exclude each other",
                     "that plan is for tables in use: leave --offline out", kit::exit_code::usage);
  }
}

}  // namespace squall::cli
