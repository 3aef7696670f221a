// Which columns are expanded and contracted.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/expand_contract_model.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/replacements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

bool has_other_type(const settled_changes& changes, const object_id& id) {
  const auto* b = changes.base.find<column>(id);
  const auto* a = changes.after.find<column>(id);
  return b != nullptr && a != nullptr && b->type != a->type;
}

// What cannot be built beforehand, or stands on what comes later.
std::string obstacle_of_dependents(const settled_changes& changes, const object_id& id) {
  const auto contract = contract_of(changes, {id});
  auto touched = contract.replaced;
  touched.insert(contract.changes.created.begin(), contract.changes.created.end());
  for (const auto& user : touched) {
    const auto it = contract.changes.after.objects.find(user);
    if (it == contract.changes.after.objects.end()) {
      continue;
    }
    const auto what = describe(user);
    if (user.kind == object_kind::materialized_view) {
      return fmt::format("{} stands on it and would be filled again", what);
    }
    if (const auto* about = std::get_if<statistics>(&it->second);
        about != nullptr && !about->columns.empty() && about->columns.back() != id.name) {
      return fmt::format("{} names it before others, in the order of the table's columns, which would be another one",
                         what);
    }
    if (user.kind == object_kind::column && user != id) {
      return fmt::format("generated {} stands on it", what);
    }
    if (user.kind == object_kind::table || is_user_type(user.kind) || user.kind == object_kind::exclusion) {
      return fmt::format("{} stands on it and cannot be built beforehand", what);
    }
    const auto temporal = std::visit(
        [](const auto& v) {
          if constexpr (requires { v.without_overlaps; }) {
            return v.without_overlaps;
          } else if constexpr (requires { v.period; }) {
            return v.period;
          } else {
            return false;
          }
        },
        it->second);
    const auto* owner = changes.base.find<table>(user.owner_table());
    const bool in_parts = user.kind == object_kind::foreign_key && owner != nullptr &&
                          (!owner->partition_by.empty() || owner->partition_of || !attached_to(it->second).empty());
    if (temporal || in_parts) {
      return fmt::format("{} cannot be built beforehand", what);
    }
    for (const auto& need : dependencies_of(user, it->second)) {
      if (changes.created.contains(need) && !changes.base.contains(need)) {
        return user == id ? fmt::format("{} comes with the same migration", describe(need))
                          : fmt::format("{} stands on it and on {}, which comes with the same migration", what,
                                        describe(need));
      }
    }
  }
  return {};
}

// Two columns of one foreign key that can only change together.
std::string obstacle_of_pair(const database& now, const database& then,
                             const std::map<object_id, moving_column>& moving, const moving_column& c) {
  if (!c.conversion.cost.other_family) {
    return {};
  }
  const auto after_that = [&](const object_id& other) {
    const auto* value = (moving.contains(other) ? then : now).find<column>(other);
    return value == nullptr ? std::string() : value->type.sql;
  };
  for (auto it = now.objects.lower_bound({object_kind::foreign_key, "", "", ""});
       it != now.objects.end() && it->first.kind == object_kind::foreign_key; ++it) {
    const auto& fk = std::get<foreign_key>(it->second);
    if (!then.contains(it->first)) {
      continue;
    }
    for (std::size_t i = 0; i < fk.columns.size() && i < fk.referenced_columns.size(); ++i) {
      const auto own = column_id(it->first.owner_table(), fk.columns[i]);
      const auto theirs = column_id(fk.referenced_table, fk.referenced_columns[i]);
      if ((own == c.id || theirs == c.id) && after_that(own) != after_that(theirs)) {
        return fmt::format("{} ties it to {}, which is not expanded and contracted with it", describe(it->first),
                           display_name(own == c.id ? theirs : own));
      }
    }
  }
  return {};
}

}  // namespace

std::vector<moving_column> columns_to_move(const settled_changes& changes, const plan_options& options,
                                           std::map<object_id, std::string>& obstacles) {
  const auto replaced = find_replacements(changes);
  const auto made_anew = [&](const type_name& t) {
    return t.user_type && (replaced.swapped_types.contains(*t.user_type) || replaced.objects.contains(*t.user_type));
  };
  std::map<object_id, moving_column> moving;
  for (const auto& id : changes.altered) {
    if (id.kind != object_kind::column || !has_other_type(changes, id) || replaced.objects.contains(id)) {
      continue;
    }
    moving_column c{.id = id,
                    .name = {},
                    .check = {},
                    .conversion = conversion_of(changes, options, id),
                    .before = std::get<column>(changes.base.objects.at(id)),
                    .after = std::get<column>(changes.after.objects.at(id))};
    if (!c.conversion.writes_rows() || c.before.inherited || c.after.inherited) {
      continue;
    }
    const auto table = id.owner_table();
    std::string why;
    if (changes.dropped.contains(table) || changes.created.contains(table)) {
      why = "its table is made again";
    } else if (made_anew(c.before.type) || made_anew(c.after.type)) {
      why = "its type is made anew";
    } else {
      why = obstacle_of_table(changes, table);
    }
    why = why.empty() ? obstacle_of_column(changes, id) : why;
    if (why.empty() && !last_trigger_name(changes.base, table)) {
      why = "the name of its table's last trigger leaves no room for one that fires after it";
    }
    why = why.empty() ? obstacle_of_dependents(changes, id) : why;
    if (why.empty()) {
      moving.emplace(id, std::move(c));
    } else {
      obstacles.emplace(id, std::move(why));
    }
  }
  for (bool again = true; again;) {
    again = false;
    for (auto it = moving.begin(); it != moving.end();) {
      auto why = obstacle_of_pair(changes.base, changes.after, moving, it->second);
      if (why.empty()) {
        ++it;
        continue;
      }
      obstacles.emplace(it->first, std::move(why));
      it = moving.erase(it);
      again = true;
    }
  }
  std::vector<moving_column> out;
  for (auto& [id, c] : moving) {
    out.push_back(std::move(c));
  }
  return out;
}

}  // namespace squall::kit
