// Enum types that lose or move a label, and domains, composite and range types that ALTER cannot change: the type is
// made anew beside the old one, columns go over by way of their text, and the old one goes. Types that stand on it are
// made anew between these steps.
#include <fmt/format.h>

#include <algorithm>

#include "kit/plan/composite_values.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"
#include "kit/plan/type_change.hpp"

namespace squall::kit {
namespace {

// Renaming a range type leaves its multirange type and the functions that make values of both with the names that the
// new one wants (makeRangeConstructors() in src/backend/commands/typecmds.c). They go with it.
std::string companions_aside(const object_id& range) {
  constexpr std::string_view statement = R"(DO $squall$
DECLARE
  range CONSTANT oid := {}::pg_catalog.regtype;
  multirange oid;
  maker oid;
BEGIN
  SELECT t.oid INTO multirange
  FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_type t ON t.oid = d.objid
  WHERE d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid = range
    AND d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.deptype = 'i' AND t.typtype = 'm';
  FOR maker IN
    SELECT d.objid
    FROM pg_catalog.pg_depend d
    WHERE d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid IN (range, multirange)
      AND d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.deptype = 'i'
  LOOP
    EXECUTE pg_catalog.format('ALTER FUNCTION %s RENAME TO %I', maker::pg_catalog.regprocedure, '__squall_' || maker);
  END LOOP;
  IF multirange IS NOT NULL THEN
    EXECUTE pg_catalog.format('ALTER TYPE %s RENAME TO %I', multirange::pg_catalog.regtype, '__squall_' || multirange);
  END IF;
END $squall$)";
  return fmt::format(fmt::runtime(statement), sql_literal(sql_name(range)));
}

}  // namespace

void planner::plan_swapped_types() {
  for (const auto& id : replaced_.swapped_types) {
    swap_type(id);
  }
}

// Columns that have the type and keep it, or come to have an array of it or the like, table by table.
std::map<object_id, std::vector<object_id>> planner::columns_of_type(const object_id& type) const {
  std::map<object_id, std::vector<object_id>> out;
  for (const auto& [user, value] : changes_.base.objects) {
    const auto* old_column = std::get_if<column>(&value);
    const auto* new_column = changes_.after.find<column>(user);
    if (old_column != nullptr && new_column != nullptr && !is_dropped(user) && !is_replaced(user) &&
        old_column->type.user_type == type && new_column->type.user_type == type) {
      out[user.owner_table()].push_back(user);
    }
  }
  return out;
}

std::string planner::value_of_remade_type(const object_id& id, const std::string& type) const {
  auto written = std::get<column>(base(id)).type;
  written.sql = type;
  return remade_values(changes_.base, changes_.after, replaced_.swapped_types)
      .carried_over(sql_identifier(id.name), written);
}

work_step planner::convert_columns(const object_id& table, const std::vector<object_id>& columns) const {
  // PostgreSQL carries defaults out before types and puts new ones in after them, in one pass over the table.
  std::string parts;
  for (const auto& id : columns) {
    const auto& old_column = std::get<column>(base(id));
    const auto& new_column = std::get<column>(after(id));
    const auto name = sql_identifier(id.name);
    const auto type = readable_type(old_column.type.sql);
    const auto add_part = [&](const std::string& part) {
      parts += fmt::format("{}\n  ALTER COLUMN {} {}", parts.empty() ? "" : ",", name, part);
    };
    const bool released = replaced_.released_defaults.contains(id);
    if (old_column.default_value && !released) {
      add_part("DROP DEFAULT");
    }
    add_part(fmt::format("TYPE {} USING {}", type, value_of_remade_type(id, type)));
    // Otherwise when it gets its type, or when what the default calls is there again.
    if (new_column.default_value && new_column.type == old_column.type && !(released && comes_back_later(id))) {
      add_part("SET DEFAULT " + new_column.default_value->sql);
    }
    const column retyped = with_usual_storage(old_column);
    for (const auto& setting : sql_column_settings(&retyped, old_column)) {
      add_part(setting);
    }
  }
  return {{.sql = sql_alter_table(table) + parts,
           .lock = lock_mode::access_exclusive,
           .rewrites = true,
           .scans = true,
           .objects = columns,
           .hazards = {{hazard_kind::table_rewrite, columns.front(),
                        fmt::format("Every row of {} is written again, and readers wait.", display_name(table))}}}};
}

// As literals with commas; empty where none goes.
std::string planner::lost_labels(const object_id& type) const {
  std::string out;
  const auto* before = changes_.base.find<enum_type>(type);
  const auto* now = changes_.after.find<enum_type>(type);
  for (const auto& label : before == nullptr || now == nullptr ? std::vector<std::string>() : before->labels) {
    if (std::find(now->labels.begin(), now->labels.end(), label) == now->labels.end()) {
      out += (out.empty() ? "" : ", ") + sql_literal(label);
    }
  }
  return out;
}

