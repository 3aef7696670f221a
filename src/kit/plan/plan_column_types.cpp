// Columns that get another type.
#include <fmt/format.h>

#include "kit/plan/column_work.hpp"
#include "kit/plan/expression_scan.hpp"
#include "kit/plan/planner.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/type_conversion.hpp"

namespace squall::kit {

std::string every_row_is_rewritten(const object_id& table) {
  return fmt::format("Every row of {} is written again while readers wait.", display_name(table));
}

bool has_checked_domain(const database& db, type_name type) {
  while (type.user_type) {
    const auto* d = db.find<domain>(*type.user_type);
    if (d == nullptr) {
      return false;
    }
    if (d->not_null || !d->checks.empty()) {
      return true;
    }
    type = d->base;
  }
  return false;
}

bool wants_value(const database& db, type_name type) {
  bool not_null = false;
  while (type.user_type) {
    const auto* d = db.find<domain>(*type.user_type);
    if (d == nullptr || d->default_value) {
      return false;  // PostgreSQL takes the first default on the way down
    }
    not_null = not_null || d->not_null;
    type = d->base;
  }
  return not_null;
}

void planner::alter_type(const object_id& id, column_work& work) const {
  const auto& b = std::get<column>(base(id));
  const auto& a = std::get<column>(after(id));
  if (b.generated && !a.generated) {
    work.part(id, "DROP EXPRESSION");
  }
  const bool retyped = is_retyped(b, a) && !follows_parent(id);
  const bool converted = !retyped && a.type.user_type && replaced_.swapped_types.contains(*a.type.user_type);
  const bool serial = created_sequence_.contains(id) && b.identity && !a.identity;
  if (!retyped) {
    if (b.default_value && !a.default_value && !converted) {
      work.part(id, "DROP DEFAULT");
    } else if (a.default_value && b.default_value != a.default_value && !converted && !serial) {
      work.part(id, "SET DEFAULT " + a.default_value->sql);
    }
    return;
  }
  // The default goes before the type changes and comes back after it, in one statement: PostgreSQL would only cast it.
  if (b.default_value) {
    work.part(id, "DROP DEFAULT");
  }
  const auto how = conversion_of(changes_, options_, id);
  std::string text = "TYPE " + readable_type(a.type.sql);
  if (!a.collation.empty()) {
    text += " COLLATE " + a.collation;
  }
  if (how.author) {
    text += " USING " + *how.author;
  } else if (!how.cast.empty()) {
    text += fmt::format(" USING {}{}", sql_identifier(id.name), how.cast);
  }
  const auto holder = holder_of(id);
  if (holder) {
    // A column that comes through a parent is altered there.
    work.flush(work.before);
    work.table = *holder;
  }
  work.part(id, text);
  warn_of_type_change(id, how, work);
  if (holder) {
    work.flush(work.before);
    work.table = id.owner_table();
  }
  if (a.default_value && !serial) {
    work.part(id, "SET DEFAULT " + a.default_value->sql);
  }
}

void planner::warn_of_type_change(const object_id& id, const type_conversion& how, column_work& work) const {
  const auto table = id.owner_table();
  const auto& b = std::get<column>(base(id));
  for (const auto& h : hazards_of_conversion(changes_, id, how)) {
    work.warn(h.kind, h.object, h.message);
  }
  if (how.writes_rows()) {
    work.altered.rewrites = true;
    work.altered.scans = true;
    const auto why = prepared_.obstacles.find(id);
    work.warn(hazard_kind::table_rewrite, table,
              every_row_is_rewritten(table) +
                  (why == prepared_.obstacles.end()
                       ? std::string()
                       : fmt::format(" {} cannot be expanded and contracted: {}.", display_name(id), why->second)));
    return;
  }
  // PostgreSQL builds indexes on expressions and with predicates again even where no row is rewritten.
  for (const auto& child : children_of(changes_.base, table)) {
    const auto* i = std::get_if<index>(&base(child));
    const bool kept = i != nullptr && !is_dropped(child) && !is_replaced(child);
    if (kept && ((b.collation != std::get<column>(after(id)).collation) || !expressions_of(base(child)).empty()) &&
        uses_column(child, base(child), id)) {
      work.altered.scans = true;
      work.warn(hazard_kind::full_scan, child,
                fmt::format("{} is built again while readers of {} wait.", describe(child), display_name(table)));
    }
  }
}

}  // namespace squall::kit
