#include "kit/plan/planner.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// Steps in transactions: whoever wants a fresh one makes the step before it commit.
void append(plan& out, std::vector<work_step>& steps) {
  for (auto& s : steps) {
    if (s.fresh && !out.steps.empty() && out.steps.back().transactional) {
      out.steps.back().commit_after = true;
    }
    out.steps.push_back(std::move(static_cast<step&>(s)));
  }
}

// The descendants of every table that has some.
std::map<object_id, std::vector<object_id>> heirs_of(const database& db) {
  std::map<object_id, std::vector<object_id>> out;
  for (auto it = db.objects.lower_bound({object_kind::table, "", "", ""});
       it != db.objects.end() && it->first.kind == object_kind::table; ++it) {
    for (const auto& parent : parents_of(std::get<table>(it->second))) {
      out[parent];
    }
  }
  for (auto& [parent, tables] : out) {
    tables = descendants_of(db, parent);
  }
  return out;
}

}  // namespace

void warn_of_several_transactions(plan& p) {
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    auto& s = p.steps[i];
    const bool last = i + 1 == p.steps.size();
    if ((!s.transactional && p.steps.size() > 1) || (s.commit_after && !last)) {
      const auto about = s.objects.empty() ? object_id{} : s.objects.front();
      s.hazards.push_back(
          {hazard_kind::not_transactional, about,
           "The plan is more than one transaction: a failure after this step leaves what came before."});
      return;
    }
  }
}

planner::planner(settled_changes changes, const plan_options& options, prepared_objects prepared)
    : changes_(std::move(changes)),
      options_(options),
      prepared_(std::move(prepared)),
      replaced_(find_replacements(changes_)),
      heirs_before_(heirs_of(changes_.base)),
      heirs_after_(heirs_of(changes_.after)),
      not_null_names_(said_not_null_names(changes_.after)) {
  // What shares a name with its column's table but is altered, made or dropped under it (for expressions that say no
  // references).
  const auto touch_one = [this](const object_id& id) {
    if (is_old_table(id.owner_table())) {
      auto& columns = touched_columns_[id.owner_table()];
      if (std::find(columns.begin(), columns.end(), id) == columns.end()) {
        columns.push_back(id);
      }
    }
  };
  const auto touch = [&](const object_id& id) {
    if (id.kind != object_kind::column) {
      return;
    }
    touch_one(id);
    // In partitions and child tables it changes by itself.
    for (const auto* of : {&heirs_before_, &heirs_after_}) {
      for (const auto& table : heirs_in(*of, id.owner_table())) {
        touch_one(column_id(table, id.name));
      }
    }
  };
  for (const auto* set : {&changes_.created, &changes_.dropped, &changes_.altered, &replaced_.objects}) {
    for (const auto& id : *set) {
      touch(id);
    }
  }
  for (const auto& id : replaced_.objects) {
    if (id.kind == object_kind::column) {
      made_again_.insert(id);
      for (const auto& table : heirs_in(heirs_before_, id.owner_table())) {
        made_again_.insert(column_id(table, id.name));
      }
    }
  }
}

plan planner::make() {
  build_parts_apart();
  plan_schemas();
  plan_standalone();
  plan_enums();
  plan_swapped_types();
  plan_created_tables();
  plan_dropped_tables();
  plan_altered_tables();
  plan_children();
  plan_rebound_partitions();
  plan_columns();
  finish_children();
  restate_columns();
  plan_sequences();
  plan_constraints();
  plan_validated_checks();
  plan_indexes();
  wire();
  plan out;
  if (unchecked_bodies_) {
    out.steps.push_back({.sql = "SET check_function_bodies = off",
                         .comment = "A function may name what is made after it: its body is read when it runs."});
  }
  std::move(changes_.renames.begin(), changes_.renames.end(), std::back_inserter(out.steps));
  for (const auto node : graph_.order()) {
    append(out, graph_.at(node).steps);
  }
  warn_of_several_transactions(out);
  return out;
}

