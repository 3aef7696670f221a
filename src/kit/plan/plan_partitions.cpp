// Partitions and child tables: what they have from their parents, and the indexes that belong together.
#include <fmt/format.h>

#include <algorithm>

#include "kit/model/inheritance.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"
#include "kit/plan/validated_checks.hpp"

namespace squall::kit {
namespace {

// What LIKE would copy of the table that `partition` is a part of.
std::vector<std::string> copied_lines(const database& db, const object_id& partition) {
  std::vector<std::string> lines;
  const auto wholes = wholes_of(db, partition);
  for (const auto& c : columns_of(db, wholes.back())) {
    if (auto given = inherited_from_parents(db, column_id(partition, c.id->name))) {
      given->identity.reset();
      lines.push_back(sql_column_definition(column_id(partition, c.id->name), *given));
    }
  }
  for (const auto& whole : wholes) {
    for (const auto& part : children_of(db, whole)) {
      const auto* rule = std::get_if<check>(&db.objects.at(part));
      if (rule != nullptr && !rule->no_inherit) {
        lines.push_back(sql_constraint_definition(part, *rule));
      }
    }
  }
  return lines;
}

}  // namespace

// A partition of a table that is there is made beside it and attached: the parent's readers and writers go on meanwhile
// (ATTACH takes SHARE UPDATE EXCLUSIVE, CREATE … PARTITION OF takes ACCESS EXCLUSIVE), and its indexes get the names
// that they shall have.
void planner::create_beside_parent(const object_id& id, const table& value, const std::vector<std::string>& lines,
                                   work_node& node) {
  table alone = value;
  alone.partition_of.reset();
  alone.partition_bound.clear();
  auto all = lines;
  if (value.foreign_server.empty()) {
    all.insert(all.begin(),
               fmt::format("LIKE {} INCLUDING ALL EXCLUDING INDEXES EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING "
                           "COMMENTS",
                           sql_name(*value.partition_of)));
  } else {
    // Before PostgreSQL 18 CREATE FOREIGN TABLE takes no LIKE.
    const auto copied = copied_lines(changes_.after, id);
    all.insert(all.begin(), copied.begin(), copied.end());
  }
  node.steps.push_back({{.sql = sql_create_table(id, alone, all), .objects = {id}}});
  // The copy of a check is valid, the table being empty.
  for (const auto& above : unproven_checks_above(changes_.after, id)) {
    const object_id own{object_kind::check, id.schema, id.name, above.name};
    if (!is_validated_ahead(value, own.name) && !changes_.after.contains(own)) {
      node.steps.push_back({{.sql = fmt::format("{}\n  DROP CONSTRAINT {},\n  ADD {}", sql_alter_table(id),
                                                sql_identifier(own.name), sql_constraint_definition(own, after(above))),
                             .objects = {id}}});
    }
  }
  // Attached once its own keys and indexes are there: those that fit the parent's are taken up.
  work_node attach{.key = key(work_phase::index_new_tables, id, 9)};
  attach.steps.push_back({{.sql = sql_attach_partition(id, value), .lock = lock_of_attachment(id), .objects = {id}}});
  if (attach.steps.front().lock == lock_mode::access_exclusive) {
    attach.steps.front().scans = true;
    attach.steps.front().hazards = {
        {hazard_kind::may_fail, id,
         fmt::format("Fails if the default partition of {} has rows for it.", display_name(*value.partition_of))}};
  }
  late_attachments_.emplace_back(graph_.add(std::move(attach)), id);
}

// ATTACH PARTITION keeps others away from the default partition, and writers from what foreign keys tie together
// (manual, ALTER TABLE, ATTACH PARTITION).
lock_mode planner::lock_of_attachment(const object_id& id) const {
  const auto& parent = *std::get<table>(after(id)).partition_of;
  for (const auto& sibling : heirs_in(heirs_after_, parent)) {
    const auto& value = std::get<table>(after(sibling));
    if (value.partition_of == parent && value.partition_bound == "DEFAULT" && is_old_table(sibling)) {
      return lock_mode::access_exclusive;
    }
  }
  const auto wholes = wholes_of(changes_.after, id);
  const auto is_whole = [&](const object_id& of) {
    return std::find(wholes.begin(), wholes.end(), of) != wholes.end();
  };
  const bool tied = std::any_of(changes_.after.objects.begin(), changes_.after.objects.end(), [&](const auto& entry) {
    const auto* key = std::get_if<foreign_key>(&entry.second);
    return key != nullptr && (is_whole(entry.first.owner_table()) || is_whole(key->referenced_table));
  });
  return tied ? lock_mode::share_row_exclusive : lock_mode::share_update_exclusive;
}

// CREATE gives a child what its parent has; where the child shall be otherwise, it is altered.
void planner::inherit_columns(const object_id& id, work_node& node) const {
  for (const auto& c : columns_of(changes_.after, id)) {
    if (!c.value->inherited) {
      const auto merged = inherited_from_parents(changes_.after, *c.id);
      if (merged && merged->default_value && !c.value->default_value && !c.value->generated && !c.value->identity) {
        node.steps.push_back(
            {{.sql = fmt::format("{} ALTER COLUMN {} DROP DEFAULT", sql_alter_table(id), sql_identifier(c.id->name)),
              .objects = {*c.id}}});
      }
      inherit_not_null(*c.id, *c.value, std::nullopt, node);
      // New columns say their own storage and the like in statements of their own.
      for (const auto& setting : sql_column_settings(nullptr, *c.value)) {
        node.steps.push_back(
            {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(c.id->name), setting),
              .objects = {*c.id}}});
      }
      continue;
    }
    auto given = inherited_from_parents(changes_.after, *c.id);
    if (!given) {
      continue;
    }
    inherit_not_null(*c.id, *c.value, given, node);
    const auto& of = std::get<table>(after(id)).partition_of;
    if (of && !is_old_table(*of)) {
      given->generated = c.value->generated;  // CREATE TABLE says it
    }
    for (auto& part : sql_inherited_column_changes(*given, *c.value)) {
      node.steps.push_back(
          {{.sql = fmt::format("{} ALTER COLUMN {} {}", sql_alter_table(id), sql_identifier(c.id->name), part),
            .objects = {*c.id}}});
    }
  }
}

