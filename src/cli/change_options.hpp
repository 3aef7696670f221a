// The options by which a user answers before being asked; the same in generate, push and diff.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "context.hpp"

namespace squall::cli {

struct change_options {
  std::vector<std::string> renames;
  std::string decide;
  std::vector<std::string> allow;

  void declare_decisions(CLI::App& command) {
    command.add_option("--rename", renames, "OLD=NEW are the same object: users.name=users.full_name (repeatable)")
        ->type_name("OLD=NEW")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--decide", decide, "create: what could be a rename is new, and the old is dropped")
        ->type_name("ANSWER")
        ->check(CLI::IsMember({"create"}));
  }

  void declare_allow(CLI::App& command) {
    command.add_option("--allow", allow, "Agree to lose the data of this object: users.nickname (repeatable)")
        ->type_name("OBJECT")
        ->take_all()
        ->allow_extra_args(false);
  }

  [[nodiscard]] kit::decision_options decisions(const context& ctx) const {
    return {renames, decide == "create", ctx.decision_prompt()};
  }
  [[nodiscard]] kit::consent_options consent(const context& ctx) const { return {allow, ctx.consent_prompt()}; }
};

}  // namespace squall::cli
