// Indexes and keys of partitioned tables that are in use: CREATE INDEX on a partitioned table takes no CONCURRENTLY, so
// it is made ON ONLY the table, each partition's part is built by itself and attached (manual, 5.11.2.2).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "kit/model/inheritance.hpp"
#include "kit/plan/index_parts.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// Names the parts in a partition, whatever they are called: first out of each other's way.
std::string sql_naming_parts(const object_id& partition, const std::map<object_id, std::string>& names) {
  std::string wanted;
  for (const auto& [whole, name] : names) {
    wanted +=
        fmt::format("{}\n        ({}, {})", wanted.empty() ? "" : ",", sql_literal(sql_name(whole)), sql_literal(name));
  }
  return fmt::format(R"(DO $squall$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT i.inhrelid::pg_catalog.regclass AS index,
      CASE round WHEN 1 THEN '__squall_' || i.inhrelid ELSE wanted.name END AS name
    FROM pg_catalog.generate_series(1, 2) AS round,
      pg_catalog.pg_inherits i JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid,
      (VALUES{1}) AS wanted (whole, name)
    WHERE x.indrelid = {0}::pg_catalog.regclass AND i.inhparent = wanted.whole::pg_catalog.regclass
    ORDER BY round
  LOOP
    EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', part.index, part.name);
  END LOOP;
END $squall$)",
                     sql_literal(sql_name(partition)), wanted);
}

}  // namespace

void planner::build_parts_apart() {
  std::vector<object_id> wanted;
  for (const auto* set : {&changes_.created, &replaced_.objects}) {
    for (const auto& id : *set) {
      const bool whole = has_index(id.kind) && is_partitioned(id.owner_table()) && attached_to(after(id)).empty();
      if (whole && can_build_apart(id)) {
        wanted.push_back(id);
      }
    }
  }
  for (const auto& id : wanted) {
    built_apart_.insert(id);
    add_parts(id.owner_table(), id, after(id));
  }
}

bool planner::can_build_apart(const object_id& id) const {
  if (!is_online(id.owner_table()) || is_only(after(id)) || id.kind == object_kind::exclusion) {
    return false;
  }
  const auto* primary = std::get_if<primary_key>(&after(id));
  const auto* alternate = std::get_if<unique>(&after(id));
  if ((primary != nullptr && primary->without_overlaps) || (alternate != nullptr && alternate->without_overlaps)) {
    return false;
  }
  const auto& partitions = heirs_in(heirs_after_, id.owner_table());
  return !partitions.empty() && std::all_of(partitions.begin(), partitions.end(), [&](const object_id& partition) {
    // A foreign table has no indexes, and one that comes or goes is taken up or let go by ATTACH and DETACH.
    return is_old_table(partition) && !is_moved(changes_.base, changes_.after, partition) &&
           std::get<table>(after(partition)).foreign_server.empty();
  });
}

// What PostgreSQL would make in the partitions, as objects of their own.
void planner::add_parts(const object_id& table_name, const object_id& parents_index, const object& value) {
  for (const auto& partition : heirs_in(heirs_after_, table_name)) {
    const auto& of = std::get<table>(after(partition)).partition_of;
    if (!of || *of != table_name) {
      continue;  // of a partition
    }
    auto part_id = parents_index;
    part_id.schema = partition.schema;
    part_id.table = partition.name;
    const auto parts = children_of(changes_.after, partition);
    const auto own = std::find_if(parts.begin(), parts.end(), [&](const object_id& part) {
      return has_index(part.kind) && attached_to(after(part)) == parents_index.name;
    });
    if (own != parts.end()) {
      part_id = *own;
    } else {
      auto part = value;
      std::visit(
          [&](auto& v) {
            if constexpr (requires { v.attached_to; }) {
              v.attached_to = parents_index.name;
              v.comment.clear();
            }
            if constexpr (requires { v.index_comment; }) {
              v.index_comment.clear();
            }
          },
          part);
      part_id.name = usual_part_name(partition, parents_index, value);
      if (changes_.after.objects.try_emplace(part_id, std::move(part)).second) {
        changes_.created.insert(part_id);
      }
    }
    if (is_partitioned(partition)) {
      built_apart_.insert(part_id);
      add_parts(partition, part_id, after(part_id));
    }
  }
}

// Indexes of a table that PostgreSQL may take for `id` when it looks for a part of it, and itself.
std::vector<object_id> planner::taken_for(const object_id& id) const {
  std::vector<object_id> out;
  const auto& value = std::get<index>(after(id));
  for (const auto& other : members_of(changes_.after, id.owner_table(), object_kind::index)) {
    if (!is_only(after(other)) && is_taken_for(value, std::get<index>(after(other)))) {
      out.push_back(other);
    }
  }
  return out;
}

