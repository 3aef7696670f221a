// ALTER TABLE of a parent reaches its children: defaults, NOT NULL, storage and statistics targets that are otherwise
// there are said again.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <tuple>

#include "kit/model/inheritance.hpp"
#include "kit/plan/child_moves.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

enum class aspect : std::uint8_t { default_value, not_null, storage, statistics };

bool agree(aspect of, const column& a, const column& b) {
  switch (of) {
    case aspect::default_value:
      return a.default_value == b.default_value;
    case aspect::not_null:
      return a.not_null == b.not_null;
    case aspect::storage:
      return a.storage == b.storage;
    case aspect::statistics:
      return a.statistics_target == b.statistics_target;
  }
  return true;
}

// `from`, but for one aspect that is as in `to`.
column with(aspect of, column from, const column& to) {
  switch (of) {
    case aspect::default_value:
      from.default_value = to.default_value;
      break;
    case aspect::not_null:
      from.not_null = to.not_null;
      break;
    case aspect::storage:
      from.storage = to.storage;
      break;
    case aspect::statistics:
      from.statistics_target = to.statistics_target;
      break;
  }
  return from;
}

constexpr auto aspects = {aspect::default_value, aspect::not_null, aspect::storage, aspect::statistics};

// What statements that lead from one to the other say to the children, too.
bool says(aspect of, const std::optional<column>& before, const column& after) {
  static const column usual{};
  const bool is_new = !before;
  if (is_new && (of == aspect::default_value || of == aspect::not_null)) {
    return false;  // ADD COLUMN says that
  }
  const auto& b = is_new ? usual : *before;
  const bool retyped = !is_new && (b.type != after.type || b.collation != after.collation);
  return !agree(of, b, after) || (of == aspect::default_value && retyped);
}

}  // namespace

void planner::restate_columns() {
  struct said {
    object_id column_name;
    aspect of;
    column value;
  };
  std::deque<said> all;
  for (const auto* set : {&changes_.created, &changes_.altered, &changes_.dropped}) {
    for (const auto& id : *set) {
      const bool is_parents = id.kind == object_kind::column && is_old_table(id.owner_table()) &&
                              !heirs_in(heirs_after_, id.owner_table()).empty();
      const auto a = is_parents ? effective_column(changes_.after, id.owner_table(), id.name) : std::nullopt;
      if (!a) {
        continue;
      }
      const auto b = effective_column(changes_.base, id.owner_table(), id.name);
      for (const auto of : aspects) {
        if (says(of, b, *a)) {
          all.push_back({id, of, *a});
        }
      }
    }
  }
  std::map<object_id, std::vector<aspect>> again;
  for (const auto& id : columns_with_other_parents()) {
    const auto b = *effective_column(changes_.base, id.owner_table(), id.name);
    const auto a = *effective_column(changes_.after, id.owner_table(), id.name);
    for (const auto of : {aspect::default_value, aspect::not_null}) {
      if (!agree(of, b, a) && !a.generated && !a.identity) {
        again[id].push_back(of);
        all.push_back({id, of, a});
      }
    }
  }
  for (; !all.empty(); all.pop_front()) {
    const auto from = all.front();
    for (const auto& heir : heirs_in(heirs_after_, from.column_name.owner_table())) {
      const auto id = column_id(heir, from.column_name.name);
      const auto* value = changes_.after.find<table>(heir);
      const auto now = is_old_table(heir) ? effective_column(changes_.after, heir, id.name) : std::nullopt;
      if (!now || agree(from.of, from.value, *now) || (value->partition_of && from.of == aspect::not_null) ||
          now->generated || now->identity) {
        continue;
      }
      auto& list = again[id];
      if (std::find(list.begin(), list.end(), from.of) == list.end()) {
        list.push_back(from.of);
        all.push_back({id, from.of, *now});
      }
    }
  }
  for (const auto& [id, list] : again) {
    const auto now = *effective_column(changes_.after, id.owner_table(), id.name);
    column otherwise = now;
    for (const auto of : list) {
      column other;
      other.not_null = !now.not_null;
      other.statistics_target = now.statistics_target ? std::nullopt : std::optional<std::int64_t>(0);
      other.storage = now.storage.empty() ? "main" : "";
      if (!now.default_value) {
        other.default_value = sql_expression{"NULL", {}};
      }
      otherwise = with(of, std::move(otherwise), other);
    }
    work_node node{.key = key(work_phase::alter_tables, id, 7)};
    for (auto& part : sql_inherited_column_changes(otherwise, now)) {
      node.steps.push_back(
          {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(id.name), part),
            .comment = node.steps.empty() ? "What the parent's column became, this one does not." : "",
            .lock = lock_mode::access_exclusive,
            .objects = {id}}});
      warn_of_not_null(id, node.steps.back());
    }
    restated_.emplace_back(graph_.add(std::move(node)), id);
  }
  // A column that was made again has lost what it had in children.
  for (const auto& made : changes_.adopted) {
    if (!changes_.base.contains(made)) {
      continue;
    }
    const auto given = implied_column(std::get<column>(after(made)));
    for (const auto& heir : heirs_in(heirs_after_, made.owner_table())) {
      const auto id = column_id(heir, made.name);
      const auto* value = changes_.after.find<column>(id);
      if (value == nullptr || !value->inherited || !is_old_table(heir)) {
        continue;
      }
      work_node node{.key = key(work_phase::alter_tables, id, 6)};
      for (auto& part : sql_inherited_column_changes(given, *value)) {
        node.steps.push_back(
            {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(id.name), part),
              .lock = lock_mode::access_exclusive,
              .objects = {id}}});
        warn_of_not_null(id, node.steps.back());
      }
      finish(node.steps, id, nullptr);
      restated_.emplace_back(graph_.add(std::move(node)), id);
    }
  }
}

// Columns of which nothing is said, before and after, that come from other parents then: ADD COLUMN and DROP COLUMN of
// a parent leave what is there already.
std::vector<object_id> planner::columns_with_other_parents() const {
  std::vector<object_id> out;
  for (auto it = changes_.after.objects.lower_bound({object_kind::table, "", "", ""});
       it != changes_.after.objects.end() && it->first.kind == object_kind::table; ++it) {
    const auto& heir = it->first;
    const auto* b = changes_.base.find<table>(heir);
    const auto& a = std::get<table>(it->second);
    if (!is_old_table(heir) || (a.inherits.size() < 2 && b->inherits.size() < 2)) {
      continue;
    }
    for (const auto& name : column_names_of(changes_.after, heir)) {
      const auto has = [&](const database& db, const table& of) {
        std::vector<object_id> parents;
        std::copy_if(of.inherits.begin(), of.inherits.end(), std::back_inserter(parents),
                     [&](const object_id& parent) { return effective_column(db, parent, name).has_value(); });
        return parents;
      };
      const auto id = column_id(heir, name);
      const bool said = changes_.base.contains(id) || changes_.after.contains(id);
      if (!said && effective_column(changes_.base, heir, name) && has(changes_.base, *b) != has(changes_.after, a)) {
        out.push_back(id);
      }
    }
  }
  return out;
}

void planner::wire_restated() {
  for (const auto& [node, id] : restated_) {
    const auto& all_heirs = heirs_in(heirs_after_, id.owner_table());
    edges(ready_, id, [&, late = node](std::size_t first) { graph_.before(first, late); });
    for (const auto& [other, of] : restated_) {
      if (of.name == id.name && std::find(all_heirs.begin(), all_heirs.end(), of.owner_table()) != all_heirs.end()) {
        graph_.before(node, other);
      }
    }
  }
}

}  // namespace squall::kit
