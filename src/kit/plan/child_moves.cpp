#include "kit/plan/child_moves.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/settle.hpp"

namespace squall::kit {
namespace {

using tables = std::vector<object_id>;

bool contains(const tables& ids, const object_id& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

const tables& inherits_of(const database& db, const object_id& id) {
  static const tables none;
  const auto* value = db.find<table>(id);
  return value == nullptr ? none : value->inherits;
}

bool is_own(const database& db, const object_id& table, const std::string& name) {
  const auto* value = db.find<column>(column_id(table, name));
  return value != nullptr && !value->inherited;
}

bool has(const database& db, const object_id& table, const std::string& name) {
  return effective_column(db, table, name).has_value();
}

object_id check_id(const object_id& table, const std::string& name) {
  return {object_kind::check, table.schema, table.name, name};
}

// The check `name` that heirs of `table` have from it.
const check* inheritable_check(const database& db, const object_id& table, const std::string& name) {
  if (const auto* own = db.find<check>(check_id(table, name)); own != nullptr && !own->no_inherit) {
    return own;
  }
  for (const auto& parent : inherits_of(db, table)) {
    if (const auto* found = inheritable_check(db, parent, name)) {
      return found;
    }
  }
  return nullptr;
}

void add_check_names(const database& db, const object_id& table, std::set<std::string>& names) {
  for (const auto& id : members_of(db, table, object_kind::check)) {
    if (!std::get<check>(db.objects.at(id)).no_inherit) {
      names.insert(id.name);
    }
  }
  for (const auto& parent : inherits_of(db, table)) {
    add_check_names(db, parent, names);
  }
}

class child_survey {
 public:
  child_survey(const database& base, const database& after) : base_(base), after_(after) {}

  child_move moves_of(const object_id& id) {
    child_move out;
    out.kept = kept_of(id);
    const auto rest = [&](const tables& parents) {
      tables found;
      std::copy_if(parents.begin(), parents.end(), std::back_inserter(found),
                   [&](const object_id& parent) { return !contains(out.kept, parent); });
      return found;
    };
    out.leave = rest(inherits_of(base_, id));
    out.join = rest(inherits_of(after_, id));
    const auto kept_has = [&](auto&&... in) {
      return [&, in...](const std::string& name) {
        return std::any_of(out.kept.begin(), out.kept.end(),
                           [&](const object_id& parent) { return (has(*in, parent, name) && ...); });
      };
    };
    const auto kept_had = kept_has(&base_);
    const auto kept_gets = kept_has(&after_);
    const auto kept_keeps = kept_has(&base_, &after_);
    auto names = column_names_of(base_, id);
    names.merge(column_names_of(after_, id));
    for (const auto& name : names) {
      const auto column_name = column_id(id, name);
      const bool was_there = has(base_, id, name);
      const bool was_own = is_own(base_, id, name);
      if (!has(after_, id, name)) {
        continue;
      }
      if (is_own(after_, id, name)) {
        if (was_there && !was_own && kept_had(name)) {
          out.made_own.push_back(column_name);
        }
      } else if (was_own || (!was_there && !kept_gets(name))) {
        out.adopted.push_back(column_name);
      } else if (was_there && !kept_keeps(name)) {
        out.held.push_back(column_name);
      }
    }
    if (!out.join.empty()) {
      find_adopted_checks(id, out);
    }
    return out;
  }

 private:
  // The parents that the table has before and after, from the first one on, as far as nothing speaks against it: the
  // order of parents is the order in which the table came to them.
  const tables& kept_of(const object_id& id) {
    if (const auto found = kept_.find(id); found != kept_.end()) {
      return found->second;
    }
    tables kept;
    const auto& before = inherits_of(base_, id);
    auto at = before.begin();
    for (const auto& parent : inherits_of(after_, id)) {
      at = std::find(at, before.end(), parent);
      if (at == before.end() || forbids(id, parent, kept)) {
        break;
      }
      kept.push_back(parent);
      ++at;
    }
    return kept_[id] = std::move(kept);
  }

  // The table where a statement about the column begins: PostgreSQL refuses one that reaches a child by some of its
  // parents and not by all of them (ATPrepAlterColumnType(), renameatt_internal() in tablecmds.c).
  object_id root_of(const object_id& id, const std::string& name) {
    for (const auto& parent : tables(kept_of(id))) {
      if (has(base_, parent, name) && has(after_, parent, name)) {
        return root_of(parent, name);
      }
    }
    return id;
  }

  bool adopts(const object_id& id, const std::string& name) const {
    return is_own(base_, id, name) && has(after_, id, name) && !is_own(after_, id, name) &&
           !inherits_of(after_, id).empty();
  }

  // The column is made again here, since it is in a table above.
  bool is_made_again(const object_id& id, const std::string& name) const {
    if (adopts(id, name)) {
      return true;
    }
    const auto& now = inherits_of(after_, id);
    const auto& before = inherits_of(base_, id);
    return std::any_of(before.begin(), before.end(),
                       [&](const object_id& parent) { return contains(now, parent) && is_made_again(parent, name); });
  }

  bool is_retyped(const object_id& id, const std::string& name) const {
    const auto b = effective_column(base_, id, name);
    const auto a = effective_column(after_, id, name);
    return b && a && (b->type != a->type || b->collation != a->collation);
  }

  bool forbids(const object_id& id, const object_id& parent, const tables& kept) {
    for (const auto& name : column_names_of(base_, id)) {
      const bool had = has(base_, parent, name);
      const bool gets = has(after_, parent, name);
      if ((!had && !gets) || !has(after_, id, name)) {
        continue;
      }
      if ((adopts(id, name) && had) || (is_own(base_, id, name) && is_made_again(parent, name))) {
        return true;
      }
      if (!is_retyped(id, name) && !is_made_again(id, name)) {
        continue;
      }
      if (had != gets) {
        if (!adopts(id, name)) {
          return true;
        }
        continue;
      }
      for (const auto& other : kept) {
        if (has(base_, other, name) && root_of(other, name) != root_of(parent, name)) {
          return true;
        }
      }
    }
    const auto checks = members_of(base_, id, object_kind::check);
    return std::any_of(checks.begin(), checks.end(), [&](const object_id& own) {
      return !after_.contains(own) && inheritable_check(base_, parent, own.name) != nullptr;
    });
  }

  void find_adopted_checks(const object_id& id, child_move& out) const {
    std::set<std::string> names;
    for (const auto& parent : out.join) {
      add_check_names(after_, parent, names);
    }
    for (const auto& name : names) {
      const bool from_kept = std::any_of(out.kept.begin(), out.kept.end(), [&](const object_id& parent) {
        return inheritable_check(after_, parent, name) != nullptr;
      });
      if (!from_kept && !after_.contains(check_id(id, name))) {
        out.adopted_checks.push_back(check_id(id, name));
      }
    }
  }

  const database& base_;
  const database& after_;
  std::map<object_id, tables> kept_;
};

bool is_idle(const child_move& move) {
  return move.leave.empty() && move.join.empty() && move.held.empty() && move.adopted.empty() && move.made_own.empty();
}

using spoken = std::vector<std::pair<object_id, object>>;

void say_column(const database& db, const object_id& id, spoken& out) {
  if (auto value = effective_column(db, id.owner_table(), id.name)) {
    value->inherited = false;
    out.emplace_back(id, *value);
  }
}

void say_check(const object_id& id, const check& value, spoken& out) {
  auto own = value;
  own.comment.clear();
  out.emplace_back(id, std::move(own));
}

// What the table has from parents that it leaves is its own from then on.
void say_what_it_keeps(const database& base, const object_id& id, const child_move& move, spoken& out) {
  const auto from_kept = [&](auto asks) { return std::any_of(move.kept.begin(), move.kept.end(), asks); };
  for (const auto& name : column_names_of(base, id)) {
    const auto column_name = column_id(id, name);
    const bool is_held = contains(move.held, column_name);
    const bool stays_parents = !is_held && from_kept([&](const object_id& parent) { return has(base, parent, name); });
    if (!is_own(base, id, name) && !stays_parents) {
      say_column(base, column_name, out);
    }
  }
  std::set<std::string> checks;
  for (const auto& parent : move.leave) {
    add_check_names(base, parent, checks);
  }
  for (const auto& name : checks) {
    const bool stays_parents =
        from_kept([&](const object_id& parent) { return inheritable_check(base, parent, name) != nullptr; });
    if (!stays_parents && !base.contains(check_id(id, name))) {
      for (const auto& parent : move.leave) {
        if (const auto* found = inheritable_check(base, parent, name)) {
          say_check(check_id(id, name), *found, out);
          break;
        }
      }
    }
  }
}

void say_what_it_gets(const database& after, const child_move& move, spoken& out) {
  for (const auto* columns : {&move.held, &move.adopted}) {
    for (const auto& id : *columns) {
      say_column(after, id, out);
    }
  }
  for (const auto& id : move.adopted_checks) {
    for (const auto& parent : move.join) {
      if (const auto* found = inheritable_check(after, parent, id.name)) {
        say_check(id, *found, out);
        break;
      }
    }
  }
}

}  // namespace

std::set<std::string> column_names_of(const database& db, const object_id& table_name) {
  std::set<std::string> names;
  for (const auto& c : columns_of(db, table_name)) {
    names.insert(c.id->name);
  }
  if (const auto* value = db.find<table>(table_name)) {
    for (const auto& parent : parents_of(*value)) {
      names.merge(column_names_of(db, parent));
    }
  }
  return names;
}

std::map<object_id, child_move> find_child_moves(database& base, database& after, const std::set<object_id>& remade) {
  std::map<object_id, child_move> out;
  child_survey survey(base, after);
  for (auto it = base.objects.lower_bound({object_kind::table, "", "", ""});
       it != base.objects.end() && it->first.kind == object_kind::table; ++it) {
    const auto& b = std::get<table>(it->second);
    const auto* a = after.find<table>(it->first);
    const bool is_child = a != nullptr && !b.partition_of && !a->partition_of &&
                          !(b.inherits.empty() && a->inherits.empty()) && !remade.contains(it->first);
    if (!is_child) {
      continue;
    }
    if (auto move = survey.moves_of(it->first); !is_idle(move)) {
      out.emplace(it->first, std::move(move));
    }
  }
  spoken before;
  spoken afterwards;
  for (const auto& [id, move] : out) {
    say_what_it_keeps(base, id, move, before);
    say_what_it_gets(after, move, afterwards);
  }
  const auto enter = [](database& db, spoken& said) {
    for (auto& [id, value] : said) {
      db.objects.insert_or_assign(std::move(id), std::move(value));
    }
  };
  enter(base, before);
  enter(after, afterwards);
  return out;
}

}  // namespace squall::kit
