#include "kit/plan/renamer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/diff/rename_map.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// Carries renames out on a model and writes them down.
class renamer {
 public:
  renamer(settled_changes& out, std::map<object_id, object_id> survivors)
      : out_(out), survivors_(std::move(survivors)) {
    for (const auto& [id, value] : out_.base.objects) {
      occupy(id);
    }
  }

  void run() {
    for (const auto kind : {object_kind::schema, object_kind::enum_type, object_kind::table, object_kind::sequence}) {
      run_level({kind});
    }
    run_level({object_kind::column});
    run_level({object_kind::primary_key, object_kind::unique, object_kind::check, object_kind::foreign_key,
               object_kind::exclusion, object_kind::index});
  }

 private:
  struct move {
    object_id from;
    object_id to;
    bool aside = false;  // the object is on its way through a temporary name
  };

  void occupy(const object_id& id) {
    for (const auto& slot : name_slots(id)) {
      occupied_[slot] = id;
    }
  }
  void vacate(const object_id& id) {
    for (const auto& slot : name_slots(id)) {
      if (const auto it = occupied_.find(slot); it != occupied_.end() && it->second == id) {
        occupied_.erase(it);
      }
    }
  }

  void run_level(std::initializer_list<object_kind> kinds) {
    rename_map wanted;
    for (const auto& [from, to] : survivors_) {
      if (from != to && std::find(kinds.begin(), kinds.end(), from.kind) != kinds.end()) {
        wanted.add(from, to);
      }
    }
    wanted = without_inherited_columns(out_.base, wanted);
    std::vector<move> moves;
    for (const auto& [from, to] : wanted.all()) {
      moves.push_back({from, to});
    }
    while (!moves.empty()) {
      const auto free = std::find_if(moves.begin(), moves.end(), [&](const move& m) { return !holder(m.to, m.from); });
      if (free != moves.end()) {
        const move m = std::move(*free);
        moves.erase(free);
        carry_out(m, "");
        continue;
      }
      step_aside(moves);
    }
  }

  // The object that is in the way of `id`, if any.
  [[nodiscard]] std::optional<object_id> holder(const object_id& id, const object_id& except) const {
    for (const auto& slot : name_slots(id)) {
      if (const auto it = occupied_.find(slot); it != occupied_.end() && it->second != except) {
        return it->second;
      }
    }
    return std::nullopt;
  }

  // Every name that is wanted is held: by an object that is dropped later, or by one of a ring of renames.
  void step_aside(std::vector<move>& moves) {
    const auto in_the_way = *holder(moves.front().to, moves.front().from);
    auto aside = in_the_way;
    for (int attempt = 0; holder(aside, in_the_way) || aside == in_the_way; ++attempt) {
      aside.name = temporary_name(in_the_way.name, "old", attempt);
    }
    carry_out({in_the_way, aside, true}, "Makes room for another object of that name.");
    for (auto& m : moves) {
      m.from = m.from == in_the_way ? aside : m.from;
    }
  }

  // A schema that comes has to be there for what moves into it.
  void make_schema(const std::string& name) {
    const auto id = schema_id(name);
    if (name.empty() || out_.base.contains(id) || !out_.after.contains(id)) {
      return;
    }
    const object bare = schema{};
    out_.renames.push_back({.sql = sql_create(id, bare), .objects = {id}});
    out_.base.objects.emplace(id, bare);
    out_.made_early.insert(id);
    occupy(id);
  }

  // A child's column that two parents have is renamed with neither of them (renameatt_internal() in tablecmds.c).
  void refuse_shared_column(const move& m) const {
    auto family = descendants_of(out_.base, m.from.owner_table());
    family.push_back(m.from.owner_table());
    for (const auto& heir : family) {
      for (const auto& parent : parents_of(*out_.base.find<table>(heir))) {
        const bool is_other =
            heir != m.from.owner_table() && std::find(family.begin(), family.end(), parent) == family.end();
        if (is_other && effective_column(out_.base, parent, m.from.name)) {
          throw error(
              fmt::format("{} cannot be renamed: {} has it from {} as well", describe(m.from), describe(heir),
                          describe(parent)),
              "Let the child leave its parents (NO INHERIT) in a migration before, and come back in one after.");
        }
      }
    }
  }

