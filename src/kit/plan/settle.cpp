#include "kit/plan/settle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <span>

#include "kit/base/error.hpp"
#include "kit/diff/rename_map.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/plan/child_moves.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/remade_tables.hpp"
#include "kit/plan/renamed_parts.hpp"
#include "kit/plan/renamer.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

constexpr std::array child_kinds{object_kind::column, object_kind::primary_key, object_kind::unique,
                                 object_kind::check,  object_kind::foreign_key, object_kind::exclusion,
                                 object_kind::index};

std::vector<object_id> members_of(const database& db, const object_id& table, std::span<const object_kind> kinds) {
  std::vector<object_id> out;
  for (const auto kind : kinds) {
    for (auto it = db.objects.lower_bound({kind, table.schema, table.name, ""}); it != db.objects.end(); ++it) {
      if (it->first.kind != kind || it->first.schema != table.schema || it->first.table != table.name) {
        break;
      }
      out.push_back(it->first);
    }
  }
  return out;
}

// Which object of the model before stands behind each name, as the changes go by.
class identity_tracker {
 public:
  explicit identity_tracker(const database& before) : before_(before) {
    for (const auto& [id, value] : before.objects) {
      origin_.emplace(id, id);
    }
  }

  void follow_change(const change& c) {
    switch (c.verb) {
      case change_verb::create:
        origin_.erase(c.id);
        break;
      case change_verb::drop:
        origin_.erase(c.id);
        break;
      case change_verb::alter:
        if (const auto it = origin_.find(c.id); it != origin_.end()) {
          altered_.insert(it->second);
        }
        break;
      case change_verb::rename:
        rename(c.id, *c.renamed_to);
        break;
    }
  }

  // Identity before → identity after, of every object that lives on.
  [[nodiscard]] std::map<object_id, object_id> survivors() const {
    std::map<object_id, object_id> out;
    for (const auto& [now, origin] : origin_) {
      out.emplace(origin, now);
    }
    return out;
  }
  [[nodiscard]] const std::set<object_id>& altered() const { return altered_; }

 private:
  void rename(const object_id& from, const object_id& to) {
    rename_map names;
    names.add(from, to);
    const auto heirs = heirs_of_column(from);
    const auto renamed = origin_.find(from);
    const auto table = renamed == origin_.end() ? object_id{} : renamed->second;
    std::map<object_id, object_id> moved;
    for (auto it = origin_.begin(); it != origin_.end();) {
      auto now = names.follow(it->first);
      if (now.kind == object_kind::column && now.name == from.name && heirs.contains(it->second.owner_table())) {
        now.name = to.name;
      }
      if (const auto* owned = before_.find<sequence>(it->second);
          owned != nullptr && owned->owned_by && owned->owned_by->owner_table() == table) {
        now.schema = to.schema;  // SET SCHEMA of a table takes its columns' sequences along
      }
      if (now == it->first) {
        ++it;
        continue;
      }
      moved.emplace(now, it->second);
      it = origin_.erase(it);
    }
    origin_.merge(moved);
  }

  // The tables whose column goes along with the renamed one, as they were called before; none of what is no column.
  [[nodiscard]] std::set<object_id> heirs_of_column(const object_id& id) const {
    const auto table = origin_.find(id.owner_table());
    if (id.kind != object_kind::column || table == origin_.end()) {
      return {};
    }
    const auto heirs = descendants_of(before_, table->second);
    return {heirs.begin(), heirs.end()};
  }

  const database& before_;
  std::map<object_id, object_id> origin_;  // name now → name before
  std::set<object_id> altered_;
};

}  // namespace

std::string temporary_name(const std::string& name, const std::string& purpose, int attempt) {
  const std::string suffix = attempt == 0 ? "__squall_" + purpose : fmt::format("__squall_{}{}", purpose, attempt + 1);
  std::size_t kept = std::min(name.size(), 63 - suffix.size());
  // Not in the middle of a UTF-8 sequence.
  while (kept < name.size() && kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) {
    --kept;
  }
  return name.substr(0, kept) + suffix;
}

