// Identity columns and the sequences of serial ones, which can take each other's place without losing the position.
#include <fmt/format.h>

#include "kit/plan/column_work.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The sequence behind a column, as an expression. pg_get_serial_sequence() takes the table as an identifier in a
// string, and the column as it is (manual, 9.26.9).
std::string sequence_of(const object_id& column) {
  return fmt::format("pg_get_serial_sequence({}, {})", sql_literal(sql_name(column.owner_table())),
                     sql_literal(column.name));
}

// The next number stays within the new bounds.
void stay_in_range(const object_id& column, const sequence_options& before, const sequence_options& after,
                   column_work& work, std::string& sql) {
  const auto change = compare_bounds(before, after);
  if (change != bounds_change::narrower) {
    sql += change == bounds_change::apart ? " RESTART" : "";
    return;
  }
  work.before.push_back({{.sql = fmt::format("SELECT setval(s, least(greatest(coalesce(n, {1}), {2}), {3}), coalesce(n "
                                             "BETWEEN {2} AND {3}, false)) FROM (SELECT s, pg_sequence_last_value(s) "
                                             "AS n FROM CAST({0} AS regclass) AS s) AS position",
                                             sequence_of(column), before.start, after.minimum, after.maximum),
                          .comment = "The sequence goes on within its new bounds.",
                          .objects = {column}}});
}

}  // namespace

void planner::alter_identity(const object_id& id, work_node& node, column_work& work) {
  const auto& b = std::get<column>(base(id));
  const auto& a = std::get<column>(after(id));
  if (b.identity == a.identity) {
    return;
  }
  if (b.identity && a.identity) {
    std::string text;
    if (b.identity->kind != a.identity->kind) {
      text = fmt::format("SET GENERATED {}", a.identity->kind == identity_kind::always ? "ALWAYS" : "BY DEFAULT");
    }
    const auto options = sql_sequence_changes(b.identity->options, a.identity->options, true);
    text += text.empty() && !options.empty() ? options.substr(1) : options;
    stay_in_range(id, b.identity->options, a.identity->options, work, text);
    if (!text.empty()) {  // or its sequence's privileges and comment alone
      work.part(id, text);
    }
    return;
  }
  if (a.identity) {
    serial_to_identity(id, node, work);
    return;
  }
  if (const auto made = created_sequence_.find(id); made != created_sequence_.end() && a.default_value) {
    identity_to_serial(id, made->second, node, work);
    return;
  }
  if (b.type != a.type) {
    // One ALTER TABLE changes types first, and an identity column takes only integers (ATController() in tablecmds.c).
    work.before.push_back(
        {{.sql = fmt::format("{} ALTER COLUMN {} DROP IDENTITY", sql_alter_table(id), sql_identifier(id.name)),
          .lock = lock_mode::access_exclusive,
          .objects = {id}}});
  } else {
    work.part(id, "DROP IDENTITY");
  }
}

void planner::serial_to_identity(const object_id& id, work_node& node, column_work& work) {
  const auto& a = std::get<column>(after(id));
  const auto owned = dropped_sequence_.find(id);
  auto aside = owned == dropped_sequence_.end() ? object_id{} : owned->second;
  if (!aside.name.empty()) {
    // Out of the way, so that the identity's sequence gets the usual name, and kept until its position is read.
    const auto old_id = aside;
    aside.name = fresh_name(old_id, "old");
    work.before.push_back({{.sql = sql_rename(old_id, aside.name), .objects = {old_id}}});
    node.drops.push_back(old_id);
    done_.insert(old_id);
  }
  // A statement of its own: it looks at the column as it is when the statement begins.
  work.last.push_back({{.sql = fmt::format("{} ALTER COLUMN {} ADD {}", sql_alter_table(id), sql_identifier(id.name),
                                           sql_identity(id, *a.identity, a.type.sql)),
                        .lock = lock_mode::access_exclusive,
                        .objects = {id}}});
  if (aside.name.empty()) {
    return;
  }
  work.before.push_back({{.sql = sql_sequence_owner(aside, std::nullopt), .objects = {id}}});
  work.last.push_back(
      {{.sql = fmt::format("SELECT setval({}, last_value, is_called) FROM {}", sequence_of(id), sql_name(aside)),
        .comment = "The numbers go on where they were.",
        .objects = {id}}});
  work.last.push_back({{.sql = sql_drop(aside), .objects = {id}}});
}

void planner::identity_to_serial(const object_id& id, const object_id& made, work_node& node, column_work& work) {
  const auto& value = std::get<sequence>(after(made));
  auto aside = made;
  aside.name = fresh_name(made, "new");
  work.before.push_back({{.sql = sql_create(aside, after(made)), .objects = {made}}});
  work.before.push_back({{.sql = fmt::format("SELECT setval({0}, coalesce(pg_sequence_last_value({1}::regclass), {2}), "
                                             "pg_sequence_last_value({1}::regclass) IS NOT NULL)",
                                             sql_literal(sql_name(aside)), sequence_of(id), value.options.start),
                          .comment = "The numbers go on where they were.",
                          .objects = {made}}});
  work.part(id, "DROP IDENTITY");
  work.last.push_back({{.sql = sql_rename(aside, made.name), .objects = {made}}});
  work.last.push_back({{.sql = fmt::format("{} ALTER COLUMN {} SET DEFAULT {}", sql_alter_table(id),
                                           sql_identifier(id.name), std::get<column>(after(id)).default_value->sql),
                        .lock = lock_mode::access_exclusive,
                        .objects = {id}}});
  if (const auto role = role_of(changes_.after, id.owner_table()); !role.empty()) {
    // OWNED BY wants table and sequence to belong to one role.
    work.last.push_back({{.sql = sql_role_of_sequence(made, role), .objects = {made}}});
  }
  work.last.push_back({{.sql = sql_sequence_owner(made, value.owned_by), .objects = {made}}});
  finish(work.last, made, nullptr);
  node.makes.push_back(made);
  done_.insert(made);
}

}  // namespace squall::kit