  void carry_out(const move& m, std::string_view comment) {
    make_schema(m.to.schema);
    if (m.from.kind == object_kind::column) {
      refuse_shared_column(m);
    }
    for (auto& s : statements(m)) {
      s.comment = comment;
      s.objects = {m.from, m.to};
      s.lock = m.from.kind == object_kind::index ? lock_mode::share_update_exclusive
               : m.from.kind == object_kind::enum_type || m.from.kind == object_kind::schema
                   ? lock_mode::none
                   : lock_mode::access_exclusive;
      out_.renames.push_back(std::move(s));
    }
    std::set<object_id> along;  // SET SCHEMA of a table takes its columns' sequences along
    for (const auto& [id, value] : out_.base.objects) {
      const auto* owned = m.from.schema == m.to.schema ? nullptr : std::get_if<sequence>(&value);
      if (owned != nullptr && owned->owned_by && owned->owned_by->owner_table() == m.from) {
        along.insert(id);
      }
    }
    rename_map names;
    names.add(m.from, m.to);
    add_inherited_columns(out_.base, names);
    apply_rename(out_.base, m.from, m.to);
    relabel(m.from.kind, names, along);
  }

  std::vector<step> statements(const move& m) const {
    std::vector<step> out;
    auto now = m.from;
    if (now.schema != m.to.schema) {
      if (now.belongs_to_table()) {
        throw error(fmt::format("Cannot move {} to schema {} by itself", describe(now), sql_identifier(m.to.schema)),
                    "Move its table.");
      }
      const auto rename_free = !out_.base.contains({now.kind, m.to.schema, {}, now.name});
      if (!rename_free) {
        throw error(fmt::format("Cannot move {} to schema {}: the name is taken there", describe(now),
                                sql_identifier(m.to.schema)));
      }
      const std::string_view word = now.kind == object_kind::table       ? "TABLE"
                                    : now.kind == object_kind::enum_type ? "TYPE"
                                                                         : "SEQUENCE";
      out.push_back(
          {.sql = fmt::format("ALTER {} {} SET SCHEMA {}", word, sql_name(now), sql_identifier(m.to.schema))});
      now.schema = m.to.schema;
    }
    if (now.name != m.to.name) {
      out.push_back({.sql = sql_rename(now, m.to.name)});
    }
    if (!m.aside && !out.empty() &&
        (now.kind == object_kind::table || now.kind == object_kind::column || now.kind == object_kind::schema)) {
      out.back().hazards.push_back(
          {hazard_kind::breaks_clients, m.to,
           fmt::format("Programs that still say {} fail from here on.", display_name(m.from))});
    }
    return out;
  }

  // Everything that is called otherwise now: occupied names, and what is still to be renamed.
  void relabel(object_kind kind, const rename_map& names, const std::set<object_id>& along) {
    if (kind != object_kind::table && kind != object_kind::schema && !is_user_type(kind)) {
      for (const auto& [from, to] : names.all()) {
        vacate(from);
        occupy(to);
      }
      return;
    }
    occupied_.clear();
    for (const auto& [id, value] : out_.base.objects) {
      occupy(id);
    }
    std::map<object_id, object_id> renamed;
    for (auto& [origin, final_id] : survivors_) {
      auto now = names.follow(origin);
      now.schema = along.contains(origin) ? names.all().begin()->second.schema : now.schema;
      renamed.emplace(std::move(now), std::move(final_id));
    }
    survivors_ = std::move(renamed);
  }

  settled_changes& out_;
  std::map<object_id, object_id> survivors_;  // name now → final name
  std::map<std::string, object_id> occupied_;
};

}  // namespace

void carry_out_renames(settled_changes& out, std::map<object_id, object_id> survivors) {
  renamer(out, std::move(survivors)).run();
}

}  // namespace squall::kit