std::size_t planner::add(work_node node) {
  const auto index = graph_.size();
  // What happens to a column happens to it in partitions and child tables, too.
  const auto enter = [&](node_map& nodes, const object_id& id, const heirs& of) {
    nodes[id].push_back(index);
    if (id.kind != object_kind::column) {
      return;
    }
    if (const auto tables = of.find(id.owner_table()); tables != of.end()) {
      for (const auto& table : tables->second) {
        nodes[column_id(table, id.name)].push_back(index);
      }
    }
  };
  for (const auto& id : node.makes) {
    enter(ready_, id, heirs_after_);
  }
  for (const auto& id : node.alters) {
    enter(altering_, id, heirs_before_);
    enter(ready_, id, heirs_after_);
  }
  for (const auto& id : node.drops) {
    enter(gone_, id, heirs_before_);
  }
  return graph_.add(std::move(node));
}

namespace {

// The word of ALTER DEFAULT PRIVILEGES for objects of a kind.
std::string_view class_of_default_privileges(object_kind kind) {
  switch (kind) {
    case object_kind::table:
    case object_kind::view:
    case object_kind::materialized_view:
      return "tables";
    case object_kind::sequence:
      return "sequences";
    case object_kind::routine:
    case object_kind::aggregate:
      return "functions";
    case object_kind::base_type:
    case object_kind::enum_type:
    case object_kind::domain:
    case object_kind::composite_type:
    case object_kind::range_type:
      return "types";
    case object_kind::schema:
      return "schemas";
    default:
      return {};
  }
}

}  // namespace

work_key planner::key(work_phase phase, const object_id& id, int rank) const {
  work_key out{.phase = phase, .rank = rank * 10000, .id = id};
  if (id.belongs_to_table() || id.kind == object_kind::table) {
    const auto table = id.owner_table();
    out.table = display_name(table);
    if (const auto place = place_.find(table); place != place_.end() && phase != work_phase::drop_tables) {
      out.place = place->second;
    }
  }
  return out;
}

// The default privileges that hold from before the plan hold while it runs: dropped ones go first, new ones come last.
// They are those of whoever owns the object from the start: of the table, where it is an identity column's sequence
// (and a table that gets another owner has it by then).
default_privileges planner::given_by_default(const object_id& id) const {
  default_privileges out;
  const auto* c = changes_.after.find<column>(id);
  const auto* of_table = changes_.after.find<table>(id.owner_table());
  const std::string of_column = c != nullptr && of_table != nullptr ? of_table->access.owner : std::string();
  const std::string owner = is_created(id.owner_table()) ? std::string() : of_column;
  const auto classes = class_of_default_privileges(c != nullptr && c->identity ? object_kind::sequence : id.kind);
  if (classes.empty()) {
    return out;
  }
  for (const std::string& schema : {std::string(), id.schema}) {
    const object_id of{object_kind::default_privileges, schema, {}, std::string(classes), owner};
    const auto* said = changes_.base.find<default_privileges>(of);
    if (said != nullptr && !is_dropped(of)) {
      out.granted.insert(out.granted.end(), said->granted.begin(), said->granted.end());
      out.revoked.insert(out.revoked.end(), said->revoked.begin(), said->revoked.end());
    }
    if (id.schema.empty()) {
      break;
    }
  }
  if (c != nullptr && c->identity && !of_column.empty()) {  // what the owner has is the owner's
    std::erase_if(out.granted, [&](const privilege& p) { return p.grantee == of_column; });
  }
  // What everybody may do anyway (acldefault()) is no grant of its own.
  const std::string_view for_everybody = classes == "functions" ? "EXECUTE" : classes == "types" ? "USAGE" : "";
  std::erase_if(out.granted,
                [&](const privilege& p) { return p.grantee.empty() && !p.grantable && p.name == for_everybody; });
  return out;
}

// What waits for an index that is built outside a transaction is made before new default privileges all the same.
void planner::wire_default_privileges() {
  const auto gives = [](const work_node& work) {
    return work.key.id.kind == object_kind::default_privileges && work.drops.empty();
  };
  const auto is_touched = [&](const object_id& id) {
    const auto* c = changes_.after.find<column>(id);
    return !class_of_default_privileges(id.kind).empty() || (c != nullptr && c->identity) ||
           id.kind == object_kind::extension;
  };
  const auto touched = [&](const work_node& work) {
    return std::any_of(work.makes.begin(), work.makes.end(), is_touched) ||
           std::any_of(work.alters.begin(), work.alters.end(), is_touched);
  };
  for (std::size_t later = 0; later < graph_.size(); ++later) {
    if (!gives(graph_.at(later))) {
      continue;
    }
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      if (touched(graph_.at(node))) {
        graph_.before(node, later);
      }
    }
  }
}

