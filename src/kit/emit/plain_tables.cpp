#include "kit/emit/plain_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "kit/model/inheritance.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/work_graph.hpp"

namespace squall::kit {
namespace {

bool is_early_kind(object_kind kind) {
  switch (kind) {
    case object_kind::role:
    case object_kind::schema:
    case object_kind::extension:
    case object_kind::enum_type:
    case object_kind::domain:
    case object_kind::composite_type:
    case object_kind::range_type:
    case object_kind::collation:
    case object_kind::sequence:
      return true;
    default:
      return false;
  }
}

class finder {
 public:
  explicit finder(const database& model) : model_(model), not_null_names_(said_not_null_names(model)) {}

  plain_parts find() {
    for (const auto& entry : model_.objects) {
      if (is_early_kind(entry.first.kind) && is_early(entry.first)) {
        parts_.early.push_back(&entry);
      }
    }
    find_parents();
    collect_tables();
    drop_those_that_need_others();
    order();
    return std::move(parts_);
  }

 private:
  /// True for what is not in the model, too: that is there before it.
  bool is_early(const object_id& id) {
    const auto found = model_.objects.find(id);
    if (found == model_.objects.end()) {
      return true;
    }
    if (!is_early_kind(id.kind)) {
      return false;
    }
    const auto [known, is_new] = early_.emplace(id, false);
    if (!is_new) {
      return known->second;  // false while it is asked: a ring is none
    }
    const auto needs = dependencies_of(id, found->second);
    const bool early = std::all_of(needs.begin(), needs.end(), [&](const object_id& need) { return is_early(need); });
    return early_[id] = early;
  }

  /// The entries of one kind that belong to a table.
  std::vector<plain_table::entry> parts_of(object_kind kind, const object_id& table) const {
    std::vector<plain_table::entry> out;
    for (auto it = model_.objects.lower_bound({kind, table.schema, table.name, ""});
         it != model_.objects.end() && it->first.kind == kind && it->first.table == table.name &&
         it->first.schema == table.schema;
         ++it) {
      out.push_back(&*it);
    }
    return out;
  }

  void find_parents() {
    for (auto it = model_.objects.lower_bound(table_id("", ""));
         it != model_.objects.end() && it->first.kind == object_kind::table; ++it) {
      const auto parents = parents_of(std::get<table>(it->second));
      parents_.insert(parents.begin(), parents.end());
    }
  }

  void collect_tables() {
    for (auto it = model_.objects.lower_bound(table_id("", ""));
         it != model_.objects.end() && it->first.kind == object_kind::table; ++it) {
      plain_table made;
      made.table = &*it;
      made.columns = columns_of(model_, it->first);
      for (const auto kind :
           {object_kind::primary_key, object_kind::unique, object_kind::check, object_kind::exclusion}) {
        const auto parts = parts_of(kind, it->first);
        made.constraints.insert(made.constraints.end(), parts.begin(), parts.end());
      }
      made.foreign_keys = parts_of(object_kind::foreign_key, it->first);
      made.indexes = parts_of(object_kind::index, it->first);
      if (is_plain(made)) {
        parts_.tables.push_back(std::move(made));
      }
    }
  }

  bool is_plain(const plain_table& t) {
    const auto& value = std::get<table>(t.table->second);
    // Children are compared with their parents: one plan makes both.
    const bool alone = !parents_.contains(t.table->first) && value.partition_by.empty() && !value.partition_of &&
                       value.inherits.empty() && !value.of_type && value.foreign_server.empty();
    return alone && needs_no_other(t, value.references.ids) &&
           std::all_of(t.columns.begin(), t.columns.end(),
                       [&](const column_entry& c) {
                         return is_plain(t, *c.value) &&
                                !not_null_names_.contains({c.id->schema, not_null_name(*c.id, *c.value)});
                       }) &&
           std::all_of(t.constraints.begin(), t.constraints.end(),
                       [&](const plain_table::entry c) { return is_plain_part(t, c->second); }) &&
           std::all_of(t.indexes.begin(), t.indexes.end(),
                       [&](const plain_table::entry i) { return is_plain_part(t, i->second); }) &&
           std::all_of(t.foreign_keys.begin(), t.foreign_keys.end(),
                       [&](const plain_table::entry f) { return is_plain_part(t, f->second); }) &&
           has_different_keys(t);
  }