std::optional<object_id> planner::parent_index(const object_id& id, const object& value, const database& db) const {
  const auto* of = db.find<table>(id.owner_table());
  if (attached_to(value).empty() || of == nullptr || !of->partition_of) {
    return std::nullopt;
  }
  for (const auto kind : {object_kind::index, object_kind::primary_key, object_kind::unique, object_kind::exclusion}) {
    if (object_id parent{kind, of->partition_of->schema, of->partition_of->name, attached_to(value)};
        db.contains(parent)) {
      return parent;
    }
  }
  return std::nullopt;
}

// An index that is attached goes with the one it is attached to, and cannot go before it.
bool planner::goes_with_parent_index(const object_id& id) const {
  const auto parent = parent_index(id, base(id), changes_.base);
  return parent && (is_dropped(*parent) || is_replaced(*parent)) && !is_dropped(parent->owner_table());
}

// What is attached goes with the index of the parent: one statement drops them all.
void planner::drop_attached(const object_id& id, work_node& node) const {
  if (!has_index(id.kind) || !was_partitioned(id.owner_table())) {
    return;
  }
  for (const auto& table : heirs_in(heirs_before_, id.owner_table())) {
    for (const auto& part : children_of(changes_.base, table)) {
      if (has_index(part.kind) && !done_.contains(part) && attached_to(base(part)) == id.name) {
        node.drops.push_back(part);
      }
    }
  }
}

bool planner::is_partitioned(const object_id& table_name) const {
  const auto* value = changes_.after.find<table>(table_name);
  return value != nullptr && !value->partition_by.empty();
}

bool planner::was_partitioned(const object_id& table_name) const {
  const auto* value = changes_.base.find<table>(table_name);
  return value != nullptr && !value->partition_by.empty();
}

// True when a partition says more of its part of this index than the parent does.
bool planner::has_attached_indexes(const object_id& id) const {
  const auto& descendants = heirs_in(heirs_after_, id.owner_table());
  return std::any_of(descendants.begin(), descendants.end(), [&](const object_id& table) {
    const auto parts = children_of(changes_.after, table);
    return std::any_of(parts.begin(), parts.end(), [&](const object_id& part) {
      return has_index(part.kind) && parent_index(part, after(part), changes_.after) == id;
    });
  });
}

// An index that is made on a partitioned table takes up those of the partitions that fit (DefineIndex() in PostgreSQL's
// indexcmds.c), and so does a partition that is attached: only what meets otherwise is said.
void planner::attach_index(const object_id& id) {
  const auto parent = parent_index(id, after(id), changes_.after);
  if (!parent) {
    return;
  }
  const auto table = id.owner_table();
  const bool parent_is_made = is_created(*parent) || is_replaced(*parent);
  const bool is_apart = is_only(after(*parent)) || built_apart_.contains(*parent);
  if (is_moved(changes_.base, changes_.after, table) && !is_apart) {
    return;  // ATTACH PARTITION takes it up
  }
  if (parent_is_made ? !is_apart : is_created(table)) {
    attachments_.push_back({std::nullopt, id, *parent});
    return;
  }
  work_node node{.key = key(is_online(id.owner_table()) ? work_phase::validate : work_phase::table_settings, id, 1)};
  node.steps.push_back({{.sql = fmt::format("ALTER INDEX {} ATTACH PARTITION {}", sql_name(*parent), sql_name(id)),
                         .lock = lock_mode::share_update_exclusive,
                         .objects = {id}}});
  attachments_.push_back({graph_.add(std::move(node)), id, *parent});
}