// What is there for the time being has default privileges, and a type that makes way those that it had.
void planner::wire_dropped_roles() {
  for (const auto& role : changes_.dropped) {
    if (role.kind != object_kind::role) {
      continue;
    }
    edges(gone_, role, [&](std::size_t later) {
      for (const auto& [id, work] : child_works_) {
        if (work.released) {
          graph_.before(*work.released, later);
        }
      }
      for (const auto& s : swaps_) {
        graph_.before(s.gone, later);
      }
    });
  }
}

void planner::finish(std::vector<work_step>& steps, const object_id& id, const object* before) const {
  const bool on_table = id.belongs_to_table() || id.kind == object_kind::table;
  const bool is_old_view =
      before != nullptr && (id.kind == object_kind::view || id.kind == object_kind::materialized_view);
  const bool locks = is_old_view || (on_table && is_old_table(id.owner_table()));
  const auto* old_column = before == nullptr ? nullptr : std::get_if<column>(before);
  const bool made = before == nullptr || (old_column != nullptr && !old_column->identity);
  const auto given = made ? given_by_default(id) : default_privileges{};
  for (auto& sql : finishing_statements(id, before, after(id), given)) {
    const auto lock = !locks                      ? lock_mode::none
                      : sql.starts_with("ALTER ") ? lock_mode::access_exclusive  // OWNER TO
                                                  : lock_mode::share_update_exclusive;
    steps.push_back({{.sql = std::move(sql), .lock = lock, .objects = {id}}});
  }
  if (id.kind == object_kind::table && before != nullptr) {
    grant_columns_again(steps, id, *before);
  }
}

void planner::grant_columns_again(std::vector<work_step>& steps, const object_id& id, const object& before) const {
  for (const auto& c : columns_of(changes_.after, id)) {
    auto left = *c.value;
    left.access = left_to_column(left.access, std::get<table>(before).access, std::get<table>(after(id)).access);
    if (left.access == c.value->access || !changes_.base.contains(*c.id)) {
      continue;
    }
    const object revoked(left);
    for (auto& sql : finishing_statements(*c.id, &revoked, after(*c.id))) {
      steps.push_back({{.sql = std::move(sql), .lock = lock_mode::share_update_exclusive, .objects = {*c.id}}});
    }
  }
}

std::string planner::fresh_name(const object_id& id, const std::string& purpose) const {
  auto candidate = id;
  for (int attempt = 0;; ++attempt) {
    candidate.name = temporary_name(id.name, purpose, attempt);
    if (!changes_.base.contains(candidate) && !changes_.after.contains(candidate)) {
      return candidate.name;
    }
  }
}

bool planner::stands_on_changing_column(const object_id& id, const object& value) const {
  const auto columns = touched_columns_.find(id.owner_table());
  if (columns == touched_columns_.end()) {
    return false;
  }
  return std::any_of(columns->second.begin(), columns->second.end(), [&](const object_id& column_name) {
    if (!uses_column(id, value, column_name)) {
      return false;
    }
    if (!changes_.base.contains(column_name) || !changes_.after.contains(column_name) ||
        made_again_.contains(column_name)) {
      return true;
    }
    const auto& b = std::get<column>(base(column_name));
    const auto& a = std::get<column>(after(column_name));
    return b.type != a.type || b.collation != a.collation ||
           (a.type.user_type && replaced_.swapped_types.contains(*a.type.user_type));
  });
}

void planner::plan_schemas() {
  for (const auto& id : changes_.created) {
    if (id.kind == object_kind::schema) {
      work_node node{.key = key(work_phase::create_schema, id, 0), .makes = {id}};
      node.steps.push_back({{.sql = sql_create(id, after(id)), .objects = {id}}});
      finish(node.steps, id, nullptr);
      add(std::move(node));
    }
  }
  for (const auto& id : changes_.altered) {
    if (id.kind == object_kind::schema) {
      work_node node{.key = key(work_phase::create_schema, id, 1), .alters = {id}};
      finish(node.steps, id, &base(id));
      add(std::move(node));
    }
  }
  for (const auto& id : changes_.dropped) {
    if (id.kind == object_kind::schema) {
      work_node node{.key = key(work_phase::drop_others, id, 2), .drops = {id}};
      node.steps.push_back({{.sql = sql_drop(id), .objects = {id}}});
      add(std::move(node));
    }
  }
}

}  // namespace squall::kit