std::vector<std::string> name_slots(const object_id& id) {
  const auto slot = [&](char space, const std::string& parent) {
    return fmt::format("{}{}\n{}\n{}", space, id.schema, parent, id.name);
  };
  switch (id.kind) {
    case object_kind::base_type:
    case object_kind::enum_type:
    case object_kind::domain:
    case object_kind::range_type:
      return {slot('t', "")};
    case object_kind::composite_type:
    case object_kind::table:
    case object_kind::view:
    case object_kind::materialized_view:
      return {slot('r', ""), slot('t', "")};
    case object_kind::sequence:
    case object_kind::index:
      return {slot('r', "")};
    case object_kind::primary_key:
    case object_kind::unique:
    case object_kind::exclusion:
      return {slot('r', ""), slot('c', id.table)};
    case object_kind::check:
    case object_kind::foreign_key:
      return {slot('c', id.table)};
    case object_kind::column:
      return {slot('a', id.table)};
    case object_kind::routine:
    case object_kind::aggregate:
      return {slot('f', id.signature)};
    default:
      // A namespace of its own: "k" and the kind's number.
      return {slot('k', std::to_string(static_cast<int>(id.kind)) + id.table + '\n' + id.signature)};
  }
}

std::vector<object_id> children_of(const database& db, const object_id& table) {
  return members_of(db, table, child_kinds);
}

std::vector<object_id> members_of(const database& db, const object_id& relation, object_kind kind) {
  return members_of(db, relation, std::array{kind});
}

std::vector<object_id> keys_of(const database& db, const object_id& table) {
  return members_of(db, table, std::array{object_kind::primary_key, object_kind::unique, object_kind::index});
}

settled_changes settle(const database& before, const std::vector<change>& changes) {
  settled_changes out;
  out.base = before;
  out.after = before;
  apply(out.after, changes);
  const auto is_rename = [](const change& c) { return c.verb == change_verb::rename; };
  std::set<object_id> altered;
  std::set<object_id> remade;  // dropped and created again under the same name
  if (std::none_of(changes.begin(), changes.end(), is_rename)) {
    for (const auto& c : changes) {
      if (c.verb == change_verb::alter) {
        altered.insert(c.id);
      } else if (c.verb == change_verb::create && before.contains(c.id)) {
        remade.insert(c.id);
      }
    }
  } else {
    identity_tracker tracker(before);
    for (const auto& c : changes) {
      tracker.follow_change(c);
    }
    const auto survivors = tracker.survivors();
    carry_out_renames(out, survivors);
    auto parts = rename_parts(before, out.base, out.after, survivors);
    std::move(parts.begin(), parts.end(), std::back_inserter(out.renames));
    std::set<object_id> alive;
    for (const auto& [origin, id] : survivors) {
      alive.insert(id);
    }
    for (const auto& [id, value] : out.after.objects) {
      if (out.base.contains(id) && !alive.contains(id) && !out.made_early.contains(id)) {
        remade.insert(id);
      }
    }
    altered = out.made_early;
    for (const auto& origin : tracker.altered()) {
      if (const auto it = survivors.find(origin); it != survivors.end()) {
        altered.insert(it->second);
      }
    }
  }
  add_remade_tables(out, altered, remade);
  auto moved = say_what_moved_tables_have(out.base, out.after, remade);
  out.children = find_child_moves(out.base, out.after, remade);
  for (const auto& [id, move] : out.children) {
    moved.insert(id);
    out.adopted.insert(move.adopted.begin(), move.adopted.end());
  }
  for (const auto& [id, value] : out.base.objects) {
    const auto it = out.after.objects.find(id);
    if (it == out.after.objects.end() || remade.contains(id)) {
      out.dropped.insert(id);
    } else if ((altered.contains(id) || moved.contains(id.owner_table())) && it->second != value) {
      out.altered.insert(id);
    }
  }
  for (const auto& [id, value] : out.after.objects) {
    if (!out.base.contains(id) || remade.contains(id)) {
      out.created.insert(id);
    }
  }
  return out;
}

}  // namespace squall::kit
