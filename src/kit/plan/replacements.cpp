// Which objects cannot be altered in place, and what must be made again with them.
#include "kit/plan/replacements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "kit/base/error.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/plan/composite_values.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/index_parts.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"
#include "kit/plan/type_change.hpp"
#include "kit/plan/validated_checks.hpp"

namespace squall::kit {
namespace {

bool is_type(object_kind kind) { return is_user_type(kind) && kind != object_kind::base_type; }

class replacement_finder {
 public:
  explicit replacement_finder(const settled_changes& changes) : changes_(changes) {
    for (const auto& id : changes_.dropped) {
      const bool with_its_table = id.belongs_to_table() && !lives_on(relation_of(id));
      if (!with_its_table) {
        gone_.push_back(id);
      }
    }
    for (const auto* set : {&changes_.created, &changes_.altered}) {
      for (const auto& id : *set) {
        if (const auto parent = index_with_other_part(changes_, id)) {
          replace(*parent);
        }
      }
    }
    for (const auto& id : changes_.adopted) {
      if (changes_.base.contains(id)) {
        replace(id);
      }
    }
    for (const auto& id : changes_.created) {
      if (id.kind == object_kind::table) {
        replace_unproven_checks_above(id);
      }
    }
    for (const auto& id : changes_.altered) {
      if (id.kind == object_kind::table) {
        replace_checks_of_doubtful(id);
      }
      if (id.kind == object_kind::table && is_moved(changes_.base, changes_.after, id)) {
        replace_rivals(id);
      }
      if (id.kind == object_kind::table && is_rebound(changes_.base, changes_.after, id)) {
        const auto wholes = wholes_of(changes_.base, id);
        rebound_.insert(wholes.begin(), wholes.end());
      }
    }
    for (const auto& id : changes_.altered) {
      if (!alters_in_place(id, base(id), after(id)) || has_fixed_parameters(changes_, id) ||
          is_checked_inside_others(id)) {
        replace(id);
      }
    }
  }

  replacements find() {
    for (const auto& id : changes_.altered) {
      if (id.kind == object_kind::column && !out_.objects.contains(id)) {
        retyped(id);
      }
    }
    // Grows while it is walked.
    for (std::size_t i = 0; i < gone_.size(); ++i) {
      leaves(object_id(gone_[i]));
    }
    replace_foreign_keys();
    return std::move(out_);
  }

 private:
  const object& base(const object_id& id) const { return changes_.base.objects.at(id); }
  const object& after(const object_id& id) const { return changes_.after.objects.at(id); }
  bool lives_on(const object_id& id) const { return kit::lives_on(changes_, id); }

  bool is_checked_inside_others(const object_id& id) const {
    return is_stricter_domain(base(id), after(id)) && is_stored_inside_others(changes_.base, id);
  }

  // ALTER TABLE … TYPE makes the indexes of a partitioned table again, with parts that are called as usual and have the
  // index's comment: where a partition calls its part otherwise or keeps it otherwise, that is said again.
  void replace_indexes_with_own_parts(const object_id& column_name) {
    const auto* whole = changes_.base.find<table>(column_name.owner_table());
    if (whole == nullptr || whole->partition_by.empty()) {
      return;
    }
    for (const auto& id : children_of(changes_.base, column_name.owner_table())) {
      if (has_index(id.kind) && lives_on(id) && uses_column(id, base(id), column_name) &&
          says_more_of_parts(changes_.base, id)) {
        replace(id);
      }
    }
  }

  // ATTACH PARTITION takes up the first index that fits the table's. One that fits and shall stay for itself is made
  // again when the partition is there.
  void replace_rivals(const object_id& table) {
    const auto of = [&](const object_id& id) { return std::get_if<index>(&after(id)); };
    const auto parts = children_of(changes_.after, table);
    for (const auto& rival : parts) {
      if (of(rival) == nullptr || !of(rival)->attached_to.empty() || !lives_on(rival)) {
        continue;
      }
      if (std::any_of(parts.begin(), parts.end(), [&](const object_id& part) {
            return of(part) != nullptr && !of(part)->attached_to.empty() && fits_like(*of(part), *of(rival));
          })) {
        replace(rival);
      }
    }
  }

  // A new child's checks are valid, since it is empty. Those that are NOT VALID above, and shall be here, are said
  // again when it is there.
  void replace_unproven_checks_above(const object_id& child) {
    const auto& value = std::get<kit::table>(after(child));
    if (value.partition_of) {
      return;
    }
    for (const auto& id : unproven_checks_above(changes_.after, child)) {
      if (!is_validated_ahead(value, id.name) && lives_on(id)) {
        replace(id);
      }
    }
  }

  // Nothing makes a valid check NOT VALID but saying its parents' again.
  void replace_checks_of_doubtful(const object_id& child) {
    const auto& before = std::get<kit::table>(base(child));
    const auto& now = std::get<kit::table>(after(child));
    for (const auto& id : unproven_checks_above(changes_.after, child)) {
      if (is_validated_ahead(before, id.name) && !is_validated_ahead(now, id.name) && lives_on(id)) {
        replace(id);
      }
    }
  }

