#include "kit/plan/expand_contract_model.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "kit/diff/change.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/replacements.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

// An identity column's sequence has numbers of its type.
void within_type(sequence_options& options, const std::string& type) {
  const std::int64_t most = type == "smallint" ? INT16_MAX : type == "integer" ? INT32_MAX : INT64_MAX;
  options.maximum = std::min(options.maximum, most);
  options.minimum = std::max(options.minimum, -most - 1);
  options.start = std::clamp(options.start, options.minimum, options.maximum);
}

// Only the type changes, and what cannot be told from it. NOT NULL that comes with a backfill, and serial columns that
// become identity columns, are for later.
column with_new_type(const settled_changes& all, const object_id& id) {
  const auto& b = std::get<column>(all.base.objects.at(id));
  auto out = std::get<column>(all.after.objects.at(id));
  if (!b.not_null || !out.not_null) {
    out.not_null = out.not_null_no_inherit = out.not_null_not_valid = false;
    out.not_null_name.clear();
  }
  const auto owned = [&](const database& db) {
    std::set<object_id> found;
    for (auto it = db.objects.lower_bound({object_kind::sequence, id.schema, "", ""});
         it != db.objects.end() && it->first.kind == object_kind::sequence && it->first.schema == id.schema; ++it) {
      if (std::get<sequence>(it->second).owned_by == id) {
        found.insert(it->first);
      }
    }
    return found;
  };
  const bool other_numbers = b.identity.has_value() != out.identity.has_value() || owned(all.base) != owned(all.after);
  if (other_numbers) {
    const bool counts = out.type.sql == "smallint" || out.type.sql == "integer" || out.type.sql == "bigint";
    out.identity.reset();
    out.default_value.reset();
    if (b.identity && counts) {
      out.identity = b.identity;
      within_type(out.identity->options, out.type.sql);
    } else if (!owned(all.base).empty()) {
      out.default_value = b.default_value;
    }
  }
  return out;
}

}  // namespace

fresh_names::fresh_names(const settled_changes& changes) {
  for (const auto* db : {&changes.base, &changes.after}) {
    for (const auto& [id, value] : db->objects) {
      for (auto& slot : name_slots(id)) {
        taken_.insert(std::move(slot));
      }
    }
  }
}

std::string fresh_names::fresh(object_id id, const std::string& purpose) {
  const auto like = id.name;
  for (int attempt = 0;; ++attempt) {
    id.name = temporary_name(like, purpose, attempt);
    const auto slots = name_slots(id);
    if (std::none_of(slots.begin(), slots.end(), [&](const std::string& slot) { return taken_.contains(slot); })) {
      taken_.insert(slots.begin(), slots.end());
      return id.name;
    }
  }
}

std::string fresh_names::fresh_routine(const object_id& like, const std::string& purpose) {
  return fresh({object_kind::routine, like.schema, {}, like.name, ""}, purpose);
}

contraction contract_of(const settled_changes& all, const std::set<object_id>& columns) {
  contraction out;
  auto& changes = out.changes;
  changes.base = all.base;
  changes.after = all.base;
  for (const auto& id : columns) {
    changes.after.objects.at(id) = with_new_type(all, id);
  }
  changes.created = changes.dropped = columns;
  out.replaced = find_replacements(changes).objects;
  for (const auto& [id, value] : all.base.objects) {
    if (id.kind == object_kind::statistics &&
        std::any_of(columns.begin(), columns.end(), [&](const object_id& c) { return uses_column(id, value, c); })) {
      changes.created.insert(id);
      changes.dropped.insert(id);
    }
  }
  auto touched = out.replaced;
  touched.insert(changes.dropped.begin(), changes.dropped.end());
  for (const auto& id : touched) {
    if (columns.contains(id)) {
      continue;
    }
    const auto then = all.after.objects.find(id);
    if (then != all.after.objects.end()) {
      changes.after.objects.at(id) = then->second;
    } else {
      changes.after.objects.erase(id);
      changes.dropped.insert(id);
      changes.created.erase(id);
    }
  }
  out.replaced = find_replacements(changes).objects;
  return out;
}

blocks building_blocks(const settled_changes& all, const contraction& contract,
                       const std::map<object_id, std::vector<moving_column>>& columns, fresh_names& names) {
  // The model in which the second columns stand in for the first.
  auto model = contract.changes.after;
  blocks out;
  out.changes.base = all.base;
  for (const auto& [table, moving] : columns) {
    for (const auto& c : moving) {
      const auto id = column_id(table, c.name);
      apply_rename(model, c.id, id);
      auto bare = std::get<column>(model.objects.at(id));
      bare.not_null = bare.not_null_no_inherit = bare.not_null_not_valid = false;
      bare.not_null_name.clear();
      bare.default_value.reset();
      bare.identity.reset();
      const auto present = columns_of(all.base, table);
      bare.position = present.back().value->position + 1;
      out.changes.base.objects.emplace(id, std::move(bare));
    }
  }
  out.changes.after = out.changes.base;
  for (const auto& id : contract.replaced) {
    const bool is_index = has_index(id.kind);
    if ((!is_index && !is_constraint(id.kind)) || !model.contains(id)) {
      continue;
    }
    const auto& value = model.objects.at(id);
    auto made = id;
    made.kind = is_index ? object_kind::index : id.kind;
    made.name = names.fresh(made, "new");
    out.names.emplace(id, made.name);
    const bool is_key = is_index && id.kind != object_kind::index;
    out.changes.after.objects.emplace(made, is_key ? object(index_of_key(id, value)) : value);
    out.changes.created.insert(std::move(made));
  }
  return out;
}

settled_changes remaining_changes(const settled_changes& all, const contraction& contract) {
  settled_changes out;
  out.base = contract.changes.after;
  out.after = all.after;
  out.children = all.children;
  out.adopted = all.adopted;
  const auto done = [&](const object_id& id) {
    const auto now = out.base.objects.find(id);
    const auto then = out.after.objects.find(id);
    const bool came_anew = contract.replaced.contains(id) || contract.changes.dropped.contains(id);
    return came_anew &&
           (now == out.base.objects.end() ? then == out.after.objects.end()
                                          : then != out.after.objects.end() && now->second == then->second);
  };
  for (const auto& id : all.dropped) {
    if (!done(id)) {
      out.dropped.insert(id);
    }
  }
  for (const auto& id : all.created) {
    if (!done(id)) {
      out.created.insert(id);
    }
  }
  for (const auto& id : all.altered) {
    if (out.base.objects.at(id) != out.after.objects.at(id)) {
      out.altered.insert(id);
    }
  }
  return out;
}

std::optional<std::string> last_trigger_name(const database& db, const object_id& table) {
  std::string last;
  for (auto it = db.objects.lower_bound({object_kind::trigger, table.schema, table.name, ""});
       it != db.objects.end() && it->first.kind == object_kind::trigger && it->first.schema == table.schema &&
       it->first.table == table.name;
       ++it) {
    last = std::max(last, it->first.name);
  }
  constexpr std::string_view own = "zz_squall_sync";
  if (last < own) {
    return std::string(own);
  }
  last += "_sync";
  return last.size() <= 63 ? std::optional(std::move(last)) : std::nullopt;
}

}  // namespace squall::kit