// A partition that comes has parts of its table's indexes made by ATTACH, or takes its own, by their order: where that
// could be another's, they are made, and called what they shall be afterwards.
bool planner::is_named_after_attaching(const object_id& id) const {
  const auto partition = id.owner_table();
  const auto* value = changes_.after.find<table>(partition);
  const bool is_late = id.kind == object_kind::index && is_created(partition) && value->partition_of &&
                       is_old_table(*value->partition_of) && value->partition_by.empty() &&
                       value->foreign_server.empty();
  const auto parent = is_late ? parent_index(id, after(id), changes_.after) : std::nullopt;
  return parent && parent->kind == object_kind::index && !is_only(after(*parent)) && taken_for(*parent).size() > 1;
}

void planner::name_parts_after_attaching() {
  for (const auto& [attach, partition] : late_attachments_) {
    work_node node{.key = key(work_phase::index_new_tables, partition, 9)};
    node.key.rank += 1;
    std::map<object_id, std::string> names;  // of the parts, by the parents' indexes
    for (const auto& part : members_of(changes_.after, partition, object_kind::index)) {
      if (!is_named_after_attaching(part)) {
        continue;
      }
      node.makes.push_back(part);
      for (const auto& whole : taken_for(*parent_index(part, after(part), changes_.after))) {
        const auto said = said_part(changes_.after, partition, whole.kind, whole.name);
        names.emplace(whole, said ? said->name : usual_part_name(partition, whole, after(whole)));
      }
    }
    if (node.makes.empty()) {
      continue;
    }
    node.steps.push_back({{.sql = sql_naming_parts(partition, names),
                           .comment = "The table has several indexes of this kind, and nobody knows which part got "
                                      "which name.",
                           .objects = node.makes}});
    for (const auto& part : node.makes) {
      set_up_attached_part(part, node.steps);
    }
    const auto named = add(std::move(node));
    graph_.before(attach, named);
    for (const auto& [whole, name] : names) {
      named_late_.emplace_back(whole, attach);
    }
  }
}

// What a part that ATTACH made has not from its parent's index.
void planner::set_up_attached_part(const object_id& part, std::vector<work_step>& steps) const {
  const auto whole = *parent_index(part, after(part), changes_.after);
  auto given = std::get<index>(after(whole));
  given.comment.clear();
  given.attached_to = whole.name;
  for (auto& key : given.keys) {
    key.statistics_target.reset();
  }
  const object before(given);
  for (auto& sql : sql_alter_index(part, given, std::get<index>(after(part)))) {
    steps.push_back({{.sql = std::move(sql), .objects = {part}}});
  }
  set_key_statistics(steps, part, &before);
  finish(steps, part, nullptr);
}

// An index that is made takes up parts that are there and belong to none: those of another one are not there yet, and
// the names of those that go are free.
void planner::wire_look_alikes() {
  for (const auto& [whole, attach] : named_late_) {
    edges(ready_, whole, [&, late = attach](std::size_t first) { graph_.before(first, late); });
  }
  const auto is_made = [&](const object_id& id) {
    return (is_created(id) || is_replaced(id)) && !built_apart_.contains(id);
  };
  const auto before = [&](const node_map& first, const object_id& a, const object_id& b) {
    edges(first, a, [&](std::size_t x) { edges(ready_, b, [&](std::size_t y) { graph_.before(x, y); }); });
  };
  for (const auto* set : {&changes_.created, &replaced_.objects}) {
    for (const auto& id : *set) {
      if (id.kind != object_kind::index || !is_partitioned(id.owner_table()) || is_only(after(id)) || !is_made(id)) {
        continue;
      }
      const auto alike = taken_for(id);
      if (alike.size() < 2) {
        continue;
      }
      for (const auto& other : alike) {
        before(gone_, other, id);
        if (!is_made(other) || !(id < other)) {
          continue;
        }
        for (const auto& partition : heirs_in(heirs_after_, id.owner_table())) {
          for (const auto& part : members_of(changes_.after, partition, object_kind::index)) {
            if (attached_to(after(part)) == other.name && is_made(part) && !is_named_after_attaching(part)) {
              before(ready_, id, part);
            }
          }
        }
      }
    }
  }
}

// Names that the parts of an index which goes have had are free when it is gone.
void planner::wire_parts_apart() {
  for (const auto& id : built_apart_) {
    for (const auto& partition : heirs_in(heirs_after_, id.owner_table())) {
      for (const auto& part : children_of(changes_.after, partition)) {
        if (!has_index(part.kind) || !is_created(part)) {
          continue;
        }
        for (const auto& old : children_of(changes_.base, id.owner_table())) {
          if (has_index(old.kind)) {
            edges(gone_, old, [&](std::size_t first) {
              edges(ready_, part, [&](std::size_t second) { graph_.before(first, second); });
            });
          }
        }
      }
    }
  }
}

}  // namespace squall::kit
