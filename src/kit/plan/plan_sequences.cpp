// Sequences, and who owns them.
#include <fmt/format.h>

#include "kit/model/sql_text.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The current value moves to the nearer one of new bounds that it is outside of.
void stay_in_range(const object_id& id, const sequence_options& before, const sequence_options& after, work_node& node,
                   std::string& sql) {
  const auto change = compare_bounds(before, after);
  if (change != bounds_change::narrower) {
    sql += change == bounds_change::apart ? " RESTART" : "";
    return;
  }
  node.steps.push_back(
      {{.sql = fmt::format(
            "SELECT setval({0}, least(greatest(last_value, {2}), {3}), is_called AND last_value BETWEEN {2} "
            "AND {3}) FROM {1}",
            sql_literal(sql_name(id)), sql_name(id), after.minimum, after.maximum),
        .comment = "The sequence goes on within its new bounds.",
        .objects = {id}}});
}

}  // namespace

std::string role_of(const database& db, const object_id& thing) {
  const auto it = db.objects.find(thing);
  const auto* access = it == db.objects.end() ? nullptr : access_of(it->second);
  return access == nullptr ? std::string() : access->owner;
}

std::string sql_role_of_sequence(const object_id& id, const std::string& role) {
  return fmt::format("ALTER SEQUENCE {} OWNER TO {}", sql_name(id), sql_role(role));
}

void planner::plan_sequences() {
  for (const auto& id : changes_.created) {
    const auto* value = std::get_if<sequence>(&after(id));
    if (value == nullptr || ready_.contains(id)) {
      continue;  // made with its column
    }
    work_node node{.key = key(work_phase::sequences, id, 0), .makes = {id}};
    node.steps.push_back({{.sql = sql_create(id, after(id)), .objects = {id}}});
    finish(node.steps, id, nullptr);
    const auto made = add(std::move(node));
    if (value->owned_by) {
      give_sequence(id, value->owned_by, std::nullopt, made);
    }
  }
  for (const auto& id : changes_.altered) {
    const auto* a = std::get_if<sequence>(&after(id));
    if (a == nullptr) {
      continue;
    }
    const auto& b = std::get<sequence>(base(id));
    work_node node{.key = key(work_phase::sequences, id, 1), .alters = {id}};
    if (auto sql = sql_alter_sequence(id, b, *a); !sql.empty()) {
      stay_in_range(id, b.options, a->options, node, sql);
      node.steps.push_back({{.sql = std::move(sql), .objects = {id}}});
    }
    if (b.unlogged != a->unlogged) {
      node.steps.push_back(
          {{.sql = fmt::format("ALTER SEQUENCE {} SET {}", sql_name(id), a->unlogged ? "UNLOGGED" : "LOGGED"),
            .objects = {id}}});
    }
    // What a column owns has its table's owner: it is parted from it before it gets another.
    const bool parted = b.owned_by && b.owned_by != a->owned_by &&
                        role_of(changes_.base, b.owned_by->owner_table()) !=
                            role_of(changes_.after, a->owned_by ? a->owned_by->owner_table() : id);
    if (parted) {
      node.steps.push_back({{.sql = sql_sequence_owner(id, std::nullopt), .objects = {id}}});
      if (!a->owned_by && a->access.owner.empty()) {
        node.steps.push_back({{.sql = sql_role_of_sequence(id, {}), .objects = {id}}});
      }
    }
    finish(node.steps, id, &base(id));
    const auto altered = add(std::move(node));
    if (parted && !a->owned_by) {
      edges(gone_, *b.owned_by, [&](std::size_t column) { graph_.before(altered, column); });
    } else if (b.owned_by != a->owned_by) {
      give_sequence(id, a->owned_by, b.owned_by, altered);
    }
  }
  for (const auto& id : changes_.dropped) {
    if (id.kind == object_kind::sequence && !done_.contains(id)) {
      work_node node{.key = key(work_phase::drop_others, id, 0), .drops = {id}};
      node.steps.push_back({{.sql = sql_drop(id), .objects = {id}}});
      const auto dropped = add(std::move(node));
      if (const auto& owner = std::get<sequence>(base(id)).owned_by; owner) {
        edges(altering_, *owner, [&](std::size_t column) { graph_.before(column, dropped); });
      }
    }
  }
}

// OWNED BY comes when the column is there, and before the one that owned the sequence goes and takes it along.
void planner::give_sequence(const object_id& id, const std::optional<object_id>& owner,
                            const std::optional<object_id>& old_owner, std::size_t sequence_node) {
  const bool new_table = owner && is_new_table(owner->owner_table());
  work_node node{.key = key(new_table ? work_phase::create_tables : work_phase::alter_tables, owner.value_or(id), 7)};
  node.key.id = id;
  if (owner) {
    // OWNED BY wants table and sequence to belong to one role.
    const auto role = role_of(changes_.after, owner->owner_table());
    const auto now = is_created(id) ? std::string() : role_of(changes_.base, old_owner ? old_owner->owner_table() : id);
    if (role != now) {
      node.steps.push_back({{.sql = sql_role_of_sequence(id, role), .objects = {id}}});
    }
  }
  node.steps.push_back({{.sql = sql_sequence_owner(id, owner), .objects = {id}}});
  const auto given = add(std::move(node));
  graph_.before(sequence_node, given);
  if (owner) {
    // The column's default is nextval() of the sequence, whether or not its references say so.
    edges(ready_, *owner, [&](std::size_t column) {
      graph_.before(sequence_node, column);
      graph_.before(column, given);
    });
  }
  if (owner) {
    edges(ready_, owner->owner_table(), [&](std::size_t table) { graph_.before(table, given); });
  }
  if (old_owner) {
    edges(gone_, *old_owner, [&](std::size_t column) { graph_.before(given, column); });
  }
}

}  // namespace squall::kit
