#include "kit/emit/leftovers.hpp"

#include <map>
#include <set>

#include "kit/diff/diff.hpp"
#include "kit/emit/made_together.hpp"
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
  explicit concerned_tables(const cpp_schema& said) {
    for (const auto& [id, value] : said.model->objects) {
      if (!said.said_wholly.contains(&id)) {
        const auto same = said.expressed.objects.find(id);
        if (same == said.expressed.objects.end() || same->second != value) {
          differ(id, value);
        }
      }
    }
    for (const auto& [id, value] : said.expressed.objects) {
      if (!said.model->contains(id)) {
        differ(id, value);
      }
    }
    add_relatives(*said.model);
  }

  /// Nothing differs.
  [[nodiscard]] bool none() const { return !any_; }
  [[nodiscard]] bool contains(const object_id& id) const { return tables_.contains(id.owner_table()); }

 private:
  void differ(const object_id& id, const object& value) {
    any_ = true;
    add(id);
    for (const auto& need : dependencies_of(id, value)) {
      add(need);
    }
  }
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
  bool any_ = false;
};

/// A model without the tables that nothing is to be said about: a plan costs what it is told of.
template <class Wanted>
void add_concerned(database& out, const concerned_tables& concerned, const database& model, Wanted wanted) {
  for (const auto& entry : model.objects) {
    if ((!is_table_or_part(entry.first.kind) || concerned.contains(entry.first)) && wanted(entry.first)) {
      out.objects.insert(entry);
    }
  }
}

/// What OWNED BY and the like say stands on objects that come later than the object itself.
bool closes_a_cycle(const step& s) { return s.sql.find(" OWNED BY ") != std::string::npos; }

}  // namespace

std::vector<sql_group> group_leftovers(const cpp_schema& said) {
  const concerned_tables concerned(said);
  if (concerned.none()) {
    return {};
  }
  const auto all = [](const object_id&) { return true; };
  database before;
  add_concerned(before, concerned, *said.model, [&](const object_id& id) { return said.said_wholly.contains(&id); });
  add_concerned(before, concerned, said.expressed, all);
  database after;
  add_concerned(after, concerned, *said.model, all);
  const plan steps = make_plan(before, changes_between(before, after), {.online = false, .intended = {}});
  std::vector<sql_group> groups;
  std::map<object_id, std::size_t> place;
  const auto types = types_by_function(*said.model);
  const auto trees = trees_made_in_one_order(*said.model);
  for (const auto& s : steps.steps) {
    object_id made = s.objects.empty() ? object_id{} : s.objects.front();
    if (const auto type = types.find(made); type != types.end()) {
      made = type->second;
    } else if (is_table_or_part(made.kind) || made.belongs_to_table()) {
      const object_id root = root_of(*said.model, made.owner_table());
      made = trees.contains(root) ? root : made;
    }
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
