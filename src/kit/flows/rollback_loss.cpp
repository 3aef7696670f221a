#include "kit/flows/rollback_loss.hpp"

#include <algorithm>

#include "kit/flows/consent.hpp"

namespace squall::kit {
namespace {

bool has_statements(const migration& m) {
  const std::vector<script_step> steps = parse_script(m.down_sql, m.folder / "down.sql");
  return std::any_of(steps.begin(), steps.end(), [](const script_step& s) { return !s.statements.empty(); });
}

}  // namespace

rollback_losses losses_of_rollback(const std::vector<migration>& migrations, const std::vector<std::string>& ids) {
  rollback_losses result;
  database model = empty_database();
  for (const migration& m : migrations) {
    const database before = model;
    kit::apply(model, m.changes);
    if (std::find(ids.begin(), ids.end(), m.id) == ids.end()) {
      continue;
    }
    if (m.changes.empty()) {
      if (has_statements(m)) {
        result.unknown.push_back(m.id);
      }
      continue;
    }
    const plan up = make_plan(before, m.changes);
    const plan down = make_reverse_plan(model, m.changes, up);
    for (hazard& loss : losses_of(hazards_of(down))) {
      result.hazards.push_back(std::move(loss));
    }
  }
  return result;
}

}  // namespace squall::kit
