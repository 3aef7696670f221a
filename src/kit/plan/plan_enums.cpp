// Enum types: made, dropped, given more labels in place; and types that are made anew while columns have them.
#include <fmt/format.h>

#include <algorithm>

#include "kit/base/error.hpp"
#include "kit/plan/composite_values.hpp"
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
      if (replaced_.swapped_types.contains(id)) {
        swap_type(id);
      } else {
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

// By way of its text. Of a composite value that says nothing about which attribute is which.
std::string planner::value_of_remade_type(const object_id& id, const std::string& type) const {
  const auto name = sql_identifier(id.name);
  const auto& user_type = std::get<column>(base(id)).type.user_type;
  const auto* before = changes_.base.find<composite_type>(*user_type);
  const auto* now = changes_.after.find<composite_type>(*user_type);
  const bool is_array = type.ends_with("[]");
  if (before == nullptr || now == nullptr || !moves_attributes(*before, *now)) {
    return fmt::format("{}::text{}::{}", name, is_array ? "[]" : "", type);
  }
  if (is_array) {
    throw error(fmt::format("the attributes of {} cannot change their places: {} holds arrays of it",
                            display_name(*user_type), display_name(id)),
                "put new attributes at the end, or write a migration by hand");
  }
  return carried_over(name, *before, *now, type, replaced_.swapped_types);
}

work_step planner::convert_columns(const object_id& table, const std::vector<object_id>& columns) {
  // PostgreSQL carries defaults out before types and puts new ones in after them, in one pass over the table.
  std::string parts;
  std::vector<hazard> hazards;
  for (const auto& id : columns) {
    const auto& old_column = std::get<column>(base(id));
    const auto& new_column = std::get<column>(after(id));
    const auto name = sql_identifier(id.name);
    const auto type = readable_type(new_column.type.sql);
    const auto add_part = [&](const std::string& part) {
      parts += fmt::format("{}\n  ALTER COLUMN {} {}", parts.empty() ? "" : ",", name, part);
    };
    if (old_column.default_value) {
      add_part("DROP DEFAULT");
    }
    add_part(fmt::format("TYPE {} USING {}", type, value_of_remade_type(id, type)));
    if (new_column.default_value) {
      add_part("SET DEFAULT " + new_column.default_value->sql);
    }
    hazards.push_back({hazard_kind::table_rewrite, id,
                       fmt::format("Every row of {} is written again, and readers wait.", display_name(table))});
  }
  work_step out{{.sql = sql_alter_table(table) + parts,
                 .lock = lock_mode::access_exclusive,
                 .rewrites = true,
                 .scans = true,
                 .objects = columns,
                 .hazards = {hazards.front()}}};
  return out;
}

// Enum types that lose or move a label, and domains, composite and range types that ALTER cannot change: the type is
// made anew, and columns go over by way of their text.
void planner::swap_type(const object_id& id) {
  std::string gone;
  if (const auto* before = std::get_if<enum_type>(&base(id))) {
    const auto& labels = std::get<enum_type>(after(id)).labels;
    for (const auto& label : before->labels) {
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
        gone += (gone.empty() ? "" : ", ") + sql_literal(label);
      }
    }
  }
  auto aside = id;
  aside.name = fresh_name(id, "old");
  work_node node{.key = key(id.kind == object_kind::enum_type ? work_phase::enum_types : work_phase::types, id, 2),
                 .alters = {id}};
  node.steps.push_back(
      {{.sql = rename_statement(id, aside.name),
        .comment = id.kind == object_kind::enum_type
                       ? "PostgreSQL cannot take a label out of a type or move one: the type is made anew."
                       : "PostgreSQL cannot change this in place: the type is made anew.",
        .objects = {id}}});
  if (id.kind == object_kind::enum_type) {
    node.steps.push_back({{.sql = sql_create(id, after(id)), .objects = {id}}});
  } else {
    for (auto& sql : create_statements(id, after(id))) {
      node.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
    }
  }
  // Columns that have the type before and after, table by table.
  std::map<object_id, std::vector<object_id>> columns;
  for (const auto& [user, value] : changes_.base.objects) {
    const auto* old_column = std::get_if<column>(&value);
    const auto* new_column = changes_.after.find<column>(user);
    if (old_column != nullptr && new_column != nullptr && !is_dropped(user) && !is_replaced(user) &&
        old_column->type.user_type == id && new_column->type == old_column->type) {
      columns[user.owner_table()].push_back(user);
    }
  }
  for (const auto& [table, members] : columns) {
    auto convert = convert_columns(table, members);
    if (!gone.empty()) {
      for (const auto& member : members) {
        convert.hazards.push_back(
            {hazard_kind::may_fail, member,
             fmt::format("Fails if {} holds {}, which the type has no longer.", display_name(member), gone)});
      }
    }
    node.alters.insert(node.alters.end(), members.begin(), members.end());
    node.steps.push_back(std::move(convert));
  }
  node.steps.push_back({{.sql = drop_statement(aside, base(id)), .objects = {id}}});
  if (!gone.empty()) {
    node.steps.back().hazards.push_back(
        {hazard_kind::breaks_clients, id, fmt::format("Programs that still send {} fail from here on.", gone)});
  }
  say_lost_attributes(id, node.steps.back());
  finish(node.steps, id, nullptr);
  add(std::move(node));
}

void planner::say_lost_attributes(const object_id& id, work_step& s) const {
  const auto* before = changes_.base.find<composite_type>(id);
  const auto* now = changes_.after.find<composite_type>(id);
  if (before == nullptr || now == nullptr || !is_stored(changes_.base, id)) {
    return;
  }
  for (const auto& name : lost_attributes(*before, *now)) {
    s.hazards.push_back({hazard_kind::data_loss, id,
                         fmt::format("The values of attribute {} of {} are lost.", name, display_name(id))});
  }
}

}  // namespace squall::kit
