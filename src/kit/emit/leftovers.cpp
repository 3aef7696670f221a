#include "kit/emit/leftovers.hpp"

#include <map>
#include <set>

#include "kit/diff/diff.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/plan/plan.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

bool is_table_or_part(object_kind kind) {
  return kind == object_kind::table || kind == object_kind::column || kind == object_kind::index || is_constraint(kind);
}

/// The tables that what differs is, belongs to or stands on, and their partitions, children and parents.
class concerned_tables {
 public:
  concerned_tables(const database& before, const database& after) {
    for (const auto* model : {&before, &after}) {
      const database& other = model == &before ? after : before;
      for (const auto& [id, value] : model->objects) {
        const auto same = other.objects.find(id);
        if (same == other.objects.end() || same->second != value) {
          add(id);
          for (const auto& need : dependencies_of(id, value)) {
            add(need);
          }
        }
      }
    }
    for (const auto* model : {&before, &after}) {
      add_relatives(*model);
    }
  }

  [[nodiscard]] bool contains(const object_id& id) const { return tables_.contains(id.owner_table()); }

 private:
  void add(const object_id& id) {
    if (is_table_or_part(id.kind) || id.belongs_to_table()) {
      tables_.insert(id.owner_table());
    }
  }
  void add_relatives(const database& model) {
    for (bool changed = true; changed;) {
      const std::size_t count = tables_.size();
      for (auto it = model.objects.lower_bound(table_id("", ""));
           it != model.objects.end() && it->first.kind == object_kind::table; ++it) {
        for (const auto& parent : parents_of(std::get<table>(it->second))) {
          if (tables_.contains(parent)) {
            tables_.insert(it->first);
          } else if (tables_.contains(it->first)) {
            tables_.insert(parent);
          }
        }
      }
      changed = tables_.size() != count;
    }
  }

  std::set<object_id> tables_;
};

/// The model without the tables that nothing is to be said about: a plan costs what it is told of.
database only(const concerned_tables& concerned, const database& model) {
  database out;
  for (const auto& entry : model.objects) {
    if (!is_table_or_part(entry.first.kind) || concerned.contains(entry.first)) {
      out.objects.emplace_hint(out.objects.end(), entry);
    }
  }
  return out;
}

/// What OWNED BY and the like say stands on objects that come later than the object itself.
bool closes_a_cycle(const step& s) { return s.sql.find(" OWNED BY ") != std::string::npos; }

}  // namespace

std::vector<sql_group> group_statements(const database& all_before, const database& all_after) {
  if (all_before == all_after) {
    return {};
  }
  const concerned_tables concerned(all_before, all_after);
  const database before = only(concerned, all_before);
  const database after = only(concerned, all_after);
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
