#include "kit/emit/leftovers.hpp"

#include <map>
#include <set>

#include "kit/diff/diff.hpp"
#include "kit/plan/plan.hpp"

namespace squall::kit {
namespace {

/// What OWNED BY and the like say stands on objects that come later than the object itself.
bool closes_a_cycle(const step& s) { return s.sql.find(" OWNED BY ") != std::string::npos; }

}  // namespace

std::vector<sql_group> group_statements(const database& before, const database& after) {
  if (before == after) {
    return {};
  }
  diff_options how;
  how.decide_create = true;
  const diff_result differences = diff(before, after, how);
  const plan steps = make_plan(before, differences.changes, {.online = false, .intended = {}});
  std::vector<sql_group> groups;
  std::map<object_id, std::size_t> place;
  for (const auto& s : steps.steps) {
    const object_id made = s.objects.empty() ? object_id{} : s.objects.front();
    const auto known = place.find(made);
    if (known == place.end() || closes_a_cycle(s)) {
      place[made] = groups.size();
      groups.push_back({made, {s.sql}});
    } else {
      groups[known->second].statements.push_back(s.sql);
    }
  }
  return groups;
}

std::string text_of(const sql_group& group) {
  std::string out;
  for (const auto& statement : group.statements) {
    out += (out.empty() ? "" : "\n") + statement + ";";
  }
  return out;
}

}  // namespace squall::kit