  bool is_plain(const plain_table& t, const column& value) {
    const bool usual = !value.inherited && value.storage.empty() && value.compression.empty() &&
                       !value.statistics_target && value.options.empty() && value.foreign_options.empty() &&
                       value.not_null_name.empty() && !value.not_null_not_valid;
    // A default may need a cast, which its dependencies do not tell.
    const auto first_cast = model_.objects.lower_bound({object_kind::cast, "", "", ""});
    const bool has_casts = first_cast != model_.objects.end() && first_cast->first.kind == object_kind::cast;
    const bool may_need_cast = has_casts && value.type.user_type && value.default_value;
    return usual && !may_need_cast && (!value.type.user_type || is_early(*value.type.user_type)) &&
           needs_no_other(t, value.default_value) && needs_no_other(t, value.generated) &&
           needs_no_other(t, value.references.ids);
  }

  bool is_plain_part(const plain_table& t, const object& part) {
    if (const auto* rule = std::get_if<check>(&part)) {
      return rule->state == constraint_state::valid && needs_no_other(t, rule->condition.references);
    }
    if (const auto* key = std::get_if<foreign_key>(&part)) {
      return key->state == constraint_state::valid;  // what it refers to is looked at later
    }
    return std::visit([&](const auto& key) { return is_plain_key(t, key); }, part);
  }

  /// A primary key, unique or exclusion constraint, or an index.
  template <class Key>
  bool is_plain_key(const plain_table& t, const Key& key) {
    if constexpr (requires { key.attached_to; }) {
      if (!key.attached_to.empty() || !needs_no_other(t, key.references.ids)) {
        return false;
      }
      if constexpr (requires { key.keys; }) {
        return needs_no_other(t, key.where) && std::all_of(key.keys.begin(), key.keys.end(), [&](const index_key& k) {
                 return !k.statistics_target && needs_no_other(t, k.expression);
               });
      }
      return true;
    } else {
      return false;
    }
  }

  bool needs_no_other(const plain_table& t, const std::optional<sql_expression>& expression) {
    return !expression || needs_no_other(t, expression->references);
  }
  bool needs_no_other(const plain_table& t, const std::vector<object_id>& references) {
    const object_id& own = t.table->first;
    return std::all_of(references.begin(), references.end(), [&](const object_id& id) {
      const bool of_itself = id == own || (id.schema == own.schema && id.table == own.name);
      return of_itself || is_early(id);
    });
  }

  /// Of two keys over the same columns CREATE TABLE makes one.
  static bool has_different_keys(const plain_table& t) {
    std::vector<const std::vector<std::string>*> keys;
    for (const auto* c : t.constraints) {
      const auto* primary = std::get_if<primary_key>(&c->second);
      const auto* other = std::get_if<unique>(&c->second);
      const auto* columns = primary != nullptr ? &primary->columns : other != nullptr ? &other->columns : nullptr;
      if (columns != nullptr) {
        const bool known = std::any_of(keys.begin(), keys.end(), [&](const auto* k) { return *k == *columns; });
        if (known) {
          return false;
        }
        keys.push_back(columns);
      }
    }
    return true;
  }

  /// A table that refers to one that is planned is planned, too.
  void drop_those_that_need_others() {
    std::set<object_id> plain;
    for (const auto& t : parts_.tables) {
      plain.insert(t.table->first);
    }
    const auto needs_others = [&](const plain_table& t) {
      return std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(), [&](const plain_table::entry f) {
        const auto& to = std::get<foreign_key>(f->second).referenced_table;
        return model_.contains(to) && !plain.contains(to);
      });
    };
    for (bool changed = true; changed;) {
      const std::size_t before = plain.size();
      std::erase_if(parts_.tables, [&](const plain_table& t) {
        const bool gone = needs_others(t);
        if (gone) {
          plain.erase(t.table->first);
        }
        return gone;
      });
      changed = plain.size() != before;
    }
  }

  void order() {
    std::map<object_id, std::size_t> place;
    for (std::size_t i = 0; i < parts_.tables.size(); ++i) {
      place.emplace(parts_.tables[i].table->first, i);
    }
    std::vector<std::vector<std::size_t>> needs(parts_.tables.size());
    for (std::size_t i = 0; i < parts_.tables.size(); ++i) {
      for (const auto* f : parts_.tables[i].foreign_keys) {
        const auto to = place.find(std::get<foreign_key>(f->second).referenced_table);
        if (to != place.end() && to->second != i) {
          needs[i].push_back(to->second);
        }
      }
    }
    std::vector<plain_table> ordered;
    ordered.reserve(parts_.tables.size());
    for (const auto i : order_cutting_rings(needs)) {
      ordered.push_back(std::move(parts_.tables[i]));
    }
    parts_.tables = std::move(ordered);
  }

  const database& model_;
  const std::set<std::pair<std::string, std::string>> not_null_names_;
  plain_parts parts_;
  std::map<object_id, bool> early_;
  std::set<object_id> parents_;
};

}  // namespace

plain_parts find_plain_parts(const database& model) { return finder(model).find(); }

}  // namespace squall::kit
