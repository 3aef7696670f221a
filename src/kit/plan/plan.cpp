#include "kit/plan/plan.hpp"

#include <utility>

#include "kit/base/error.hpp"
#include "kit/plan/expand_contract.hpp"
#include "kit/plan/planner.hpp"

namespace squall::kit {

std::string_view to_string(lock_mode mode) {
  switch (mode) {
    case lock_mode::none:
      return "none";
    case lock_mode::access_share:
      return "ACCESS SHARE";
    case lock_mode::row_share:
      return "ROW SHARE";
    case lock_mode::row_exclusive:
      return "ROW EXCLUSIVE";
    case lock_mode::share_update_exclusive:
      return "SHARE UPDATE EXCLUSIVE";
    case lock_mode::share:
      return "SHARE";
    case lock_mode::share_row_exclusive:
      return "SHARE ROW EXCLUSIVE";
    case lock_mode::exclusive:
      return "EXCLUSIVE";
    case lock_mode::access_exclusive:
      return "ACCESS EXCLUSIVE";
  }
  throw error("A lock mode that PostgreSQL does not have");
}

std::string_view to_string(hazard_kind kind) {
  switch (kind) {
    case hazard_kind::data_loss:
      return "data_loss";
    case hazard_kind::may_fail:
      return "may_fail";
    case hazard_kind::table_rewrite:
      return "table_rewrite";
    case hazard_kind::full_scan:
      return "full_scan";
    case hazard_kind::breaks_clients:
      return "breaks_clients";
    case hazard_kind::not_transactional:
      return "not_transactional";
    case hazard_kind::not_reversible:
      return "not_reversible";
  }
  throw error("A kind of hazard that the planner does not know");
}

std::vector<hazard> hazards_of(const plan& p) {
  std::vector<hazard> out;
  for (const auto& s : p.steps) {
    out.insert(out.end(), s.hazards.begin(), s.hazards.end());
  }
  return out;
}

plan make_plan(const database& before, const std::vector<change>& changes, const plan_options& options) {
  auto settled = settle(before, changes);
  if (options.expand_contract) {
    return plan_expand_contract(std::move(settled), options);
  }
  return planner(std::move(settled), options).make();
}

}  // namespace squall::kit
