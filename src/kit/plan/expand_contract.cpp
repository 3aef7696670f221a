#include "kit/plan/expand_contract.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "kit/plan/expand_contract_model.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// Appends a part of the plan that begins in a transaction of its own.
void append(std::vector<step>& out, std::vector<step> steps) {
  if (!steps.empty() && !out.empty() && out.back().transactional) {
    out.back().commit_after = true;
  }
  std::move(steps.begin(), steps.end(), std::back_inserter(out));
}

std::set<object_id> ids_of(const std::vector<moving_column>& columns) {
  std::set<object_id> out;
  for (const auto& c : columns) {
    out.insert(c.id);
  }
  return out;
}

// Several planners make the plan: that it is more than one transaction is said once, for the whole.
std::vector<step> steps_of(planner part) {
  auto steps = part.make().steps;
  for (auto& s : steps) {
    std::erase_if(s.hazards, [](const hazard& h) { return h.kind == hazard_kind::not_transactional; });
  }
  return steps;
}

// Sessions take locks on several tables in any order, so a ring with them is likely on tables in use, and whoever is
// first in it fails after deadlock_timeout (1 s): that must not be a session. All of the locks are there within a
// moment or let go again, and are tried in another order, after a pause in which those go on that waited.
step lock_all(const std::set<object_id>& tables, lock_mode mode, std::string comment) {
  step out;
  out.comment = std::move(comment);
  out.lock = mode;
  out.objects.assign(tables.begin(), tables.end());
  std::vector<std::string> names;
  std::transform(tables.begin(), tables.end(), std::back_inserter(names), sql_name);
  std::vector<std::string> literals;
  std::transform(names.begin(), names.end(), std::back_inserter(literals), sql_literal);
  out.sql = "DO " +
            sql_dollar_quoted(fmt::format(R"(
DECLARE
  tables text[] := ARRAY[{0}];
  tries integer := 0;
BEGIN
  LOOP
    BEGIN
      PERFORM pg_catalog.set_config('lock_timeout', '200ms', true);
      FOR i IN 0..{1} LOOP
        EXECUTE 'LOCK TABLE ' || tables[1 + (tries + i) % {2}] || ' IN {3} MODE';
        PERFORM pg_catalog.set_config('lock_timeout', '50ms', true);
      END LOOP;
      RETURN;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      tries := tries + 1;
      IF tries = 100 THEN
        RAISE;
      END IF;
    END;
    PERFORM pg_catalog.pg_sleep(0.02 + pg_catalog.random() * 0.1);
  END LOOP;
END
)",
                                          fmt::join(literals, ", "), names.size() - 1, names.size(), to_string(mode)));
  return out;
}

class expansion {
 public:
  expansion(const settled_changes& changes, const plan_options& options, std::vector<moving_column> columns)
      : changes_(changes), options_(options), names_(changes), contract_(contract_of(changes, ids_of(columns))) {
    for (auto& c : columns) {
      c.name = names_.fresh(c.id, "new");
      c.check = names_.fresh({object_kind::check, c.id.schema, c.id.table, c.id.name}, "filled");
      by_table_[c.id.owner_table()].push_back(std::move(c));
    }
    for (const auto& [table, moving] : by_table_) {
      sync_[table] = {last_trigger_name(changes_.base, table).value(),
                      {object_kind::routine, table.schema, {}, names_.fresh_routine(table, "sync"), ""}};
    }
    build_ = building_blocks(changes_, contract_, by_table_, names_);
  }