  // The table, view or materialized view that a part belongs to.
  object_id relation_of(const object_id& id) const {
    for (const auto kind : {object_kind::view, object_kind::materialized_view}) {
      if (const object_id relation{kind, id.schema, {}, id.table}; changes_.base.contains(relation)) {
        return relation;
      }
    }
    return id.owner_table();
  }

  void replace(const object_id& id) {
    if (id.kind == object_kind::extension && has_columns(id)) {
      throw error(describe(id) + " cannot be moved to another schema, and columns have its types",
                  "Its control file says `relocatable = false`: leave it where it is.");
    }
    if (is_type(id.kind) && (id.kind == object_kind::enum_type || has_columns(id))) {
      if (out_.swapped_types.insert(id).second) {
        gone_.push_back(id);
      }
    } else if (out_.objects.insert(id).second) {
      gone_.push_back(id);
    }
  }

  // Columns of the type, or of a type that stands on it.
  bool has_columns(const object_id& type) {
    const auto users = users_of(type);
    return std::any_of(users.begin(), users.end(), [&](const object_id& id) {
      return lives_on(id) && (id.kind == object_kind::column || (is_type(id.kind) && has_columns(id)));
    });
  }

  // What stands on each object, by the objects' own words. Built when it is first asked for.
  const std::vector<object_id>& users_of(const object_id& id) {
    static const std::vector<object_id> none;
    if (!users_built_) {
      users_built_ = true;
      for (const auto& [user, value] : changes_.base.objects) {
        for (auto& need : dependencies_of(user, value)) {
          users_[std::move(need)].push_back(user);
        }
      }
    }
    const auto it = users_.find(id);
    return it == users_.end() ? none : it->second;
  }

  // The column, and what it is in partitions and child tables.
  std::vector<object_id> with_descendants(const object_id& column_name) const {
    std::vector<object_id> all{column_name};
    for (const auto& table : descendants_of(changes_.base, column_name.owner_table())) {
      all.push_back(column_id(table, column_name.name));
    }
    return all;
  }

  // `id` goes, to come back or not: what lives on and stands on it cannot keep standing there.
  void leaves(const object_id& id) {
    if (id.kind == object_kind::column) {
      for (const auto& column_name : with_descendants(id)) {
        replace_expressions_over(column_name, [](const object_id&, const object&) { return true; });
        for (const auto& user : std::vector<object_id>(users_of(column_name))) {
          release(user, id);
        }
      }
      return;
    }
    if (out_.swapped_types.contains(id)) {
      swapped(id);
    }
    for (const auto& user : std::vector<object_id>(users_of(id))) {
      release(user, id);
    }
    // What is attached to an index of a partitioned table goes with it, and cannot go without it.
    if (has_index(id.kind)) {
      if (const auto parent = index_above(changes_, id); parent && lives_on(*parent)) {
        replace(*parent);
      }
      const auto* whole = changes_.base.find<kit::table>(id.owner_table());
      const bool has_parts = whole != nullptr && !whole->partition_by.empty();
      for (const auto& table : has_parts ? descendants_of(changes_.base, id.owner_table()) : std::vector<object_id>()) {
        for (const auto& child : children_of(changes_.base, table)) {
          if (attached_to(base(child)) == id.name && lives_on(child)) {
            replace(child);
          }
        }
      }
    }
  }

  void release(const object_id& user, const object_id& from) {
    if (!lives_on(user) || out_.objects.contains(user)) {
      return;
    }
    if (user.kind == object_kind::column) {
      release_column(user, from);
      return;
    }
    if (user.kind == object_kind::table || user.kind == object_kind::schema || user.kind == object_kind::sequence ||
        user.kind == object_kind::foreign_key || from.kind == object_kind::role) {
      return;  // tables are settled, foreign keys looked at last
    }
    if (from.belongs_to_table() && has_index(user.kind) && from.kind == object_kind::column) {
      return;  // plain key columns: replace_expressions_over() has judged
    }
    if (user.belongs_to_table() && from == relation_of(user)) {
      if (from.kind != object_kind::table) {
        replace(user);  // goes with the view
      }
      return;
    }
    // One that is altered anyway and has left is altered before what it stood on goes.
    const bool comes_back = changes_.after.contains(from);
    const auto still = dependencies_of(user, after(user));
    const bool has_left = changes_.altered.contains(user) && !comes_back &&
                          std::find(still.begin(), still.end(), from) == still.end() &&
                          alters_in_place(user, base(user), after(user));
    if (!has_left && user.kind != object_kind::statistics) {
      replace(user);
    }
  }

