// The edges of the graph: what an object stands on is there before it and goes after it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "kit/model/inheritance.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"

namespace squall::kit {
namespace {

// The names that making or dropping an object takes or frees beside its own: an identity column's sequence.
std::vector<std::string> slots_of(const object_id& id, const object& value) {
  auto out = name_slots(id);
  if (const auto* c = std::get_if<column>(&value); c != nullptr && c->identity) {
    const auto hidden = name_slots(sequence_id(id.schema, fmt::format("{}_{}_seq", id.table, id.name)));
    out.insert(out.end(), hidden.begin(), hidden.end());
  }
  return out;
}

// What a text stands on is read from the server. When another kind of object takes a name over (a view that of a table)
// the text is the same, and stands on the newcomer.
void follow_names(std::vector<object_id>& needs, const database& db) {
  static constexpr std::array relations{object_kind::table, object_kind::view, object_kind::materialized_view};
  for (auto& need : needs) {
    const auto follow = [&](const auto& kinds, object_id candidate) {
      for (const auto kind : kinds) {
        candidate.kind = kind;
        if (db.contains(candidate)) {
          need = std::move(candidate);
          return;
        }
      }
    };
    if (db.contains(need)) {
      continue;
    }
    if (need.kind == object_kind::column) {
      follow(relations, need.owner_table());
    } else if (std::find(relations.begin(), relations.end(), need.kind) != relations.end()) {
      follow(relations, need);
    } else if (is_user_type(need.kind)) {
      follow(user_type_kinds, need);
    }
  }
}

}  // namespace

void planner::wire() {
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    wire_node(node);
  }
  for (const auto& [id, shell] : shells_) {
    edges(ready_, schema_id(id.schema), [&, later = shell](std::size_t first) { graph_.before(first, later); });
    edges(gone_, id, [&, later = shell](std::size_t first) { graph_.before(first, later); });
    edges(ready_, id, [&, first = shell](std::size_t later) { graph_.before(first, later); });
  }
  for (const auto& [node, column_name] : releases_) {
    for (const auto& need : dependencies_of(column_name, base(column_name))) {
      edges(gone_, need, [&, first = node](std::size_t later) { graph_.before(first, later); });
    }
  }
  for (const auto& [node, column_name] : late_default_nodes_) {
    edges(ready_, column_name, [&, later = node](std::size_t first) { graph_.before(first, later); });
    for (const auto& need : dependencies_of(column_name, after(column_name))) {
      edges(ready_, need, [&, later = node](std::size_t first) { graph_.before(first, later); });
    }
  }
  wire_swaps();
  wire_names();
  wire_default_privileges();
  wire_children();
  wire_restated();
  wire_moves();
  wire_rebinds();
  wire_attachments();
  wire_heirs();
  wire_validated_checks();
  wire_partitioned_indexes();
  wire_parts_apart();
  wire_look_alikes();
  wire_index_settings();
  wire_foreign_keys();
  wire_dropped_roles();
}

std::vector<object_id> planner::needs_of(const object_id& id, const object& value, const database& db) const {
  const bool released = replaced_.released_defaults.contains(id) && (&db == &changes_.base || comes_back_later(id));
  if (late_defaults_.contains(id) || released) {
    auto early = std::get<column>(value);
    early.default_value.reset();
    return dependencies_of(id, object(std::move(early)));
  }
  auto out = dependencies_of(id, value);
  follow_names(out, db);
  needs_of_part(id, value, out);
  if (id.kind == object_kind::column && !changes_.adopted.contains(id)) {
    if (const auto* of = db.find<table>(id.owner_table())) {
      for (const auto& parent : parents_of(*of)) {
        out.push_back(column_id(parent, id.name));
      }
    }
  }
  const auto columns = touched_columns_.find(id.owner_table());
  if (!id.belongs_to_table() || columns == touched_columns_.end()) {
    return out;
  }
  // A default cannot name a column; a generated column, a check and an index can.
  const auto* c = std::get_if<column>(&value);
  if (c != nullptr && !c->generated) {
    return out;
  }
  for (const auto& touched : columns->second) {
    if (touched != id && uses_column(id, value, touched)) {
      out.push_back(touched);
    }
  }
  return out;
}

