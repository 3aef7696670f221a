// Enum types: made, dropped, given more labels in place.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {

void planner::plan_enums() {
  for (const auto& id : changes_.created) {
    if (id.kind == object_kind::enum_type) {
      work_node node{.key = key(work_phase::enum_types, id, 0), .makes = {id}};
      node.steps.push_back({{.sql = sql_create(id, after(id)), .objects = {id}}});
      finish(node.steps, id, nullptr);
      add(std::move(node));
    }
  }
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::enum_type) {
      const auto& b = std::get<enum_type>(base(id));
      const auto& a = std::get<enum_type>(after(id));
      if (!replaced_.swapped_types.contains(id)) {
        add_enum_labels(id, b, a);
      }
    }
  }
  for (const auto& id : changes_.dropped) {
    if (id.kind == object_kind::enum_type) {
      work_node node{.key = key(work_phase::drop_others, id, 1), .drops = {id}};
      node.steps.push_back({{.sql = sql_drop(id), .objects = {id}}});
      add(std::move(node));
    }
  }
}

void planner::add_enum_labels(const object_id& id, const enum_type& before, const enum_type& after_value) {
  // A new label cannot be used before the transaction that adds it has ended (manual, ALTER TYPE, Notes).
  const auto used_in = [&](const std::set<object_id>& ids, const std::string& label) {
    return std::any_of(ids.begin(), ids.end(), [&](const object_id& user) {
      if (!changes_.after.contains(user)) {
        return false;
      }
      const auto texts = expressions_of(after(user));
      return std::any_of(texts.begin(), texts.end(), [&](auto text) { return mentions_literal(text, label); });
    });
  };
  const auto in_intentions = [&](const std::map<object_id, std::string>& texts, const std::string& label) {
    return std::any_of(texts.begin(), texts.end(), [&](const auto& e) { return mentions_literal(e.second, label); });
  };
  // A column that comes to the type may bring any label with its rows.
  bool used = std::any_of(changes_.altered.begin(), changes_.altered.end(), [&](const object_id& user) {
    const auto* a = std::get_if<column>(&after(user));
    return a != nullptr && a->type.user_type == id && a->type != std::get<column>(base(user)).type;
  });
  work_node node{.key = key(work_phase::enum_types, id, 1), .alters = {id}};
  for (std::size_t i = 0; i < after_value.labels.size(); ++i) {
    const auto& label = after_value.labels[i];
    if (std::find(before.labels.begin(), before.labels.end(), label) != before.labels.end()) {
      continue;
    }
    std::string place;
    if (i > 0) {
      place = " AFTER " + sql_literal(after_value.labels[i - 1]);
    } else if (!before.labels.empty()) {
      place = " BEFORE " + sql_literal(before.labels.front());
    }
    node.steps.push_back({{.sql = fmt::format("ALTER TYPE {} ADD VALUE {}{}", sql_name(id), sql_literal(label), place),
                           .objects = {id}}});
    used = used || used_in(changes_.created, label) || used_in(changes_.altered, label) ||
           used_in(replaced_.objects, label) || in_intentions(options_.intended.backfills, label) ||
           in_intentions(options_.intended.using_expressions, label);
  }
  if (used && !node.steps.empty()) {
    node.steps.back().commit_after = true;
    node.steps.back().comment = "Committed by itself: the steps below use the new label.";
  }
  finish(node.steps, id, &base(id));
  add(std::move(node));
}

}  // namespace squall::kit