  void release_column(const object_id& user, const object_id& from) {
    const auto names = [&](const std::optional<sql_expression>& expression) {
      return expression && std::find(expression->references.begin(), expression->references.end(), from) !=
                               expression->references.end();
    };
    const auto& value = std::get<column>(base(user));
    if (value.generated && names(value.generated)) {
      replace(user);
    } else if (names(value.default_value) && from.kind != object_kind::sequence) {
      out_.released_defaults.insert(user);
    }
  }

  template <class Filter>
  void replace_expressions_over(const object_id& column_name, Filter wanted) {
    for (const auto& id : children_of(changes_.base, column_name.owner_table())) {
      if (id != column_name && lives_on(id) && wanted(id, base(id)) && uses_column(id, base(id), column_name)) {
        replace(id);
      }
    }
  }

  // PostgreSQL refuses to change the type under a generated column, a view, a policy, a rule or a trigger, carries
  // plain keys over, and re-reads its own text of checks and predicates (manual, ALTER TABLE, SET DATA TYPE).
  void retyped(const object_id& id) {
    const auto& old_column = std::get<column>(base(id));
    const auto& new_column = std::get<column>(after(id));
    if (old_column.type == new_column.type && old_column.collation == new_column.collation) {
      return;
    }
    const auto change = classify_type_change(old_column.type.sql, new_column.type.sql);
    for (const auto& column_name : with_descendants(id)) {
      if (change.rewrites) {
        refuse_rows_elsewhere(column_name);
      }
      if (change.other_family) {
        other_family_.insert(column_name);
      }
      carried_over(column_name, change.remakes_expressions());
    }
  }

  // PostgreSQL rewrites no table whose row type a column has (find_composite_type_dependencies() in
  // src/backend/commands/tablecmds.c).
  void refuse_rows_elsewhere(const object_id& column_name) {
    for (const auto& user : users_of(column_name.owner_table())) {
      const auto* value = user.kind == object_kind::column ? changes_.base.find<column>(user) : nullptr;
      if (value != nullptr && value->type.user_type == column_name.owner_table()) {
        throw error(fmt::format("{} cannot get another type: {} holds rows of its table", describe(column_name),
                                describe(user)),
                    "PostgreSQL would not look into them. Make that column one of a composite type, or split it up "
                    "first.");
      }
    }
  }

  void swapped(const object_id& type) {
    for (const auto& [id, value] : changes_.base.objects) {
      const auto* c = std::get_if<column>(&value);
      if (c != nullptr && c->type.user_type == type && lives_on(id)) {
        for (const auto& column_name : with_descendants(id)) {
          refuse_rows_elsewhere(column_name);
          other_family_.insert(column_name);
          carried_over(column_name, true);
        }
      }
    }
  }

  void carried_over(const object_id& column_name, bool checks_and_predicates) {
    replace_expressions_over(column_name, [&](const object_id& id, const object& value) {
      if (id.kind == object_kind::column) {
        return std::get<kit::column>(value).generated.has_value();
      }
      return checks_and_predicates && !expressions_of(value).empty();
    });
    replace_indexes_with_own_parts(column_name);
    for (const auto& user : std::vector<object_id>(users_of(column_name))) {
      if (is_standalone(user.kind) && user.kind != object_kind::statistics && lives_on(user)) {
        replace(user);
      }
    }
  }

  void replace_foreign_keys() {
    if (out_.objects.empty() && changes_.dropped.empty() && other_family_.empty() && rebound_.empty()) {
      return;
    }
    for (auto it = changes_.base.objects.lower_bound({object_kind::foreign_key, "", "", ""});
         it != changes_.base.objects.end() && it->first.kind == object_kind::foreign_key; ++it) {
      const auto& [id, value] = *it;
      if (lives_on(id) && !out_.objects.contains(id) && loses_ground(id, std::get<foreign_key>(value))) {
        replace(id);
      }
    }
  }

  bool loses_ground(const object_id& id, const foreign_key& fk) const {
    const auto retyped_in = [&](const object_id& table, const std::vector<std::string>& columns) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](const auto& name) { return other_family_.contains(column_id(table, name)); });
    };
    if (changes_.dropped.contains(fk.referenced_table) || rebound_.contains(fk.referenced_table) ||
        retyped_in(id.owner_table(), fk.columns) || retyped_in(fk.referenced_table, fk.referenced_columns)) {
      return true;
    }
    const auto keys = keys_of(changes_.base, fk.referenced_table);
    return std::any_of(keys.begin(), keys.end(), [&](const object_id& key) {
      return (out_.objects.contains(key) || changes_.dropped.contains(key)) &&
             is_key_of(key, base(key), fk.referenced_columns);
    });
  }

  const settled_changes& changes_;
  replacements out_;
  std::deque<object_id> gone_;  // what goes, to come back or not, while what stands on it may live on
  std::set<object_id> other_family_;
  std::set<object_id> rebound_;  // tables some of whose partitions get another bound
  std::map<object_id, std::vector<object_id>> users_;
  bool users_built_ = false;
};

}  // namespace

replacements find_replacements(const settled_changes& changes) { return replacement_finder(changes).find(); }

}  // namespace squall::kit