void planner::wire_node(std::size_t node) {
  const auto& work = graph_.at(node);
  const bool is_created_table = work.key.phase == work_phase::create_tables && work.key.id.kind == object_kind::table;
  for (const auto* ids : {&work.makes, &work.alters}) {
    for (const auto& id : *ids) {
      for (const auto& need : needs_of(id, after(id), changes_.after)) {
        // An identity that becomes a serial makes its sequence itself.
        if (ids == &work.alters && std::find(work.makes.begin(), work.makes.end(), need) != work.makes.end()) {
          continue;
        }
        // A function of a type stands on its name, and the type on the function; other functions want the whole type.
        if (const auto shell = shells_.find(need); shell != shells_.end() && id.kind == object_kind::routine) {
          const auto own = dependencies_of(need, after(need));
          if (std::find(own.begin(), own.end(), id) != own.end()) {
            graph_.before(shell->second, node);
            continue;
          }
        }
        const bool own = need.schema == work.key.id.schema && need.table == work.key.id.name;
        if (!own || !is_created_table) {  // what CREATE TABLE makes at once
          edges(ready_, need, [&](std::size_t first) { graph_.before(first, node); });
        }
      }
    }
  }
  // What stands on something that is altered goes before that. A column only before its table becomes one of a type: a
  // table's other changes (a comment) let it be, and a view may have to read another column first.
  const auto is_remade = [&](const object_id& dropped, const object_id& id) {
    if (dropped.kind == object_kind::column && id.kind == object_kind::table) {
      return is_old_table(id) && std::get<table>(base(id)).of_type != std::get<table>(after(id)).of_type;
    }
    // A type that stands on the old one has that in its values: it may be left for the new one, and goes with the old.
    const bool is_swapped = replaced_.swapped_types.contains(id) && !is_user_type(dropped.kind);
    return id.kind == object_kind::column || is_swapped || id.kind == object_kind::table;
  };
  for (const auto& id : work.drops) {
    // A key that changes over in one statement stands on its columns throughout: they are altered before, or not at
    // all.
    const bool changes_over = std::find(work.makes.begin(), work.makes.end(), id) != work.makes.end();
    for (const auto& need : needs_of(id, base(id), changes_.base)) {
      const bool with_its_functions = id.kind == object_kind::base_type || id.kind == object_kind::range_type;
      if (with_its_functions && need.kind == object_kind::routine) {
        continue;  // dropped with it
      }
      edges(gone_, need, [&](std::size_t later) { graph_.before(node, later); });
      if (!changes_over && is_remade(id, need)) {
        edges(altering_, need, [&](std::size_t later) { graph_.before(node, later); });
      }
    }
  }
  for (const auto& id : work.alters) {
    if (!changes_.base.contains(id)) {
      continue;  // a column that came from a parent so far
    }
    const auto still = needs_of(id, after(id), changes_.after);
    for (const auto& need : needs_of(id, base(id), changes_.base)) {
      edges(gone_, need, [&](std::size_t later) { graph_.before(node, later); });
      const bool left = std::find(still.begin(), still.end(), need) == still.end();
      if (left && id.kind != object_kind::column && replaced_.swapped_types.contains(need)) {
        edges(altering_, need, [&](std::size_t later) { graph_.before(node, later); });
      }
    }
  }
}

// A name must be free before it is given again.
void planner::wire_names() {
  std::unordered_map<std::string, std::size_t> freed;
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    for (const auto& id : graph_.at(node).drops) {
      for (auto& slot : slots_of(id, base(id))) {
        freed.emplace(std::move(slot), node);
      }
    }
    for (const auto& id : graph_.at(node).alters) {
      const auto* b = changes_.base.find<column>(id);
      if (b != nullptr && b->identity && !std::get<column>(after(id)).identity) {
        freed.emplace(slots_of(id, base(id)).back(), node);
      }
    }
  }
  if (freed.empty()) {
    return;
  }
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    for (const auto* ids : {&graph_.at(node).makes, &graph_.at(node).alters}) {
      for (const auto& id : *ids) {
        for (const auto& slot : slots_of(id, after(id))) {
          if (const auto it = freed.find(slot); it != freed.end()) {
            graph_.before(it->second, node);
          }
        }
      }
    }
  }
}

// A foreign key stands on a key of the table that it references, which its definition does not name.
void planner::wire_foreign_keys() {
  const auto each_key = [](const database& db, const foreign_key& fk, auto use) {
    for (const auto& id : keys_of(db, fk.referenced_table)) {
      if (is_key_of(id, db.objects.at(id), fk.referenced_columns)) {
        use(id);
      }
    }
  };
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    for (const auto& id : graph_.at(node).makes) {
      if (const auto* fk = std::get_if<foreign_key>(&after(id)); fk != nullptr) {
        each_key(changes_.after, *fk, [&](const object_id& key_id) {
          edges(ready_, key_id, [&](std::size_t first) { graph_.before(first, node); });
        });
        // Each partition that it references must have its part of the key by then, or be gone.
        auto partitions = heirs_in(heirs_after_, fk->referenced_table);
        partitions.push_back(fk->referenced_table);
        for (const auto& [attach, partition] : late_attachments_) {
          if (std::find(partitions.begin(), partitions.end(), partition) != partitions.end()) {
            graph_.before(attach, node);
          }
        }
        for (const auto& partition : heirs_in(heirs_before_, fk->referenced_table)) {
          edges(gone_, partition, [&](std::size_t first) { graph_.before(first, node); });
        }
        // Of two keys PostgreSQL takes the one it finds first, which must not be one that goes.
        each_key(changes_.base, *fk, [&](const object_id& key_id) {
          edges(gone_, key_id, [&](std::size_t first) { graph_.before(first, node); });
        });
      }
    }
    for (const auto& id : graph_.at(node).drops) {
      if (const auto* fk = std::get_if<foreign_key>(&base(id)); fk != nullptr) {
        each_key(changes_.base, *fk, [&](const object_id& key_id) {
          edges(gone_, key_id, [&](std::size_t later) { graph_.before(node, later); });
        });
        for (const auto& partition : heirs_in(heirs_before_, fk->referenced_table)) {
          edges(gone_, partition, [&](std::size_t later) { graph_.before(node, later); });
        }
      }
    }
  }
}

}  // namespace squall::kit