// A part that is a constraint cannot go alone, nor does DROP INDEX of the parent's index take it along by itself.
bool planner::has_attached_constraint(const object_id& id) const {
  if (id.kind != object_kind::index || !was_partitioned(id.owner_table())) {
    return false;
  }
  const auto& descendants = heirs_in(heirs_before_, id.owner_table());
  return std::any_of(descendants.begin(), descendants.end(), [&](const object_id& table) {
    const auto parts = children_of(changes_.base, table);
    return std::any_of(parts.begin(), parts.end(), [&](const object_id& part) {
      return is_constraint(part.kind) && has_index(part.kind) && attached_to(base(part)) == id.name;
    });
  });
}

// An index that is made on a partitioned table takes up every index of a partition that fits: those that go must be
// gone before. One that is made ON ONLY is to find the partitions there, or it would be a whole one.
void planner::wire_partitioned_indexes() {
  for (std::size_t node = 0; node < graph_.size(); ++node) {
    for (const auto& id : graph_.at(node).makes) {
      if (!has_index(id.kind) || !is_partitioned(id.owner_table())) {
        continue;
      }
      const auto made = node;
      for (const auto& table : heirs_in(heirs_before_, id.owner_table())) {
        for (const auto& part : children_of(changes_.base, table)) {
          if (has_index(part.kind)) {
            edges(gone_, part, [&](std::size_t first) { graph_.before(first, made); });
          }
        }
      }
      if (is_only(after(id))) {
        for (const auto& table : heirs_in(heirs_after_, id.owner_table())) {
          edges(ready_, table, [&](std::size_t first) { graph_.before(first, made); });
          for (const auto& [attach, partition] : late_attachments_) {
            if (partition == table) {
              graph_.before(attach, made);
            }
          }
        }
      }
    }
  }
}

// CREATE TABLE … LIKE copies what is there: the parent's columns and checks as they shall be.
void planner::wire_copy_of_parent(const object_id& table_name) {
  const auto& parent = *std::get<table>(after(table_name)).partition_of;
  edges(ready_, table_name, [&](std::size_t copy) {
    for (const auto& part : children_of(changes_.after, parent)) {
      if (is_inherited_kind(part.kind)) {
        edges(ready_, part, [&](std::size_t first) { graph_.before(first, copy); });
      }
    }
    for (const auto& part : children_of(changes_.base, parent)) {
      if (is_inherited_kind(part.kind)) {
        edges(gone_, part, [&](std::size_t first) { graph_.before(first, copy); });
      }
    }
  });
}

// Bounds must not overlap: partitions of the same table that go or leave are gone when another comes.
void planner::wire_room_for(const object_id& table_name, std::size_t attach) {
  const auto& parent = *std::get<table>(after(table_name)).partition_of;
  for (const auto& sibling : heirs_in(heirs_before_, parent)) {
    const auto* value = changes_.base.find<table>(sibling);
    if (value == nullptr || value->partition_of != parent) {
      continue;
    }
    edges(gone_, sibling, [&](std::size_t first) { graph_.before(first, attach); });
    for (const auto& move : moves_) {
      if (move.leave && move.table == sibling) {
        graph_.before(*move.leave, attach);
      }
    }
  }
}

void planner::wire_attachments() {
  for (const auto& a : attachments_) {
    if (a.node) {
      for (const auto& end : {a.index, a.parent}) {
        edges(ready_, end, [&](std::size_t first) { graph_.before(first, *a.node); });
      }
      ready_[a.parent].push_back(*a.node);
    } else if (is_created(a.parent) || is_replaced(a.parent)) {
      edges(ready_, a.index, [&](std::size_t first) {
        edges(ready_, a.parent, [&](std::size_t second) { graph_.before(first, second); });
      });
    }
  }
  for (const auto& [node, table_name] : late_attachments_) {
    edges(ready_, table_name, [&, late = node](std::size_t first) { graph_.before(first, late); });
    wire_copy_of_parent(table_name);
    wire_room_for(table_name, node);
    for (const auto& part : children_of(changes_.after, table_name)) {
      if (is_named_after_attaching(part)) {
        continue;
      }
      const bool is_fk = part.kind == object_kind::foreign_key;  // one that fits the parent's would become a part of it
      edges(ready_, part,
            [&, late = node](std::size_t other) { is_fk ? graph_.before(late, other) : graph_.before(other, late); });
    }
  }
}

}  // namespace squall::kit
