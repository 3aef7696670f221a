#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/validated_checks.hpp"

namespace squall::kit {

std::vector<object_id> unproven_checks_above(const database& db, const object_id& table_name) {
  std::vector<object_id> out;
  const auto* value = db.find<table>(table_name);
  if (value == nullptr) {
    return out;
  }
  for (const auto& parent : parents_of(*value)) {
    for (const auto& id : members_of(db, parent, object_kind::check)) {
      if (is_unproven_for_heirs(std::get<check>(db.objects.at(id)))) {
        out.push_back(id);
      }
    }
    const auto* of = db.find<table>(parent);
    for (auto& id : unproven_checks_above(db, parent)) {
      if (!is_validated_ahead(*of, id.name)) {
        out.push_back(std::move(id));
      }
    }
  }
  return out;
}

bool is_validated_ahead(const table& of, const std::string& check_name) {
  return std::binary_search(of.validated_checks.begin(), of.validated_checks.end(), check_name);
}

// They are validated when the check is there for good: a new check, or one that is said again, is NOT VALID below, too.
void planner::validate_ahead(const object_id& id, const table& value) {
  const auto* before = is_old_table(id) ? &std::get<table>(base(id)) : nullptr;
  const bool comes = before == nullptr || parents_of(*before) != parents_of(value);
  std::vector<object_id> above;
  work_node node{.key = key(work_phase::validate, id, 6)};
  for (const auto& rule : unproven_checks_above(changes_.after, id)) {
    if (!is_validated_ahead(value, rule.name)) {
      continue;
    }
    // Another type of a column makes the server say the checks of it again.
    const bool is_anew = is_created(rule) || is_replaced(rule) || stands_on_changing_column(rule, after(rule));
    if (comes || is_anew || !is_validated_ahead(*before, rule.name)) {
      node.steps.push_back(
          {{.sql = fmt::format("{} VALIDATE CONSTRAINT {}", sql_alter_table(id), sql_identifier(rule.name)),
            .lock = before == nullptr ? lock_mode::none : lock_mode::share_update_exclusive,
            .scans = before != nullptr,
            .objects = {id}},
           before != nullptr});
      if (before != nullptr) {
        node.steps.back().hazards.push_back(
            {hazard_kind::may_fail, id,
             fmt::format("Fails if a row of {} does not obey {}.", display_name(id), sql_identifier(rule.name))});
      }
      above.push_back(rule);
    }
  }
  if (!node.steps.empty()) {
    validations_ahead_.push_back({graph_.add(std::move(node)), id, std::move(above)});
  }
}

void planner::plan_validated_checks() {
  for (const auto& [id, value] : changes_.after.objects) {
    const auto* of = std::get_if<table>(&value);
    if (of != nullptr && !of->validated_checks.empty()) {
      validate_ahead(id, *of);
    }
  }
}

void planner::wire_validated_checks() {
  for (const auto& [validated, table_name, checks] : validations_ahead_) {
    const auto waits_for = [&, late = validated](std::size_t first) { graph_.before(first, late); };
    for (const auto& rule : checks) {
      edges(ready_, rule, waits_for);
      if (const auto columns = touched_columns_.find(rule.owner_table()); columns != touched_columns_.end()) {
        for (const auto& touched : columns->second) {
          edges(ready_, touched, waits_for);
        }
      }
    }
    auto family = wholes_of(changes_.after, table_name);
    family.push_back(table_name);
    for (const auto& member : family) {
      edges(ready_, member, waits_for);
      for (const auto& [attach, partition] : late_attachments_) {
        if (partition == member) {
          waits_for(attach);
        }
      }
      for (const auto& move : moves_) {
        if (move.table == member && move.join) {
          waits_for(*move.join);
        }
      }
      if (const auto work = child_works_.find(member); work != child_works_.end()) {
        for (const auto& node : {work->second.join, work->second.released}) {
          if (node) {
            waits_for(*node);
          }
        }
      }
    }
  }
}

}  // namespace squall::kit
