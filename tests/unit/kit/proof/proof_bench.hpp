// Claims made of two schemas in SQL.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kit/base/error.hpp"
#include "kit/diff/diff.hpp"
#include "kit/emit/script.hpp"
#include "kit/plan/plan.hpp"
#include "kit/proof/proof.hpp"
#include "kit/sources/canonical.hpp"
#include "support/postgres_bin.hpp"
#include "unit/kit/catalog/fixture.hpp"

namespace squall::test {

/// SQUALL_TEST_WITNESSES: pg_dump or walk, whom to ask beside the catalog reading; otherwise both.
inline kit::other_witnesses chosen_witnesses() {
  const char* chosen = std::getenv("SQUALL_TEST_WITNESSES");
  const std::string_view name = chosen == nullptr ? "" : chosen;
  return name == "pg_dump" ? kit::other_witnesses::pg_dump_alone
         : name == "walk"  ? kit::other_witnesses::walk_alone
                           : kit::other_witnesses::automatic;
}

/// A plan from one schema to another, to be tampered with.
struct test_claim {
  kit::database origin;
  kit::database target;
  std::vector<kit::change> changes;
  std::optional<kit::plan> plan;
  std::string up_sql;
  std::string down_sql;
  std::vector<kit::hazard> hazards;

  [[nodiscard]] kit::certificate prove(bool whole = true, kit::other_witnesses others = chosen_witnesses()) const {
    kit::proof_options options;
    options.whole = whole;
    options.postgres_bin = chosen_postgres_bin();
    options.others = others;
    return kit::prove({origin, target, changes, up_sql, down_sql, hazards, plan ? &*plan : nullptr}, cluster(),
                      options);
  }
};

inline kit::database model_of(const std::string& sql) {
  return kit::run_on_scratch({{"test.sql", sql, true}}, cluster()).model;
}

inline test_claim make_claim(kit::database before, kit::database after, const kit::plan_options& how,
                             const std::vector<kit::rename_answer>& renames = {}) {
  test_claim c{std::move(before), std::move(after), {}, {}, {}, {}, {}};
  kit::settle_spelling(c.origin, c.target, cluster());
  c.changes = kit::diff(c.origin, c.target, {.renames = renames, .created = {}, .decide_create = true}).changes;
  c.plan = kit::make_plan(c.origin, c.changes, how);
  auto reached = c.origin;
  kit::apply(reached, c.changes);
  const kit::plan down = kit::make_reverse_plan(reached, c.changes, *c.plan, how);
  c.up_sql = kit::emit_script(*c.plan, "up");
  c.down_sql = kit::emit_script(down, "down");
  c.hazards = kit::hazards_of(*c.plan);
  // What `generate` lets be proven: the names that a renamed table's sequences keep are the origin's.
  for (const kit::change& left : kit::changes_between(reached, c.target)) {
    throw kit::error("the changes do not lead to the target: " + kit::describe(left) + " is left", "");
  }
  c.target = std::move(reached);
  return c;
}

inline test_claim make_claim(const std::string& before, const std::string& after, const kit::plan_options& how) {
  return make_claim(model_of(before), model_of(after), how);
}

inline test_claim make_claim(const std::string& before, const std::string& after, bool online = true) {
  return make_claim(model_of(before), model_of(after), kit::plan_options{.online = online, .intended = {}});
}

inline kit::certificate prove_plan(const std::string& before, const std::string& after, bool online = true) {
  return make_claim(before, after, online).prove();
}

/// Everything that a certificate says, for a failing test.
inline std::string told(const kit::certificate& c) {
  std::string out;
  for (const auto* list : {&c.findings, &c.notes}) {
    for (const auto& f : *list) {
      out += std::string(kit::to_string(f.stage)) + ": " + f.message + "\n";
    }
  }
  for (const auto& sentence : c.without_rows) {
    out += sentence + "\n";
  }
  return out;
}

}  // namespace squall::test