  // Empty when the last transaction would have to read or write rows.
  plan make(std::map<object_id, std::string> obstacles) {
    auto last = contract();
    if (std::any_of(last.begin(), last.end(),
                    [](const step& s) { return s.scans || s.rewrites || !s.transactional || s.commit_after; })) {
      return {};
    }
    plan out;
    out.steps = changes_.renames;
    for (const auto& [table, columns] : by_table_) {
      append(out.steps, expand(table, columns));
    }
    for (const auto& [table, columns] : by_table_) {
      append(out.steps, {fill_in_step(columns)});
      for (const auto& c : columns) {
        append(out.steps,
               {{.sql = fmt::format("{} VALIDATE CONSTRAINT {}", sql_alter_table(table), sql_identifier(c.check)),
                 .lock = lock_mode::share_update_exclusive,
                 .scans = true,
                 .objects = {c.id}}});
      }
    }
    append(out.steps, build());
    for (const auto& [table, columns] : by_table_) {
      append(out.steps, {analyze(table, columns)});
    }
    append(out.steps, std::move(last));
    append(out.steps, steps_of({remaining_changes(changes_, contract_),
                                options_,
                                {.columns = {}, .parts = {}, .obstacles = std::move(obstacles)}}));
    warn_of_several_transactions(out);
    return out;
  }

 private:
  std::vector<step> expand(const object_id& table, const std::vector<moving_column>& columns) const {
    settled_changes wider;
    wider.base = changes_.base;
    wider.after = changes_.base;
    for (const auto& c : columns) {
      const auto id = column_id(table, c.name);
      wider.after.objects.emplace(id, build_.changes.base.objects.at(id));
      wider.created.insert(id);
    }
    auto out = steps_of({std::move(wider), options_});
    auto& first = out.front();
    std::string list;
    for (const auto& c : columns) {
      list += (list.empty() ? "" : ", ") + display_name(c.id);
      auto hazards = hazards_of_conversion(changes_, c.id, c.conversion);
      const bool may_fail = c.conversion.author || c.conversion.cost.may_fail || c.conversion.cost.no_cast;
      if (may_fail) {
        hazards.push_back(
            {hazard_kind::breaks_clients, c.id,
             fmt::format("From here on, rows whose {} has no value of the new type are refused.", display_name(c.id))});
      }
      hazards.push_back(
          {hazard_kind::breaks_clients, c.id,
           fmt::format("{} is the last column of {} afterwards: SELECT * and INSERT without a list of columns see "
                       "another order.",
                       display_name(c.id), display_name(table))});
      first.hazards.insert(first.hazards.end(), hazards.begin(), hazards.end());
    }
    first.comment =
        fmt::format("{}: a second column of the new type, which takes the place of the first in the end.", list);
    const auto sync = start_in_step(sync_.at(table), columns, columns_of(changes_.base, table));
    out.insert(out.end(), sync.begin(), sync.end());
    return out;
  }

  // Each foreign key in a transaction of its own, which locks two tables.
  std::vector<step> build() const {
    std::vector<step> out;
    for (auto& s : steps_of({build_.changes, options_})) {
      const auto* fk = s.objects.empty() ? nullptr : build_.changes.after.find<foreign_key>(s.objects.front());
      const bool adds = fk != nullptr && s.transactional && s.lock == lock_mode::share_row_exclusive;
      if (adds) {
        append(out, {lock_all({s.objects.front().owner_table(), fk->referenced_table}, s.lock,
                              "For the foreign key that follows; readers go on.")});
        s.commit_after = true;
      }
      out.push_back(std::move(s));
    }
    return out;
  }

  static step analyze(const object_id& table, const std::vector<moving_column>& columns) {
    std::vector<std::string> names;
    step out{.comment = "So that queries are planned as before.", .lock = lock_mode::share_update_exclusive};
    out.scans = true;
    for (const auto& c : columns) {
      names.push_back(c.name);
      out.objects.push_back(c.id);
    }
    out.sql = fmt::format("ANALYZE {} ({})", sql_name(table), sql_column_list(names));
    return out;
  }