void planner::warn_of_conversion(const object_id& type, const std::vector<object_id>& columns, work_step& s) const {
  const auto gone = lost_labels(type);
  const auto warn = [&](hazard_kind kind, std::string_view verb, const std::string& rest) {
    for (const auto& id : columns) {
      s.hazards.push_back({kind, id, fmt::format("{} {} {}", verb, display_name(id), rest)});
    }
  };
  if (!gone.empty()) {
    warn(hazard_kind::may_fail, "Fails if", fmt::format("holds {}, which the type has no longer.", gone));
  } else if (type.kind != object_kind::enum_type) {
    warn(hazard_kind::may_fail, "Fails if a value of", "does not fit the type as it is made anew.");
  }
  const auto* before = changes_.base.find<domain>(type);
  const auto* now = changes_.after.find<domain>(type);
  if (before != nullptr && now != nullptr && classify_type_change(before->base.sql, now->base.sql).may_lose) {
    warn(hazard_kind::data_loss, "Values of", "are rounded or cut to fit the type as it is made anew.");
  }
}

void planner::swap_type(const object_id& id) {
  auto aside = id;
  aside.name = fresh_name(id, "old");
  const auto phase = id.kind == object_kind::enum_type ? work_phase::enum_types : work_phase::types;
  work_node make{.key = key(phase, id, 2), .alters = {id}};
  make.steps.push_back(
      {{.sql = rename_statement(id, aside.name),
        .comment = id.kind == object_kind::enum_type
                       ? "PostgreSQL cannot take a label out of a type or move one: the type is made anew."
                       : "PostgreSQL cannot change this in place: the type is made anew.",
        .objects = {id}}});
  if (id.kind == object_kind::range_type) {
    make.steps.push_back({{.sql = companions_aside(aside), .objects = {id}}});
  }
  if (id.kind == object_kind::enum_type) {
    make.steps.push_back({{.sql = sql_create(id, after(id)), .objects = {id}}});
  } else {
    for (auto& sql : create_statements(id, after(id))) {
      make.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
    }
  }
  finish(make.steps, id, nullptr);
  swap out{.type = id};
  out.made = add(std::move(make));
  for (const auto& [table, members] : columns_of_type(id)) {
    work_node convert{.key = key(phase, id, 3), .alters = members};
    convert.steps.push_back(convert_columns(table, members));
    warn_of_conversion(id, members, convert.steps.back());
    out.converted.push_back(add(std::move(convert)));
  }
  work_node drop{.key = key(phase, id, 4)};
  drop.steps.push_back({{.sql = drop_statement(aside, base(id)), .objects = {id}}});
  if (const auto gone = lost_labels(id); !gone.empty()) {
    drop.steps.back().hazards.push_back(
        {hazard_kind::breaks_clients, id, fmt::format("Programs that still send {} fail from here on.", gone)});
  }
  say_lost_attributes(id, drop.steps.back());
  out.gone = graph_.add(std::move(drop));
  swaps_.push_back(std::move(out));
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

void planner::wire_swaps() {
  for (const auto& s : swaps_) {
    graph_.before(s.made, s.gone);
    for (const auto node : s.converted) {
      graph_.before(s.made, node);
      graph_.before(node, s.gone);
    }
    // The old type goes when the types that stand on it have gone, and the columns that leave it.
    for (const auto& other : swaps_) {
      const auto needs = dependencies_of(other.type, base(other.type));
      if (std::find(needs.begin(), needs.end(), s.type) != needs.end()) {
        graph_.before(other.gone, s.gone);
      }
    }
  }
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    const auto& work = graph_.at(node);
    for (const auto& s : swaps_) {
      const bool own = node == s.made || std::find(s.converted.begin(), s.converted.end(), node) != s.converted.end();
      if (own) {
        continue;
      }
      for (const auto& id : work.alters) {
        const auto* before = changes_.base.find<column>(id);
        if (before == nullptr || before->type.user_type != s.type) {
          continue;
        }
        const bool leaves = std::get<column>(after(id)).type.user_type != s.type;
        graph_.before(leaves ? node : s.gone, leaves ? s.gone : node);
      }
      for (const auto& id : work.drops) {
        const auto needs = is_user_type(id.kind) ? dependencies_of(id, base(id)) : std::vector<object_id>();
        if (std::find(needs.begin(), needs.end(), s.type) != needs.end()) {
          graph_.before(node, s.gone);
        }
      }
      // What belongs to tables wants the columns of the type as they shall be.
      for (const auto& id : work.makes) {
        const auto needs = id.belongs_to_table() ? dependencies_of(id, after(id)) : std::vector<object_id>();
        if (std::find(needs.begin(), needs.end(), s.type) != needs.end()) {
          graph_.before(s.gone, node);
        }
      }
    }
  }
}

}  // namespace squall::kit
