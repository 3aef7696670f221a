// Which objects cannot be altered in place, and what must be made again with them.
#include <algorithm>
#include <deque>

#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"

namespace squall::kit {
namespace {

template <class T>
T without_comment(T value) {
  value.comment.clear();
  return value;
}

template <class T>
bool same_but_comment(const T& before, const object& after) {
  return without_comment(before) == without_comment(std::get<T>(after));
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  auto at = whole.begin();
  for (const auto& label : part) {
    at = std::find(at, whole.end(), label);
    if (at == whole.end()) {
      return false;
    }
    ++at;
  }
  return true;
}

class replacement_finder {
 public:
  explicit replacement_finder(const settled_changes& changes) : changes_(changes) {
    for (const auto& id : changes_.dropped) {
      if (id.kind == object_kind::column && lives_on(id.owner_table())) {
        removed_.push_back(id);
      }
    }
    for (const auto& id : changes_.altered) {
      if (!alters_in_place(base(id), after(id))) {
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
    for (const auto& id : out_.swapped_enums) {
      swapped(id);
    }
    for (std::size_t i = 0; i < removed_.size(); ++i) {
      replace_users(object_id(removed_[i]), [](const object_id&, const object&) { return true; });
    }
    replace_foreign_keys();
    return std::move(out_);
  }

 private:
  const object& base(const object_id& id) const { return changes_.base.objects.at(id); }
  const object& after(const object_id& id) const { return changes_.after.objects.at(id); }
  bool lives_on(const object_id& id) const {
    return changes_.base.contains(id) && changes_.after.contains(id) && !changes_.dropped.contains(id);
  }

  void replace(const object_id& id) {
    if (id.kind == object_kind::enum_type) {
      out_.swapped_enums.insert(id);
    } else if (out_.objects.insert(id).second && id.kind == object_kind::column) {
      removed_.push_back(id);
    }
  }

  template <class Filter>
  void replace_users(const object_id& column, Filter wanted) {
    for (const auto& id : children_of(changes_.base, column.owner_table())) {
      if (id != column && lives_on(id) && wanted(id, base(id)) && uses_column(id, base(id), column)) {
        replace(id);
      }
    }
  }

  // PostgreSQL refuses to change the type under a generated column, carries plain keys over, and re-reads its own
  // text of checks and predicates (manual, ALTER TABLE, SET DATA TYPE).
  void retyped(const object_id& id) {
    const auto& old_column = std::get<column>(base(id));
    const auto& new_column = std::get<column>(after(id));
    if (old_column.type == new_column.type && old_column.collation == new_column.collation) {
      return;
    }
    const auto change = classify_type_change(old_column.type.sql, new_column.type.sql);
    if (change.other_family) {
      other_family_.insert(id);
    }
    replace_with_expressions(id, change.remakes_expressions());
  }

  void swapped(const object_id& type) {
    for (const auto& [id, value] : changes_.base.objects) {
      const auto* c = std::get_if<column>(&value);
      if (c != nullptr && c->type.user_type == type && lives_on(id)) {
        other_family_.insert(id);
        replace_with_expressions(id, true);
      }
    }
  }

  void replace_with_expressions(const object_id& column, bool checks_and_predicates) {
    replace_users(column, [&](const object_id& id, const object& value) {
      if (id.kind == object_kind::column) {
        return std::get<kit::column>(value).generated.has_value();
      }
      return checks_and_predicates && !expressions_of(value).empty();
    });
  }

  void replace_foreign_keys() {
    if (out_.objects.empty() && changes_.dropped.empty() && other_family_.empty()) {
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
    if (retyped_in(id.owner_table(), fk.columns) || retyped_in(fk.referenced_table, fk.referenced_columns)) {
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
  std::deque<object_id> removed_;  // columns that go, to come back or not
  std::set<object_id> other_family_;
};

}  // namespace

replacements find_replacements(const settled_changes& changes) { return replacement_finder(changes).find(); }

bool alters_in_place(const object& before, const object& after) {
  return std::visit(overloaded{
                        [](const schema&) { return true; },
                        [&](const enum_type& b) { return is_subsequence(b.labels, std::get<enum_type>(after).labels); },
                        [](const sequence&) { return true; },
                        [](const table&) { return true; },
                        [&](const exclusion& b) { return same_but_comment(b, after); },
                        [](const auto&) { return true; },
                        [&](const column& b) {
                          // A generated column's values follow from its expression, so nothing is lost by making it
                          // again.
                          const auto& a = std::get<column>(after);
                          return !a.generated ||
                                 (b.generated == a.generated && b.type == a.type && b.collation == a.collation);
                        },
                        [&](const foreign_key& b) {
                          auto a = without_comment(std::get<foreign_key>(after));
                          a.timing = b.timing;
                          return a == without_comment(b);
                        },
                        [&](const index& b) {
                          auto a = without_comment(std::get<index>(after));
                          a.storage_parameters = b.storage_parameters;
                          return a == without_comment(b);
                        },
                        [&](const primary_key& b) { return same_but_comment(b, after); },
                        [&](const unique& b) { return same_but_comment(b, after); },
                        [&](const check& b) { return same_but_comment(b, after); },
                    },
                    before);
}

bool is_key_of(const object_id& id, const object& value, const std::vector<std::string>& columns) {
  std::vector<std::string> own;
  switch (id.kind) {
    case object_kind::primary_key:
      own = std::get<primary_key>(value).columns;
      break;
    case object_kind::unique:
      own = std::get<unique>(value).columns;
      break;
    case object_kind::index: {
      const auto& i = std::get<index>(value);
      if (!i.unique || i.where) {
        return false;
      }
      for (const auto& key : i.keys) {
        own.push_back(key.column);
      }
      break;
    }
    default:
      return false;
  }
  auto wanted = columns;
  std::sort(own.begin(), own.end());
  std::sort(wanted.begin(), wanted.end());
  return own == wanted;
}

}  // namespace squall::kit