  std::vector<step> contract() {
    std::vector<step> out{lock_tables()};
    for (const auto& [table, columns] : by_table_) {
      const auto stop = stop_in_step(sync_.at(table), table);
      out.insert(out.end(), stop.begin(), stop.end());
    }
    prepared_objects prepared{.columns = {}, .parts = build_.names, .obstacles = {}};
    std::vector<step> back;
    for (const auto& [table, columns] : by_table_) {
      for (const auto& c : columns) {
        auto& ready = prepared.columns[c.id] = {c.name, c.check, {}};
        if (!proves_not_null(c)) {  // it names both columns
          out.push_back({.sql = fmt::format("{} DROP CONSTRAINT {}", sql_alter_table(table), sql_identifier(c.check)),
                         .lock = lock_mode::access_exclusive,
                         .objects = {c.id}});
          ready.check.clear();
        }
        if (contract_.changes.after.find<column>(c.id)->identity) {
          ready.aside = keep_position(c, out);
        }
        keep_owned(c.id, out, back);
      }
    }
    auto plain = options_;
    plain.online = false;
    const auto swap = steps_of({contract_.changes, plain, std::move(prepared)});
    out.insert(out.end(), swap.begin(), swap.end());
    out.insert(out.end(), back.begin(), back.end());
    return out;
  }

  step lock_tables() const {
    std::set<object_id> tables;
    for (const auto& [table, columns] : by_table_) {
      tables.insert(table);
    }
    for (const auto& id : contract_.replaced) {
      if (const auto* fk = changes_.base.find<foreign_key>(id)) {
        tables.insert(id.owner_table());
        tables.insert(fk->referenced_table);
      }
    }
    return lock_all(tables, lock_mode::access_exclusive,
                    "From here to the end of this step readers and writers wait: nothing in it reads or writes rows.");
  }

  // The sequence of an identity column goes with the column. Its name may be any, so it is looked up; and ALTER
  // SEQUENCE, which changes nothing, keeps nextval() waiting until the numbers go on.
  object_id keep_position(const moving_column& c, std::vector<step>& out) {
    auto aside = sequence_id(c.id.schema, c.id.name);
    aside.name = names_.fresh(aside, "position");
    out.push_back(
        {.sql = fmt::format("CREATE SEQUENCE {} MINVALUE {}", sql_name(aside), INT64_MIN), .objects = {c.id}});
    const auto body = fmt::format(
        "\nDECLARE\n  numbers text := pg_catalog.pg_get_serial_sequence({}, {});\nBEGIN\n"
        "  EXECUTE 'ALTER SEQUENCE ' || numbers || ' INCREMENT BY {}';\n"
        "  EXECUTE 'SELECT pg_catalog.setval(' || pg_catalog.quote_literal({}) || ', last_value, is_called) FROM ' || "
        "numbers;\nEND\n",
        sql_literal(sql_name(c.id.owner_table())), sql_literal(c.id.name), c.before.identity->options.increment,
        sql_literal(sql_name(aside)));
    out.push_back({.sql = "DO " + sql_dollar_quoted(body),
                   .comment = fmt::format("Where the numbers of {} are.", display_name(c.id)),
                   .objects = {c.id}});
    return aside;
  }

  void keep_owned(const object_id& id, std::vector<step>& out, std::vector<step>& back) const {
    for (const auto& [other, value] : contract_.changes.after.objects) {
      const auto* s = std::get_if<sequence>(&value);
      if (s != nullptr && s->owned_by == id) {
        out.push_back({.sql = sql_sequence_owner(other, std::nullopt), .objects = {other}});
        back.push_back({.sql = sql_sequence_owner(other, id), .objects = {other}});
      }
    }
  }

  const settled_changes& changes_;
  const plan_options& options_;
  fresh_names names_;
  contraction contract_;
  std::map<object_id, std::vector<moving_column>> by_table_;
  std::map<object_id, sync_trigger> sync_;
  blocks build_;
};

}  // namespace

plan plan_expand_contract(settled_changes changes, const plan_options& options) {
  std::map<object_id, std::string> obstacles;
  auto columns = columns_to_move(changes, options, obstacles);
  if (!columns.empty()) {
    const auto ids = ids_of(columns);
    if (auto out = expansion(changes, options, std::move(columns)).make(obstacles); !out.steps.empty()) {
      return out;
    }
    for (const auto& id : ids) {
      obstacles.emplace(id, "something that stands on it cannot be built beforehand");
    }
  }
  return planner(std::move(changes), options, {.columns = {}, .parts = {}, .obstacles = std::move(obstacles)}).make();
}

}  // namespace squall::kit
